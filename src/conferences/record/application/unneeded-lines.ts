import { Injectable } from '@nestjs/common';
import { TaskBook } from '../../../cases/index.js';
import type { CaseId, ConferenceId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { DECISION_ORIGIN } from '../../application/record-conference.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { DecisionAnswerRepository } from '../persistence/decision-answer.repository.js';
import { findPurged, type PurgedLine } from '../persistence/purge.repository.js';
import { PurgeSources, type NeedsOfConference, type ProposedLine } from './purge-sources.js';

/** What was disclosed for a conference and nobody has decided on yet. Access is checked by the caller. */
@Injectable()
export class UnneededLines {
  constructor(
    private readonly sources: PurgeSources,
    private readonly decisions: DecisionAnswerRepository,
    private readonly tasks: TaskBook,
  ) {}

  /** Lines without a decision, with what they seem to be needed for; what was decided is not asked about twice. */
  async open(tx: Tx, conference: ConferenceRow): Promise<readonly ProposedLine[]> {
    const { caseId, mode, id } = conference;
    if (caseId === null || mode !== 'IDENTIFIED') return [];
    return tx.exOfficio(async () => {
      const needs = await this.needsOf(tx, id);
      const decided = new Set((await findPurged(tx, id))?.map(lineKey));
      const lines: ProposedLine[] = [];
      for (const source of this.sources.all()) {
        lines.push(...(await source.propose(tx, { ...conference, caseId }, needs)));
      }
      return lines.filter((line) => !decided.has(lineKey(line)));
    });
  }

  /** Whether somebody looked, and decided on everything that is there now. */
  async isDone(tx: Tx, conference: ConferenceRow): Promise<boolean> {
    if ((await findPurged(tx, conference.id)) === undefined) return false;
    return (await this.open(tx, conference)).length === 0;
  }

  /** Takes back what turned out unneeded, each line by the part that knows it. */
  async takeBack(
    tx: Tx,
    caseId: CaseId,
    conference: ConferenceRow,
    purged: readonly PurgedLine[],
  ): Promise<void> {
    for (const source of this.sources.all()) {
      const ids = purged.filter((line) => line.source === source.source).map(({ lineId }) => lineId);
      if (ids.length > 0) await source.purge(tx, caseId, conference, ids);
    }
  }

  private async needsOf(tx: Tx, id: ConferenceId): Promise<NeedsOfConference> {
    const heads = await this.decisions.heads(tx, id);
    const ids = heads.map((head) => head.id);
    const taskUnits = new Map<string, UnitId[]>();
    for (const { originId, unitId } of await this.tasks.partiesByOrigin(tx, DECISION_ORIGIN, ids)) {
      if (unitId !== null) taskUnits.set(originId, [...(taskUnits.get(originId) ?? []), unitId]);
    }
    const decidingUnit = new Map(
      heads.flatMap(({ id: decisionId, unitId }): [string, UnitId][] =>
        unitId === null ? [] : [[decisionId, unitId]],
      ),
    );
    return { taskUnits, decidingUnit };
  }
}

/** Tells lines of all parts apart. */
export function lineKey({ source, lineId }: Pick<PurgedLine, 'source' | 'lineId'>): string {
  return `${source}|${lineId}`;
}
