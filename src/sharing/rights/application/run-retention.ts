import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessLogRetention, AuditLog } from '../../../audit/index.js';
import type { RegionId } from '../../../kernel/index.js';
import { Clock, JobRegistry, newId, systemPrincipal, UnitOfWork, type Tx } from '../../../platform/index.js';
import type { ErasureMethod } from '../domain/erasure.js';
import {
  cutOff,
  rulesOfUnits,
  type RetentionLine,
  type RetentionOverride,
  type RetentionRule,
} from '../domain/retention.js';
import { insertProofs } from '../persistence/erasure.repository.js';
import {
  countAnswers,
  deleteAnswers,
  dueConsents,
  dueRequests,
  emptyConsents,
  emptyRequests,
  REGIONS,
  type DueRecord,
} from '../persistence/retention.repository.js';
import { listOverrides } from '../persistence/retention-override.repository.js';
import { overridesInForce, retentionRules } from './retention-rules.js';
import { RetentionSources, type CountedRetention, type RetentionSource } from './retention-sources.js';

/** How many cases a report names. */
const LISTED_CASES = 1_000;

/** Name of the job that carries the retention rules out. */
export const RETENTION_JOB = 'sharing.retention';

/** What the rules did, or would do, in one region. */
export interface RetentionReport {
  readonly regionId: RegionId;
  readonly lines: readonly RetentionLine[];
  /** What units decided instead of a rule, as it counts today. */
  readonly overrides: readonly RetentionOverride[];
}

/** Ends records whose time is over; each rule and region in a transaction of its own. */
@Injectable()
export class RunRetention implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly sources: RetentionSources,
    private readonly accessLog: AccessLogRetention,
  ) {}

  onModuleInit(): void {
    this.sources.register('consentProof', {
      due: dueConsents,
      end: (tx, records) => emptyConsents(tx, idsOf(records)),
    });
    this.sources.register('dataSubjectRequest', {
      due: dueRequests,
      end: (tx, records) => emptyRequests(tx, idsOf(records)),
    });
    this.sources.registerCounted('idempotencyRecord', { count: countAnswers, remove: deleteAnswers });
    this.jobs.registerRecurring({ task: RETENTION_JOB, cron: '37 3 * * *' }, async () => {
      await this.run((rule) => rule.carriedOut === 'BY_CLOCK');
    });
  }

  /**
   * @param apply Rules that are carried out; the others are only counted. None: a dry run.
   * @param only  One region; left out: all.
   */
  async run(
    apply: (rule: RetentionRule) => boolean = () => false,
    only?: RegionId,
  ): Promise<readonly RetentionReport[]> {
    const regions = await this.unitOfWork.lookUp<{ readonly regionId: RegionId }>(REGIONS, []);
    const reports: RetentionReport[] = [];
    for (const { regionId } of regions.filter((row) => only === undefined || row.regionId === only)) {
      const lines: RetentionLine[] = [];
      for (const rule of retentionRules) lines.push(await this.runRule(regionId, rule, apply(rule)));
      const all = await this.unitOfWork.run(systemPrincipal(regionId), listOverrides);
      reports.push({ regionId, lines, overrides: overridesInForce(all, this.clock.today().toString()) });
    }
    return reports;
  }

  private async runRule(regionId: RegionId, rule: RetentionRule, isApplied: boolean): Promise<RetentionLine> {
    if (rule.recordKind === 'accessLog') return this.lookups(regionId, rule);
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      const before = cutOff(rule, this.clock.today().toString());
      const counted = this.sources.countedOf(rule.recordKind);
      const line = counted
        ? await this.counted(tx, rule, before, isApplied, counted)
        : await this.records(tx, rule, before, isApplied);
      if (line.erased > 0) this.note(tx, rule, line.erased);
      return line;
    });
  }

  /** Deleted by a job of the register itself; here it is only counted. */
  private async lookups(regionId: RegionId, rule: RetentionRule): Promise<RetentionLine> {
    const report = await this.accessLog.run({ dryRun: true });
    const due = report.find((line) => line.regionId === regionId)?.lines ?? 0;
    const before = cutOff(rule, this.clock.today().toString());
    return { recordKind: rule.recordKind, due, held: 0, erased: 0, before, caseIds: [] };
  }

  private async counted(
    tx: Tx,
    { recordKind }: RetentionRule,
    before: string,
    isApplied: boolean,
    source: CountedRetention,
  ): Promise<RetentionLine> {
    const due = await source.count(tx, before);
    const erased = isApplied ? await source.remove(tx, before) : 0;
    return { recordKind, due, held: 0, erased, before, caseIds: [] };
  }

  private async records(
    tx: Tx,
    rule: RetentionRule,
    before: string,
    isApplied: boolean,
  ): Promise<RetentionLine> {
    const { recordKind, norm } = rule;
    const source = this.sources.of(recordKind);
    const due = source ? await this.due(tx, rule, source) : [];
    const free = due.filter(({ isHeld }) => !isHeld);
    const ended = isApplied ? free : [];
    if (source && ended.length > 0) {
      await source.end(tx, ended);
      const method: ErasureMethod = recordKind === 'closedCase' ? 'KEY_DESTROYED' : 'FIELDS_EMPTIED';
      const proofs = ended.map(({ id, personId }) => ({
        recordKind,
        recordId: id,
        records: 1,
        personId,
        controllerUnitId: null,
        category: null,
        method,
        norm,
        requestId: null,
      }));
      insertProofs(tx, proofs, this.clock.now());
    }
    const caseIds = [...new Set(free.map(({ caseId }) => caseId))].sort().slice(0, LISTED_CASES);
    return {
      recordKind,
      caseIds,
      due: due.length,
      held: due.length - free.length,
      erased: ended.length,
      before,
    };
  }

  /** Records whose time is over by the rule, or by what the unit that keeps them decided instead. */
  private async due(tx: Tx, rule: RetentionRule, source: RetentionSource): Promise<readonly DueRecord[]> {
    const today = this.clock.today().toString();
    const overrides = await listOverrides(tx);
    const ofUnits = rulesOfUnits(rule, overrides, today);
    const shortest = [rule, ...ofUnits.values()]
      .map((one) => cutOff(one, today))
      .sort()
      .at(-1);
    const found = await source.due(tx, shortest ?? today, provableSince(overrides, today));
    const isOver = (record: DueRecord) => record.since < cutOff(ofUnits.get(record.unitId) ?? rule, today);
    // What destroys the key of a person waits for everything of theirs that a unit keeps for longer.
    const waiting = new Set(
      rule.recordKind === 'closedCase'
        ? found.filter((record) => !isOver(record)).map(({ personId }) => personId)
        : [],
    );
    return found
      .filter(isOver)
      .map((record) => (waiting.has(record.personId) ? { ...record, isHeld: true } : record));
  }

  private note(tx: Tx, { recordKind, norm }: RetentionRule, erased: number): void {
    this.audit.post(tx, {
      action: 'RETENTION_CARRIED_OUT',
      objectType: 'retentionRun',
      objectId: newId<string>(this.clock.now()),
      legalBasis: norm,
      details: { recordKind, erased },
    });
  }
}

/** Declarations that ended on or after this day have to be provable for some unit (calendar date). */
function provableSince(overrides: readonly RetentionOverride[], today: string): string {
  const rules = retentionRules
    .filter(({ recordKind }) => recordKind === 'consentProof')
    .flatMap((rule) => [rule, ...rulesOfUnits(rule, overrides, today).values()]);
  return rules.map((rule) => cutOff(rule, today)).sort()[0] ?? today;
}

function idsOf(records: readonly DueRecord[]): readonly string[] {
  return records.map(({ id }) => id);
}
