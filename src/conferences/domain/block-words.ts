import type { SharingCategory } from '../../sharing/index.js';
import type { BlockCode } from './blocks.js';
import type { ConferenceMode } from './conference.js';
import type { QuorumRule } from './conference-kinds.js';

/** Codes of what can be done about a block, with their German label. */
export const WAYS_OUT = {
  OBTAIN_CONSENT: 'Einwilligung oder Schweigepflichtentbindung einholen',
  REDUCE_DATA: 'diese Angaben weglassen',
  DROP_BODY: 'die Stelle nicht beteiligen',
  CONVERT_TO_ANONYMISED: 'anonymisiert beraten',
  INVITE_PERSON: 'die Person einladen und informieren',
  DO_NOT_HOLD: 'die Konferenz nicht durchführen',
  RECORD_OBJECTION: 'das Nein der Person und die Gefahr im Protokoll begründen',
  BOOK_QUALIFIED_INTERPRETER: 'qualifiziertes oder vereidigtes Dolmetschen buchen',
  SUBSTITUTE: 'eine Vertretung benennen',
  POSTPONE: 'den Termin verschieben',
  HOLD_AS_CONSULTATION: 'als Beratung ohne Beschlüsse durchführen',
  GIVE_TASK_AS_REQUEST: 'die Aufgabe nur als Bitte mitgeben',
  SIGN_UNDERTAKING: 'die Verpflichtung zur Vertraulichkeit unterschreiben',
  PROCEED_WITH_NOTE: 'ohne den Beitrag beraten und es im Protokoll vermerken',
  RELEASE_ANONYMISATION: 'die Anonymisierung durch eine zweite Person freigeben lassen',
  EXCLUDE_PARTICIPANT: 'ausschließen',
  OTHER_CONVENER: 'eine andere Stelle einberufen lassen',
  OPEN_COMPARTMENT:
    'den Fall für die Stelle öffnen, nach der Warnung über § 87 AufenthG und mit zweiter Freigabe',
  REFUSE: 'ablehnen',
} as const;
export type WayOutCode = keyof typeof WAYS_OUT;

/** What can be done about a block. */
export interface WayOut {
  readonly code: WayOutCode;
  /** German. */
  readonly label: string;
}

/** What the words of a block depend on. */
export interface BlockCircumstances {
  /** Body or role it is about. */
  readonly name: string | undefined;
  readonly isConvener: boolean;
  /** It concerns one staff member, not the body. */
  readonly isStaff: boolean;
  readonly outweighed: boolean;
  readonly quorum: QuorumRule;
  readonly mode: ConferenceMode;
  readonly category: SharingCategory | null;
}

interface Words {
  readonly sentence: (about: BlockCircumstances) => string;
  readonly plain: string | ((about: BlockCircumstances) => string);
  readonly ways: (about: BlockCircumstances) => readonly WayOutCode[];
}

const bodyOf = ({ name }: BlockCircumstances): string => (name === undefined ? 'Eine Stelle' : `„${name}“`);

/** What comes with naming a person to somebody: it cannot be left out as long as they are named. */
const IDENTITY: readonly (SharingCategory | null)[] = ['MASTER', 'FACT_CM'];

function lessSharing({ isConvener, mode, category }: BlockCircumstances): readonly WayOutCode[] {
  const named = mode === 'IDENTIFIED';
  return [
    ...(named && IDENTITY.includes(category) ? [] : (['REDUCE_DATA'] as const)),
    isConvener ? 'OTHER_CONVENER' : 'DROP_BODY',
    ...(named ? (['CONVERT_TO_ANONYMISED'] as const) : []),
  ];
}

const WORDS: Readonly<Record<BlockCode, Words>> = {
  CONSENT_MISSING: {
    sentence: (about) =>
      `${bodyOf(about)} darf nicht erfahren, worum es geht: Es fehlt die Einwilligung der Person.`,
    plain: 'Eine Stelle darf noch nichts über Sie wissen. Nur Sie können das erlauben. Sie müssen es nicht.',
    ways: (about) => ['OBTAIN_CONSENT', ...lessSharing(about)],
  },
  NO_LEGAL_BASIS: {
    sentence: (about) => `Nichts erlaubt, dass ${bodyOf(about)} das erfährt.`,
    plain: 'Eine Stelle darf das nicht über Sie erfahren. Auch wenn Sie Ja sagen, geht das nicht.',
    ways: lessSharing,
  },
  PERSON_NOT_INVITED: {
    sentence: () => 'Die Person ist noch nicht eingeladen oder informiert.',
    plain: 'Sie sind noch nicht eingeladen. Ohne Sie sprechen wir nicht über Sie.',
    ways: () => ['INVITE_PERSON', 'POSTPONE', 'CONVERT_TO_ANONYMISED'],
  },
  PERSON_OBJECTS: {
    sentence: ({ outweighed }) =>
      outweighed
        ? 'Die Person möchte die Konferenz nicht. Sie darf wegen der Gefahr trotzdem stattfinden; das ist zu begründen.'
        : 'Die Person möchte diese Konferenz nicht. Sie findet nicht statt.',
    plain: ({ outweighed }) =>
      outweighed
        ? 'Sie haben Nein gesagt. Weil jemand in Gefahr ist, kann das Gespräch trotzdem stattfinden. Warum, steht dann im Protokoll. Sie haben durch Ihr Nein keinen Nachteil.'
        : 'Sie haben Nein gesagt. Das ist Ihr Recht. Sie haben dadurch keinen Nachteil.',
    ways: ({ outweighed }) => (outweighed ? ['RECORD_OBJECTION', 'DO_NOT_HOLD'] : ['DO_NOT_HOLD']),
  },
  LANGUAGE_LEVEL: {
    sentence: () => 'Für diese Sitzung fehlt Dolmetschen auf ausreichender Stufe.',
    plain: 'Wir brauchen noch eine Person, die gut dolmetscht. Es geht um wichtige Dinge für Sie.',
    ways: () => ['BOOK_QUALIFIED_INTERPRETER', 'POSTPONE'],
  },
  ROLE_MISSING: {
    sentence: ({ name }) => `Es fehlt ${name ?? 'eine notwendige Rolle'}.`,
    plain: 'Es fehlt noch jemand, der für das Gespräch wichtig ist.',
    ways: () => ['SUBSTITUTE', 'POSTPONE'],
  },
  QUORUM: {
    sentence: ({ quorum }) =>
      `Es kommen zu wenige Stellen: nötig sind neben der Fallführung ${quorum.bodies}, davon ${quorum.mandatePercent} Prozent mit Mandat.`,
    plain: 'Es kommen zu wenige Stellen. So kann nichts verabredet werden.',
    ways: () => ['POSTPONE', 'HOLD_AS_CONSULTATION'],
  },
  MANDATE_MISSING: {
    sentence: (about) => `${bodyOf(about)} hat kein Mandat zugesagt und kann keine Aufgabe fest übernehmen.`,
    plain: 'Eine Stelle kann beim Gespräch noch nichts fest zusagen.',
    ways: () => ['GIVE_TASK_AS_REQUEST', 'SUBSTITUTE'],
  },
  UNDERTAKING_MISSING: {
    sentence: (about) => `Von ${bodyOf(about)} fehlt die Verpflichtung zur Vertraulichkeit.`,
    plain:
      'Jemand hat noch nicht versprochen zu schweigen. Ohne dieses Versprechen darf die Person nicht dabei sein.',
    ways: () => ['SIGN_UNDERTAKING', 'SUBSTITUTE', 'EXCLUDE_PARTICIPANT'],
  },
  CONTRIBUTION_MISSING: {
    sentence: (about) => `Der schriftliche Beitrag von ${bodyOf(about)} fehlt; die Stelle kommt nicht.`,
    plain: 'Eine Stelle kommt nicht und hat auch noch nichts geschrieben.',
    ways: () => ['PROCEED_WITH_NOTE', 'POSTPONE'],
  },
  ANON_NOT_RELEASED: {
    sentence: () => 'Die Anonymisierung ist noch nicht durch eine zweite Person freigegeben.',
    plain: 'Wir prüfen noch, ob wirklich niemand Sie erkennen kann.',
    ways: () => ['RELEASE_ANONYMISATION', 'POSTPONE'],
  },
  CONFLICT: {
    sentence: (about) => {
      if (about.isConvener && !about.isStaff)
        return `${bodyOf(about)} kann wegen eines Konflikts nicht einberufen.`;
      const who = about.isStaff ? `Eine Person von ${bodyOf(about)}` : bodyOf(about);
      return `${who} kann wegen eines Konflikts nicht mitwirken.`;
    },
    plain: 'Jemand nimmt nicht teil, damit Sie geschützt sind.',
    ways: ({ isConvener, isStaff }) => [
      ...(isConvener && !isStaff ? (['OTHER_CONVENER'] as const) : (['EXCLUDE_PARTICIPANT'] as const)),
      ...(isStaff ? (['SUBSTITUTE'] as const) : []),
    ],
  },
  STATUS_RISK: {
    sentence: (about) =>
      `Der Fall ist geschützt, und ${bodyOf(about)} kann nach § 87 AufenthG zur Mitteilung verpflichtet sein.`,
    plain:
      'Eine Behörde könnte etwas erfahren, was Ihnen schadet. Deshalb findet das Gespräch so nicht statt.',
    ways: () => ['DROP_BODY', 'CONVERT_TO_ANONYMISED', 'OPEN_COMPARTMENT'],
  },
  PURPOSE_NOT_ALLOWED: {
    sentence: (about) => `Mit ${bodyOf(about)} wird hier nicht beraten: Der Zweck ist nicht erlaubt.`,
    plain: 'Mit Polizei oder Staatsanwaltschaft wird hier nicht über Sie gesprochen.',
    ways: () => ['REFUSE', 'DROP_BODY'],
  },
};

/** Words and ways out of a block. */
export function wordsOf(
  code: BlockCode,
  about: BlockCircumstances,
): {
  readonly sentence: string;
  readonly plain: string;
  readonly waysOut: readonly WayOut[];
  readonly wayOut: string;
} {
  const words = WORDS[code];
  const waysOut = words.ways(about).map((way) => ({ code: way, label: WAYS_OUT[way] }));
  return {
    sentence: words.sentence(about),
    plain: typeof words.plain === 'string' ? words.plain : words.plain(about),
    waysOut,
    wayOut: inOneSentence(waysOut.map(({ label }) => label)),
  };
}

function inOneSentence(labels: readonly string[]): string {
  const text = [labels.slice(0, -1).join(', '), ...labels.slice(-1)]
    .filter((part) => part !== '')
    .join(' oder ');
  return `${text.charAt(0).toLocaleUpperCase('de')}${text.slice(1)}.`;
}
