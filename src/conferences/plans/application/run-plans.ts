import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { asId, type RegionId } from '../../../kernel/index.js';
import { Clock, JobRegistry, newId, systemPrincipal, UnitOfWork } from '../../../platform/index.js';
import type { PlanningOutcome, RunningPlanning } from '../../planning/index.js';
import { MOST_ATTEMPTS, type ConferencePlanRow } from '../domain/plan.js';
import {
  endPlan,
  keepLease,
  listWaiting,
  returnPlan,
  takePlan,
  writeReport,
  type Lease,
  type PlanEnd,
} from '../persistence/plan.repository.js';
import { BuildPlanProblem, type BuiltProblem } from './build-plan-problem.js';
import { RUN_PLANS } from './plan-conferences.js';
import { PlanSearch } from './plan-search.js';

/** Seconds after which another worker takes over from one that died. */
const LEASE_SECONDS = 10;
/** The same while the problem is put together, which takes one look at everybody's calendar per conference. */
const BUILD_LEASE_SECONDS = 60;
/** Milliseconds between two looks: the best plan so far is kept, and a cancellation noticed. */
const LOOK_EVERY_MS = 2_000;

/** A plan in hand. */
interface Work {
  readonly regionId: RegionId;
  readonly plan: ConferencePlanRow;
  readonly holder: string;
  readonly built: BuiltProblem;
  readonly stopping: AbortSignal | undefined;
}

/** How a search ended: with what it answers, or broken. */
type Ended = { readonly result: Awaited<RunningPlanning['done']> } | { readonly error: unknown };

/**
 * Works off plans, one at a time on a node, so that the queue keeps a place for deadlines.
 *
 * The best plan so far is stored every few seconds and stays whatever happens. A worker that dies leaves the plan to the
 * next, which searches anew; what dies again and again is marked as failed.
 */
@Injectable()
export class RunPlans implements OnModuleInit {
  private readonly logger = new Logger(RunPlans.name);
  private isPlanning = false;

  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly problems: BuildPlanProblem,
    private readonly search: PlanSearch,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring({ task: RUN_PLANS, cron: '* * * * *' }, (_payload, stopping) =>
      this.runAll(stopping),
    );
  }

  /** Works off every open plan of every region that nobody has in hand. Nothing to do while this node is at it. */
  async runAll(stopping?: AbortSignal): Promise<void> {
    if (this.isPlanning) return;
    this.isPlanning = true;
    try {
      for (let worked = 1; worked > 0;) worked = await this.runWaiting(stopping);
    } finally {
      this.isPlanning = false;
    }
  }

  /** @returns How many plans were worked on; those that came meanwhile are for the next round. */
  private async runWaiting(stopping?: AbortSignal): Promise<number> {
    let worked = 0;
    for (const regionId of await this.regions()) {
      const at = this.clock.now().toString();
      const ids = await this.unitOfWork.run(systemPrincipal(regionId), (tx) => listWaiting(tx, at));
      for (const id of ids) {
        if (stopping?.aborted) return worked;
        if (await this.runOne(regionId, id, stopping)) worked += 1;
      }
    }
    return worked;
  }

  private async runOne(regionId: RegionId, id: string, stopping?: AbortSignal): Promise<boolean> {
    const principal = systemPrincipal(regionId);
    const holder = newId();
    const plan = await this.unitOfWork.run(principal, (tx) =>
      takePlan(tx, id, this.lease(holder, BUILD_LEASE_SECONDS)),
    );
    if (!plan) return false;
    const fail = (failureCode: string) => this.end(regionId, id, { status: 'FAILED', failureCode, holder });
    if (plan.attempts > MOST_ATTEMPTS) {
      await fail('PLAN_INTERRUPTED');
      return true;
    }
    try {
      const built = await this.unitOfWork.run(principal, (tx) => this.problems.build(tx, plan));
      if (built.ok) await this.find({ regionId, plan, holder, built: built.value, stopping });
      else await fail(built.error.code);
    } catch (error) {
      this.logger.error({ message: 'Planning failed', planId: id, error });
      await fail('PLAN_BROKEN');
    }
    return true;
  }

  /** Searches until the end of its time, its cancellation, or the end of this node. */
  private async find(work: Work): Promise<void> {
    const { plan, built, stopping } = work;
    const running = this.search.start({
      problem: built.problem,
      limit: { milliseconds: plan.settings.seconds * 1_000 },
      seed: plan.attempts,
      reportEveryMs: LOOK_EVERY_MS / 2,
    });
    const ended = running.done.then(
      (result): Ended => ({ result }),
      (error: unknown): Ended => ({ error }),
    );
    // What is known to have ended has its last report kept before the loop is left.
    for (let outcome: Ended | undefined; outcome === undefined;) {
      outcome = await pause(ended, stopping);
      const goesOn = await this.keep(work, running);
      if (goesOn && !stopping?.aborted) continue;
      running.cancel();
      if (goesOn) await this.giveBack(work);
      return;
    }
    await this.conclude(work, await ended);
  }

  private async conclude({ regionId, plan, holder }: Work, ended: Ended): Promise<void> {
    if ('error' in ended) throw ended.error;
    const { result } = ended;
    if (result.ok) await this.end(regionId, plan.id, { status: 'FINISHED', holder });
    else await this.end(regionId, plan.id, { status: 'FAILED', failureCode: result.error.code, holder });
  }

  /** Stores the best plan so far. @returns False when it was cancelled, or somebody else took it over. */
  private keep({ regionId, plan, holder, built }: Work, running: RunningPlanning): Promise<boolean> {
    const latest = running.latest();
    const report = latest && reportOf(built, latest);
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      const lease = this.lease(holder);
      if (!(await keepLease(tx, plan.id, lease))) return false;
      if (report) await writeReport(tx, plan.id, report, lease.at);
      return true;
    });
  }

  private giveBack({ regionId, plan, holder }: Work): Promise<void> {
    return this.unitOfWork.run(systemPrincipal(regionId), (tx) => returnPlan(tx, plan.id, holder));
  }

  private end(regionId: RegionId, id: string, end: Omit<PlanEnd, 'at'>): Promise<boolean> {
    const at = this.clock.now().toString();
    return this.unitOfWork.run(systemPrincipal(regionId), (tx) => endPlan(tx, id, { ...end, at }));
  }

  private lease(holder: string, seconds = LEASE_SECONDS): Lease {
    const now = this.clock.now();
    return { holder, at: now.toString(), until: now.add({ seconds }).toString() };
  }

  private regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }
}

/** Waits for the next look, the end of the search, or the end of this node. */
async function pause(ended: Promise<Ended>, stopping: AbortSignal | undefined): Promise<Ended | undefined> {
  const over = new AbortController();
  const signal = stopping ? AbortSignal.any([over.signal, stopping]) : over.signal;
  const next = delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  try {
    return await Promise.race([ended, next]);
  } finally {
    over.abort();
  }
}

function reportOf(built: BuiltProblem, { plan, progress, proof }: PlanningOutcome) {
  const { part, moves, score } = progress;
  return { part, moves, score, proof: proof ?? null, ...built.describe(plan) };
}
