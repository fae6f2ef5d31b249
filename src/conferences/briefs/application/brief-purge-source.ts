import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { DisclosureEffects, OralDisclosures, type DisclosureRecord } from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import {
  PurgeSources,
  type NeedsOfConference,
  type ProposedLine,
} from '../../record/application/purge-sources.js';
import { BriefRepository } from '../persistence/brief.repository.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';

const SOURCE = 'BRIEF';

/** What bodies were told in writing for a conference: lines of the brief, and contributions. */
@Injectable()
export class BriefPurgeSource implements OnModuleInit {
  constructor(
    private readonly sources: PurgeSources,
    private readonly oral: OralDisclosures,
    private readonly effects: DisclosureEffects,
    private readonly briefs: BriefRepository,
    private readonly contributions: ContributionRepository,
  ) {}

  onModuleInit(): void {
    this.sources.register({
      source: SOURCE,
      propose: (tx, conference, needs) => this.propose(tx, conference, needs),
      purge: (tx, caseId, conference, lineIds) => this.purge(tx, caseId, conference, lineIds),
    });
  }

  private async propose(
    tx: Tx,
    conference: ConferenceRow & { readonly caseId: CaseId },
    needs: NeedsOfConference,
  ): Promise<readonly ProposedLine[]> {
    return (await this.linesOf(tx, conference.caseId, conference)).map((line) => ({
      source: SOURCE,
      lineId: line.id,
      category: line.category,
      fromUnitId: line.fromUnitId,
      toUnitId: line.toUnitId,
      neededFor: neededFor(line.toUnitId, conference, needs),
    }));
  }

  private async purge(
    tx: Tx,
    caseId: CaseId,
    conference: ConferenceRow,
    lineIds: readonly string[],
  ): Promise<void> {
    const lines = await this.linesOf(tx, caseId, conference);
    await this.effects.unneeded(
      tx,
      caseId,
      lines.filter(({ id }) => lineIds.includes(id)),
    );
  }

  private async linesOf(tx: Tx, caseId: CaseId, { id }: ConferenceRow): Promise<readonly DisclosureRecord[]> {
    const parts = await tx.exOfficio(async () => [
      ...(await this.briefs.lineIds(tx, id)),
      ...(await this.contributions.ids(tx, id)),
    ]);
    if (parts.length === 0) return [];
    return (await this.oral.linesOf(tx, caseId, parts)).filter(({ basisEndedAt }) => basisEndedAt === null);
  }
}

/** Whoever took on a task or decided works on with what they were told; the convening unit prepared it and keeps it. */
function neededFor(
  unitId: UnitId,
  { convenerUnitId }: ConferenceRow,
  { taskUnits, decidingUnit }: NeedsOfConference,
): ProposedLine['neededFor'] {
  if ([...taskUnits.values()].some((units) => units.includes(unitId))) return 'TASK';
  const decides = unitId === convenerUnitId || [...decidingUnit.values()].includes(unitId);
  return decides ? 'DECISION' : null;
}
