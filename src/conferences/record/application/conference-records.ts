import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../../platform/index.js';
import {
  PersonRecordSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { listConferencesOfCase, listParticipants } from '../../persistence/conference.repository.js';
import { RecordRepository } from '../../persistence/record.repository.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';

type Line = PersonRecordGroup['records'][number];

/** Tells a person in their report what a unit holds of records of their conferences (Art. 15 DSGVO). */
@Injectable()
export class ConferenceRecords implements OnModuleInit {
  constructor(
    private readonly sources: PersonRecordSources,
    private readonly records: RecordRepository,
    private readonly agreements: AgreementRepository,
  ) {}

  onModuleInit(): void {
    // A controller owes its report also when it left the case; every line is of its own copy.
    this.sources.register((tx, question) => tx.exOfficio(() => this.groups(tx, question)));
  }

  private async groups(
    tx: Tx,
    { caseId, personId, unitId }: PersonRecordQuestion,
  ): Promise<readonly PersonRecordGroup[]> {
    const lines: Line[] = [];
    for (const conference of await listConferencesOfCase(tx, caseId)) {
      // One without names was never about the person as far as bodies know: only its convener can tell.
      const isConvener = conference.convenerUnitId === unitId;
      if (conference.personId !== personId || (!isConvener && conference.mode !== 'IDENTIFIED')) continue;
      const takesPart = (await listParticipants(tx, conference.id)).some((body) => body.unitId === unitId);
      if (isConvener) lines.push(...(await this.whole(tx, conference)));
      else if (takesPart) lines.push(...(await this.extract(tx, conference, unitId)));
    }
    return [{ key: 'conferenceRecords', title: 'Protokolle von Fallkonferenzen', records: lines }];
  }

  private async whole(tx: Tx, conference: ConferenceRow): Promise<readonly Line[]> {
    const record = await this.records.find(tx, conference);
    if (!record) return [];
    const line = lineOf(conference);
    const decisions = await this.records.listDecisions(tx, conference);
    const corrections = await this.agreements.listCorrections(tx, conference);
    return [
      ...line('Ergebnis', record.result),
      ...line('Ihre Sicht', record.personsView, true),
      ...line('Ressourcen', record.resourcesNamed),
      ...line('Warum Sie nicht dabei waren', record.personAbsentReason),
      ...line('Dissens', record.dissent),
      ...decisions.flatMap(({ text }) => line('Beschluss', text)),
      ...corrections.flatMap(({ raisedAs, wish, answer }) => [
        ...line('Korrektur', wish, raisedAs === 'PERSON'),
        ...line('Antwort auf die Korrektur', answer),
      ]),
      ...(await this.agreements.listAddenda(tx, conference)).flatMap(({ words }) => line('Nachtrag', words)),
    ];
  }

  /** What a body got: the common result, its own decisions and addenda that concern it, once the record was submitted. */
  private async extract(tx: Tx, conference: ConferenceRow, unitId: string): Promise<readonly Line[]> {
    const record = await this.records.find(tx, conference);
    if (!record?.submittedAt) return [];
    const line = lineOf(conference);
    const decisions = await this.records.listDecisions(tx, conference);
    const shown = decisions.filter((decision) => decision.unitId === null || decision.unitId === unitId);
    const addenda = await this.agreements.listAddenda(tx, conference);
    const own = addenda.filter(({ concernedUnitIds }) => concernedUnitIds.some((id) => id === unitId));
    return [
      ...line('Ergebnis', record.result),
      ...shown.flatMap(({ text }) => line('Beschluss', text)),
      ...own.flatMap(({ words }) => line('Nachtrag', words)),
    ];
  }
}

function lineOf({ number }: ConferenceRow) {
  return (what: string, value: string | null, byPerson = false): readonly Line[] =>
    value === null ? [] : [{ label: `Fallkonferenz ${number}: ${what}`, value, byPerson }];
}
