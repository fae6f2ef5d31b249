import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { DisclosureEffects, OralDisclosures, type DisclosureRecord } from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { listDecisionIds } from '../../persistence/record-progress.js';
import type { KeptFor } from '../persistence/purge.repository.js';
import { PurgeSources, type NeedsOfConference, type ProposedLine } from './purge-sources.js';

const SOURCE = 'ORAL';

/** What was said in the sitting, by category. */
@Injectable()
export class OralPurgeSource implements OnModuleInit {
  constructor(
    private readonly sources: PurgeSources,
    private readonly oral: OralDisclosures,
    private readonly effects: DisclosureEffects,
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
      neededFor: neededFor(line, conference, needs),
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
    const lines = await this.oral.linesOf(tx, caseId, [id, ...(await listDecisionIds(tx, id))]);
    return lines.filter(({ basisEndedAt }) => basisEndedAt === null);
  }
}

/** What was said to the common result is needed by whoever took a task on; to a decision, by those it binds. */
function neededFor(
  { contributionId, toUnitId }: DisclosureRecord,
  { id }: ConferenceRow,
  { taskUnits, decidingUnit }: NeedsOfConference,
): KeptFor | null {
  const holds = (units: readonly UnitId[] | undefined): boolean => units?.includes(toUnitId) === true;
  if (contributionId == null || contributionId === id)
    return [...taskUnits.values()].some(holds) ? 'TASK' : null;
  if (holds(taskUnits.get(contributionId))) return 'TASK';
  return decidingUnit.get(contributionId) === toUnitId ? 'DECISION' : null;
}
