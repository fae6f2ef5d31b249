import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonVault, type Tx } from '../../../platform/index.js';
import {
  PersonRecordSources,
  RetentionSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../../sharing/index.js';
import { timeInWords } from '../../invitations/domain/mail-words.js';
import { needsAddress } from '../../invitations/persistence/person-invitations.repository.js';
import type { DateAnswer } from '../domain/proposal.js';
import type { ConferenceFormat, PlanningWishes, WishKind } from '../domain/wishes.js';
import {
  countAbsences,
  countVotes,
  datesOfPerson,
  deleteAbsences,
  deleteVotes,
} from '../persistence/person-dates.repository.js';
import { readWishes } from '../persistence/wishes.repository.js';

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

const KINDS: Readonly<Record<WishKind, string>> = {
  CHILD_CARE: 'Kinderbetreuung',
  PRAYER: 'Gebetszeit',
  WORK: 'Arbeit',
  COURSE: 'Kurs',
  OTHER: 'anderes',
};

const FORMATS: Readonly<Record<ConferenceFormat, string>> = {
  IN_PERSON: 'vor Ort',
  EITHER: 'vor Ort oder per Video',
  VIDEO: 'per Video',
};

const ANSWERS: Readonly<Record<DateAnswer, string>> = {
  YES: 'passt',
  IF_NEEDED: 'zur Not',
  NO: 'passt nicht',
};

/** Tells reports about persons and the retention rules what the planning of dates keeps. */
@Injectable()
export class PlanningRecords implements OnModuleInit {
  constructor(
    private readonly persons: PersonRecordSources,
    private readonly retention: RetentionSources,
    private readonly vault: PersonVault,
  ) {}

  onModuleInit(): void {
    // A controller owes its report also when it left the case (Art. 15 DSGVO); every query names its unit.
    this.persons.register((tx, question) => tx.exOfficio(() => this.collect(tx, question)));
    this.retention.registerCounted('dateVote', { count: countVotes, remove: deleteVotes });
    this.retention.registerCounted('absence', { count: countAbsences, remove: deleteAbsences });
  }

  private async collect(tx: Tx, question: PersonRecordQuestion): Promise<readonly PersonRecordGroup[]> {
    // Who led the case or invited the person plans by their wishes.
    const wishes = (await needsAddress(tx, question))
      ? await readWishes(tx, this.vault, question.personId)
      : undefined;
    const dates = (await datesOfPerson(tx, question)).map(({ number, startsAt, endsAt, answer }) => ({
      label: `Fallkonferenz ${number}`,
      value: `${timeInWords(startsAt, endsAt, 'de')}${answer === null ? '' : `; Ihre Antwort: ${ANSWERS[answer]}`}`,
      byPerson: answer !== null,
    }));
    return [
      {
        key: 'planningWishes',
        title: 'Ihre Wünsche für Termine',
        records:
          wishes === undefined
            ? []
            : wordsOf(wishes).map(([label, value]) => ({ label, value, byPerson: true })),
      },
      { key: 'proposedDates', title: 'Ihnen vorgeschlagene Termine und Ihre Antworten', records: dates },
    ];
  }
}

function wordsOf(wishes: PlanningWishes): readonly (readonly [label: string, value: string])[] {
  const { times, interpreter, needsStepFree, needsHearingLoop, format, companions } = wishes;
  return [
    ...times.map(({ weekday, fromMinute, untilMinute, kind }): [string, string] => [
      'Zeit, die nicht passt',
      `${WEEKDAYS[weekday - 1] ?? ''} ${clock(fromMinute)} bis ${clock(untilMinute)}, ${KINDS[kind]}`,
    ]),
    ...(interpreter === null
      ? []
      : [
          ['Dolmetschen', [interpreter.language, interpreter.variety].filter(Boolean).join(', ')] as const,
          ...interpreter.notPoolNumbers.map((number) => ['Nicht gewünscht', number] as const),
        ]),
    ...(needsStepFree ? [['Zugang', 'stufenlos'] as const] : []),
    ...(needsHearingLoop ? [['Zugang', 'Höranlage'] as const] : []),
    ['Form', FORMATS[format]],
    ['Begleitpersonen', String(companions)],
  ];
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
