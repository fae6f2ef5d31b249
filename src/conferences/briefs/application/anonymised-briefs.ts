import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { AccessDenied, type Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import {
  AnonymisedBriefRepository,
  type AnonymisedBriefRow,
  type AnonymisedLine,
} from '../persistence/anonymised-brief.repository.js';

/** A released brief with its lines. */
export interface AnonymisedBriefView extends AnonymisedBriefRow {
  readonly lines: readonly AnonymisedLine[];
}

/** Reads released briefs without names: for bodies, chair and recorder of the conference they were released for. */
@Injectable()
export class AnonymisedBriefs {
  constructor(
    private readonly anonymised: AnonymisedBriefRepository,
    private readonly access: ConferenceAccess,
    private readonly accessLog: AccessLog,
  ) {}

  /** Those the actor may read, in an order that says nothing. Empty for persons. */
  async list(tx: Tx): Promise<readonly AnonymisedBriefRow[]> {
    if (tx.principal.kind !== 'staff') return [];
    return this.permitted(tx, await this.anonymised.list(tx));
  }

  /**
   * One by its number.
   *
   * @throws {AccessDenied} there is none, or it was not released for the actor: the same answer.
   */
  async get(tx: Tx, number: string): Promise<AnonymisedBriefView> {
    const found = tx.principal.kind === 'staff' ? await this.anonymised.find(tx, number) : undefined;
    const [brief] = found ? await this.permitted(tx, [found]) : [];
    if (!brief) throw new AccessDenied();
    this.accessLog.read(tx, { objectType: 'anonymisedBrief', objectId: brief.id });
    return { ...brief, lines: await this.anonymised.lines(tx, brief.id) };
  }

  /** The database shows no others; asked again, because one line of defence is none. */
  private async permitted(
    tx: Tx,
    rows: readonly AnonymisedBriefRow[],
  ): Promise<readonly AnonymisedBriefRow[]> {
    const conferences = await this.anonymised.conferencesOf(
      tx,
      rows.map(({ id }) => id),
    );
    const shown: AnonymisedBriefRow[] = [];
    for (const row of rows) {
      const conferenceId = conferences.get(row.id);
      if (conferenceId && (await this.access.find(tx, conferenceId, tx.principal))) shown.push(row);
    }
    return shown;
  }
}
