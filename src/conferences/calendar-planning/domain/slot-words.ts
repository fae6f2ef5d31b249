import { formatDateDe, plainDate } from '../../../kernel/index.js';
import type { Condition, Match } from '../../planning/index.js';

/** What speaks for or against a date. */
export interface SlotReason {
  readonly code: string;
  readonly speaksFor: boolean;
  /** German, without names. */
  readonly sentence: string;
  /** Staff concerned. */
  readonly staffIds: readonly string[];
}

/** A condition to give up. */
export interface SlotCondition {
  readonly kind: Condition['kind'];
  /** German, without names. */
  readonly sentence: string;
  readonly price: number;
  readonly staffId: string | null;
}

const AGAINST: Partial<Record<Match['constraint'], string>> = {
  optionalBusy: 'Jemand, der nur gewünscht ist, ist belegt.',
  optionalConflict: 'Jemand, der nur gewünscht ist, hat zu dieser Zeit eine andere Sitzung.',
  requiredOptionalConflict: 'Jemand, der nur gewünscht ist, hat zu dieser Zeit eine andere Sitzung.',
  preferredDay: 'Der Tag liegt in den Schulferien.',
  substitute: 'Für jemanden kommt die Vertretung.',
  videoInstead: 'Die Sitzung findet per Video statt, gewünscht ist ein Treffen.',
  buffer: 'Zwischen zwei Sitzungen bleibt jemandem wenig Zeit.',
  dayLoad: 'Jemand hat an diesem Tag schon mehrere Sitzungen.',
};

/** Facts for which a date may be praised. */
export interface Praise {
  readonly inRoom: boolean;
  readonly isAccessible: boolean;
  readonly hasInterpreter: boolean;
  readonly withPerson: boolean;
  /** Last possible date, ISO. */
  readonly latestOn: string | undefined;
  readonly knowsSchoolHolidays: boolean;
}

/** Why a date is good or not so good: what speaks for it first. */
export function reasonsOf(
  matches: readonly Match[],
  praise: Praise,
  isStaff: (id: string) => boolean,
): readonly SlotReason[] {
  const broken = new Set(matches.map(({ constraint }) => constraint));
  const good: readonly (readonly [boolean, string, string])[] = [
    [true, 'ALL_NEEDED', 'Alle, die gebraucht werden, haben Zeit.'],
    [praise.withPerson, 'PERSON', 'Die Zeit passt zu dem, was die Person gesagt hat.'],
    [praise.hasInterpreter, 'INTERPRETER', 'Eine passende Sprachmittlung ist frei.'],
    [
      !broken.has('optionalBusy') && !broken.has('optionalConflict'),
      'ALL_WISHED',
      'Auch alle, die gewünscht sind, haben Zeit.',
    ],
    [!broken.has('substitute'), 'REGULAR', 'Niemand muss vertreten werden.'],
    [
      praise.inRoom,
      'ROOM',
      praise.isAccessible ? 'Ein passender barrierefreier Raum ist frei.' : 'Ein passender Raum ist frei.',
    ],
    [
      praise.knowsSchoolHolidays && !broken.has('preferredDay'),
      'SCHOOL_DAYS',
      'Der Tag liegt außerhalb der Schulferien.',
    ],
    [
      praise.latestOn !== undefined,
      'IN_TIME',
      `Der Tag liegt vor dem letzten möglichen Datum (${dateOf(praise.latestOn)}).`,
    ],
  ];
  const against = matches.flatMap(({ constraint, people }): readonly SlotReason[] => {
    const sentence = AGAINST[constraint];
    if (sentence === undefined) return [];
    return [
      {
        code: codeOf(constraint),
        speaksFor: false,
        sentence,
        staffIds: [...new Set(people.filter(isStaff))],
      },
    ];
  });
  return [
    ...good
      .filter(([holds]) => holds)
      .map(([, code, sentence]) => ({ code, speaksFor: true, sentence, staffIds: [] })),
    ...against,
  ];
}

function codeOf(constraint: string): string {
  return constraint.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function dateOf(date: string | undefined): string {
  return date === undefined ? '' : formatDateDe(plainDate(date));
}

const WORDS: Readonly<Record<Condition['kind'], (about: string) => string>> = {
  withoutOptional: () => 'Ohne jemanden, der nur gewünscht ist.',
  shorterBuffer: () => 'Mit weniger Zeit zwischen zwei Sitzungen.',
  substitute: () => 'Mit einer Vertretung.',
  videoInsteadOfRoom: () => 'Per Video statt in einem Raum.',
  moveOtherMeeting: () => 'Eine andere Sitzung wird verlegt.',
  laterDate: (about) => `Später als vorgesehen, am ${dateOf(about)}.`,
  earlierDate: (about) => `Früher als vorgesehen, am ${dateOf(about)}: mit kürzerer Einladungsfrist.`,
  againstWish: () => 'Zu einer Zeit, zu der die Person nicht gut kann; nur wenn sie zustimmt.',
  withoutRequired: () =>
    'Ohne jemanden, der gebraucht wird und belegt ist; die Stelle trägt dann schriftlich bei.',
};

/** A condition in words. */
export function conditionOf(
  { kind, about, price }: Condition,
  isStaff: (id: string) => boolean,
): SlotCondition {
  return { kind, price, sentence: WORDS[kind](about), staffId: isStaff(about) ? about : null };
}
