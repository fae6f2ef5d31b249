import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import {
  PersonRecordSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { listConferencesOfCase } from '../../persistence/conference.repository.js';
import type { EntryPlace, PersonForm, PersonTurn, Position, ReadBackAnswer } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { listItemIds } from '../persistence/sitting.repository.js';

type Records = PersonRecordGroup['records'];

const FORMS: Readonly<Record<PersonForm, string>> = {
  PRESENT: 'anwesend',
  VIDEO: 'per Video',
  COMPANION_SPEAKS: 'Ihr Beistand spricht für Sie',
  WRITTEN: 'schriftlich',
  NOT_AT_ALL: 'nicht dabei',
};

const TURNS: Readonly<Record<PersonTurn, string>> = {
  SPOKEN: 'selbst gesprochen',
  COMPANION: 'durch den Beistand',
  WRITTEN: 'schriftlich',
  DECLINED: 'verzichtet',
};

const ANSWERS: Readonly<Record<ReadBackAnswer, string>> = {
  CONFIRMED: 'bestätigt',
  DISSENTED: 'widersprochen',
  NOT_THERE: 'nicht dabei',
};

const POSITIONS: Readonly<Record<Position, string>> = {
  AGREES: 'stimmt zu',
  AGREES_IF: 'stimmt unter einer Bedingung zu',
  DISAGREES: 'stimmt nicht zu',
  NOT_COMPETENT: 'nicht zuständig',
};

/** Tells a person in their report what a unit kept of them in sittings that it convened (Art. 15, 20 DSGVO). */
@Injectable()
export class SittingRecords implements OnModuleInit {
  constructor(
    private readonly sources: PersonRecordSources,
    private readonly directory: DirectoryReader,
    private readonly parts: PersonPartRepository,
    private readonly entries: EntriesRepository,
  ) {}

  onModuleInit(): void {
    // A controller owes its report also when it left the case; only what it convened is read.
    this.sources.register((tx, question) => tx.exOfficio(() => this.groups(tx, question)));
  }

  private async groups(
    tx: Tx,
    { caseId, personId, unitId }: PersonRecordQuestion,
  ): Promise<readonly PersonRecordGroup[]> {
    const part: Records[number][] = [];
    const said: Records[number][] = [];
    for (const conference of await listConferencesOfCase(tx, caseId)) {
      if (conference.personId !== personId || conference.convenerUnitId !== unitId) continue;
      for (const itemId of await listItemIds(tx, conference.id)) {
        const place = { itemId, conferenceId: conference.id, personId };
        part.push(
          ...(await this.partOf(tx, conference, place)),
          ...(await this.helpers(tx, conference, place)),
        );
        said.push(
          ...(await this.positions(tx, conference, place)),
          ...(await this.granted(tx, conference, place)),
        );
      }
    }
    return [
      { key: 'sittingParts', title: 'Ihre Beteiligung an Sitzungen von Fallkonferenzen', records: part },
      {
        key: 'sittingEntries',
        title: 'Was in Sitzungen über Sie gesagt und festgehalten wurde',
        records: said,
      },
    ];
  }

  private async partOf(tx: Tx, conference: ConferenceRow, place: EntryPlace): Promise<Records> {
    const { form, turn, readBack, dissent } = await this.parts.find(tx, place);
    const label = labelOf(conference);
    return [
      ...(form === null ? [] : [{ label, value: `Form: ${FORMS[form]}`, byPerson: true }]),
      ...(turn === null ? [] : [{ label, value: `Ihre Sicht: ${TURNS[turn]}` }]),
      ...(readBack === null ? [] : [{ label, value: `Zurückgelesen: ${ANSWERS[readBack]}`, byPerson: true }]),
      ...(dissent === null ? [] : [{ label, value: `Ihr Widerspruch: ${dissent}`, byPerson: true }]),
    ];
  }

  /** Who came with the person; names of companions are theirs, not the person’s. */
  private async helpers(tx: Tx, conference: ConferenceRow, place: EntryPlace): Promise<Records> {
    const label = labelOf(conference);
    return (await this.entries.listAttendance(tx, place)).flatMap(({ kind, language, refusedBecause }) => {
      if (kind === 'INTERPRETER') return [{ label, value: `Dolmetschen in der Sprache ${language ?? ''}` }];
      if (kind !== 'COMPANION') return [];
      const value =
        refusedBecause === null
          ? 'Sie hatten einen Beistand dabei'
          : `Ihr Beistand wurde zurückgewiesen: ${refusedBecause}`;
      return [{ label, value }];
    });
  }

  private async positions(tx: Tx, conference: ConferenceRow, place: EntryPlace): Promise<Records> {
    const rows = await this.entries.listPositions(tx, place);
    const names = await this.names(
      tx,
      rows.map(({ unitId }) => unitId),
    );
    return rows.map(({ unitId, position, words }) => ({
      label: labelOf(conference),
      value: [
        `${names.get(unitId) ?? 'Eine Stelle'}: ${POSITIONS[position]}`,
        ...(words === null ? [] : [words]),
      ].join('; '),
    }));
  }

  /** Of the sealed part only what was granted: the rest endangers somebody (Art. 15 Abs. 4 DSGVO). */
  private async granted(tx: Tx, conference: ConferenceRow, place: EntryPlace): Promise<Records> {
    const rows = await this.entries.listSealed(tx, place);
    return rows.flatMap(({ access, text }) =>
      access === 'GRANTED' && text !== null ? [{ label: labelOf(conference), value: text }] : [],
    );
  }

  private async names(tx: Tx, unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, string>> {
    return new Map(
      (await this.directory.findUnits(tx, [...new Set(unitIds)])).map(({ id, name }) => [id, name]),
    );
  }
}

function labelOf({ number }: ConferenceRow): string {
  return `Fallkonferenz ${number}`;
}
