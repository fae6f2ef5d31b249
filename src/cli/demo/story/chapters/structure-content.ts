import { EXISTING_GROUPS } from '../../lippe-story-facts.js';
import type { Actor } from '../story-actors.js';

/** A finding, the theme it becomes, and who takes it up. Texts carry nothing that leads to a case. */
export interface ThemeLine {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly finding: {
    readonly text: string;
    readonly kind: string;
    readonly lifeArea: string;
    readonly bodyTypes: readonly string[];
  };
  readonly group: NewGroup | ExistingGroup;
}

/** Group founded from the theme. */
export interface NewGroup {
  readonly kind: 'NEW';
  readonly name: string;
  readonly mandate: string;
  readonly leadUnit: string;
  readonly members: readonly string[];
  readonly speaker: Actor;
  readonly considered: string;
  readonly measure: {
    readonly title: string;
    readonly indicator: string;
    readonly baseline: string;
    readonly target: string;
  };
}

/** Group that existed before. */
export interface ExistingGroup {
  readonly kind: 'EXISTING';
  readonly name: string;
  readonly speaker: Actor;
  readonly reason: string;
}

/** The four themes of Lippe. */
export const THEMES: readonly ThemeLine[] = [
  {
    key: 'mobility',
    title: 'Mobilität',
    description: 'Wege zu Arbeit, Ausbildung, Kurs und Amt im ländlichen Raum ohne eigenes Auto.',
    finding: {
      text: 'Wer kein Auto hat, erreicht Arbeit und Ausbildung auf dem Land vor sieben Uhr nicht.',
      kind: 'ACCESS_BARRIER',
      lifeArea: 'MOBILITY',
      bodyTypes: ['JOBCENTER', 'EMPLOYMENT_AGENCY'],
    },
    group: {
      kind: 'NEW',
      name: 'AG „Mobilität“',
      mandate: 'Erarbeitet Wege, wie Zugewanderte im ländlichen Raum Arbeit, Ausbildung und Kurse erreichen.',
      leadUnit: 'netzwerk',
      members: ['jobcenter', 'agentur', 'landeskirche', 'freiwilligenagentur'],
      speaker: 'netzwerk',
      considered:
        'Beide bestehenden Arbeitskreise haben andere Aufträge und keine Verkehrsunternehmen am Tisch.',
      measure: {
        title: 'Mitfahrbörse mit drei Betrieben für Schichten vor sieben Uhr erproben',
        indicator: 'Zugewanderte, die ihre Stelle vor sieben Uhr erreichen',
        baseline: '0',
        target: '15',
      },
    },
  },
  {
    key: 'steps',
    title: 'Vom Zuwanderer zu LipperIn',
    description: 'Die vielen Schritte der Einwanderung erkennen und für alle durchsichtig machen.',
    finding: {
      text: 'Niemand sagt in der richtigen Reihenfolge, welche Schritte bei welcher Stelle anstehen.',
      kind: 'GAP',
      lifeArea: 'LEGAL_STATUS',
      bodyTypes: ['IMMIGRATION_OFFICE', 'JOBCENTER', 'ASYLUM_BENEFITS_OFFICE'],
    },
    group: {
      kind: 'NEW',
      name: 'AG „Vom Zuwanderer zu LipperIn“',
      mandate:
        'Hält die Schritte im Einwanderungsprozess fest und macht sie für alle Beteiligten durchsichtig.',
      leadUnit: 'ki',
      members: ['abh-kreis', 'abh-detmold', 'jobcenter', 'awo', 'caritas'],
      speaker: 'ki',
      considered:
        'Kein bestehender Arbeitskreis hat beide Ausländerbehörden und das Jobcenter zusammen am Tisch.',
      measure: {
        title: 'Gemeinsamer Ablauf für den Wechsel ins Jobcenter mit einem Meldebogen statt fünf',
        indicator: 'Wechsel ohne Tag ohne Leistung',
        baseline: 'nicht erhoben',
        target: '9 von 10',
      },
    },
  },
  {
    key: 'language',
    title: 'Einfache Sprache in Behördenbriefen',
    description: 'Schreiben so abfassen, dass verstanden wird, was bis wann zu tun ist.',
    finding: {
      text: 'Schreiben nennen die Frist erst auf der zweiten Seite und werden nicht verstanden.',
      kind: 'UNREADABLE_LETTER',
      lifeArea: 'SUBSISTENCE',
      bodyTypes: ['JOBCENTER', 'IMMIGRATION_OFFICE', 'SOCIAL_WELFARE_OFFICE'],
    },
    group: {
      kind: 'EXISTING',
      name: EXISTING_GROUPS.language.name,
      speaker: 'ki',
      reason: 'Der Arbeitskreis überarbeitet schon Schreiben; eine zweite Gruppe wäre doppelt.',
    },
  },
  {
    key: 'training',
    title: 'Prävention von Ausbildungsabbrüchen',
    description: 'Früh erkennen, wenn eine Ausbildung zu scheitern droht, und rechtzeitig stützen.',
    finding: {
      text: 'Sprachförderung und Stützunterricht beginnen erst, wenn der Abbruch der Ausbildung schon droht.',
      kind: 'WAITING',
      lifeArea: 'WORK',
      bodyTypes: ['EMPLOYMENT_AGENCY', 'JOBCENTER', 'YOUTH_WELFARE_OFFICE'],
    },
    group: {
      kind: 'EXISTING',
      name: EXISTING_GROUPS.training.name,
      speaker: 'jobcenter',
      reason:
        'Der Arbeitskreis begleitet Auszubildende bis zum Abschluss; das Thema gehört zu seinem Auftrag.',
    },
  },
];
