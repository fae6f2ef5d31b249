import { Injectable } from '@nestjs/common';
import type { CaseId, ProcessId } from '../../kernel/index.js';
import { AccessDenied, Clock, UnitOfWork, type Principal, type Tx } from '../../platform/index.js';
import type { ActiveState, AvailableEvent } from '../domain/decision.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { ownStates } from '../domain/own-part.js';
import { type ChainedEvent, type DeadlineView, type ProcessView } from '../domain/process.js';
import { describeFitting, type CompiledDefinition } from '../kernel/kernel.js';
import type { ActiveDefinition } from '../persistence/definition.rows.js';
import { processCourse, type ProcessCourse } from '../rendering/process-course.js';
import { DefinitionStore } from './definition-store.js';
import { eventLabel } from './event-labels.js';
import { OwnerLabels } from './owner-labels.js';
import { fitsDefinition, storedState } from './process-state.js';
import { WorkflowEngine } from './workflow-engine.js';
import type { MovedProcess } from './send-process-event.js';
import { WorkflowRegistry, type SubjectAccess } from './workflow-registry.js';

/** An active state as people see it. */
export interface ActiveStateView extends ActiveState {
  readonly ownerLabel: string;
  /** Instant of the last entry. */
  readonly since: string;
}

/** A log entry as people see it: without payload. */
export interface ProcessEventView extends Omit<ChainedEvent, 'payload' | 'microsteps' | 'guards'> {
  readonly label: string;
}

/** A deadline that runs by the definition, but whose start nobody has recorded yet. */
export interface DeadlineWithoutStart {
  readonly key: string;
  readonly label: string;
  readonly startField: string;
}

/** A process with what its definition says about its present state. */
export interface ProcessDetails {
  readonly process: ProcessView;
  /** `undefined` when this build cannot run the definition. */
  readonly definition: ProcessDefinition | undefined;
  readonly activeStates: readonly ActiveStateView[];
  /** Bodies that must act next. */
  readonly waitingFor: readonly { readonly owner: string; readonly ownerLabel: string }[];
  /** Codes the reader holds for the subject. */
  readonly codes: readonly string[];
  /** Leaf states the reader may know of; `undefined` means all. */
  readonly ownStates: ReadonlySet<string> | undefined;
  /** Whether the reader may know what others did on the way, and what keeps them from going on. */
  readonly seesOthers: boolean;
  /** Whether the reader may know which case it belongs to. */
  readonly knowsCase: boolean;
}

/** The way of a process, with what decides how much of it the reader may see. */
export interface CourseView {
  readonly course: ProcessCourse;
  readonly details: ProcessDetails & { readonly definition: ProcessDefinition };
}

/** A definition that can be started. */
export interface ActiveDefinitionView extends ActiveDefinition {
  readonly definition: ProcessDefinition;
}

/** Events looked through for a reader who sees only their own. */
const HISTORY_LIMIT = 1_000;

/** What the API reads of processes; every method authorises first. */
@Injectable()
export class ProcessQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly engine: WorkflowEngine,
    private readonly definitions: DefinitionStore,
    private readonly registry: WorkflowRegistry,
    private readonly owners: OwnerLabels,
    private readonly clock: Clock,
  ) {}

  /** @throws {AccessDenied} no such process, or not for this reader. */
  async get(principal: Principal, id: ProcessId): Promise<ProcessDetails> {
    return this.unitOfWork.run(principal, async (tx) => {
      const details = await this.readable(tx, principal, await this.engine.get(tx, id));
      if (!details) throw new AccessDenied();
      return details;
    });
  }

  /** Processes of a case the reader may see, oldest first; empty also when the case is not for this reader. */
  async listByCase(principal: Principal, caseId: CaseId): Promise<readonly ProcessDetails[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const list: ProcessDetails[] = [];
      for (const process of await this.engine.listByCase(tx, caseId)) {
        const details = await this.readable(tx, principal, process);
        if (details) list.push(details);
      }
      return list;
    });
  }

  /** Processes about one thing the reader may see, oldest first; empty also when it is not for this reader. */
  async listBySubject(principal: Principal, type: string, id: string): Promise<readonly ProcessDetails[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const list: ProcessDetails[] = [];
      for (const process of await this.engine.findBySubject(tx, type, id)) {
        const details = await this.readable(tx, principal, process);
        if (details) list.push(details);
      }
      return list;
    });
  }

  /** Definitions that can be started now, by key. No personal data: for everybody who is logged in. */
  async listDefinitions(principal: Principal): Promise<readonly ActiveDefinitionView[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const list: ActiveDefinitionView[] = [];
      for (const active of await this.definitions.listActive(tx)) {
        const compiled = await this.definitions.compiled(tx, active.hash);
        if (compiled) list.push({ ...active, definition: compiled.definition });
      }
      return list;
    });
  }

  /** What the reader may send now, and why not for the rest. @throws {AccessDenied} access ended meanwhile. */
  async availableEvents(principal: Principal, id: ProcessId): Promise<readonly AvailableEvent[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const { process, codes, seesOthers } = await this.authorised(tx, principal, id);
      const events = await this.engine.availableEvents(tx, process, { codes }, this.clock.now());
      return seesOthers ? events : events.filter((event) => event.by.some((code) => codes.includes(code)));
    });
  }

  /** Log entries after a sequence number, oldest first. @throws {AccessDenied} access ended meanwhile. */
  async events(
    principal: Principal,
    id: ProcessId,
    page: { readonly afterSeq: number; readonly limit: number },
  ): Promise<readonly ProcessEventView[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const { ownStates: own, codes, seesOthers } = await this.authorised(tx, principal, id);
      const all = await this.engine.history(tx, id, page.afterSeq, seesOthers ? page.limit : HISTORY_LIMIT);
      const events = seesOthers ? all : ownEvents(all, own, codes).slice(0, page.limit);
      // Each in the words of the version that was in force.
      const versions = new Map<string, ProcessDefinition | undefined>();
      for (const hash of new Set(events.map((event) => event.definitionHash))) {
        versions.set(hash, (await this.definitions.compiled(tx, hash))?.definition);
      }
      return events.map((event) => ({
        ...event,
        label: eventLabel(versions.get(event.definitionHash), event.type),
      }));
    });
  }

  /** Deadlines, open ones first. @throws {AccessDenied} access ended meanwhile. */
  async deadlines(principal: Principal, id: ProcessId): Promise<readonly DeadlineView[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const { ownStates: own } = await this.authorised(tx, principal, id);
      const deadlines = await this.engine.deadlines(tx, id);
      return own ? deadlines.filter((deadline) => own.has(deadline.stateId)) : deadlines;
    });
  }

  /**
   * Way, place and waiting times; `undefined` when this build cannot read the definition. A reader of a part must not
   * be shown the course as a whole. @throws {AccessDenied} access ended meanwhile.
   */
  async course(principal: Principal, id: ProcessId): Promise<CourseView | undefined> {
    return this.unitOfWork.run(principal, async (tx) => {
      const details = await this.authorised(tx, principal, id);
      const { definition, process } = details;
      if (!definition) return undefined;
      const events = await this.engine.history(tx, id, 0, process.revision);
      const deadlines = await this.engine.deadlines(tx, id);
      const now = this.clock.now().toString();
      const course = processCourse({ definition, process, events, deadlines, now });
      return { course, details: { ...details, definition } };
    });
  }

  /** Deadlines of the active states that do not run, because their start was not recorded. */
  async deadlinesWithoutStart(principal: Principal, id: ProcessId): Promise<readonly DeadlineWithoutStart[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const { process, ownStates: own } = await this.authorised(tx, principal, id);
      const compiled = await this.definitions.compiled(tx, process.definitionHash);
      if (!compiled || process.status !== 'active') return [];
      return missingStarts(compiled, process, own);
    });
  }

  private async authorised(tx: Tx, principal: Principal, id: ProcessId): Promise<ProcessDetails> {
    const details = await this.readable(tx, principal, await this.engine.get(tx, id));
    if (!details) throw new AccessDenied();
    return details;
  }

  /** A process as the reader may see it inside a transaction; `undefined` when it is not for them. */
  async readable(tx: Tx, principal: Principal, process: ProcessView): Promise<ProcessDetails | undefined> {
    const access = await this.registry.accessTo(tx, principal, process);
    if (!access.mayRead) return undefined;
    const compiled = await this.definitions.compiled(tx, process.definitionHash);
    const fits = compiled !== undefined && fitsDefinition(compiled, process);
    return this.shown(process, access, compiled, fits);
  }

  /**
   * A process as its sender may see it right after an event, without reading it again.
   *
   * @throws {AccessDenied} not for them.
   */
  afterEvent({ process, access, compiled }: MovedProcess): ProcessDetails {
    // What the kernel has just decided fits.
    const details = this.shown(process, access, compiled, compiled !== undefined);
    if (!details) throw new AccessDenied();
    return details;
  }

  private shown(
    process: ProcessView,
    access: SubjectAccess,
    compiled: CompiledDefinition | undefined,
    fits: boolean,
  ): ProcessDetails | undefined {
    const isPart = access.sees === 'OWN_PART';
    const own = isPart && compiled ? ownStates(compiled.definition, compiled.chart, access.codes) : undefined;
    // A definition in which the body never acts is none of its business.
    if (isPart && (own === undefined || own.size === 0)) return undefined;
    const states = compiled && fits ? this.statesOf(compiled, process) : [];
    const waitingFor = own
      ? process.waitingFor.filter((owner) => access.codes.includes(owner))
      : process.waitingFor;
    return {
      process,
      definition: compiled?.definition,
      activeStates: own ? states.filter((state) => own.has(state.stateId)) : states,
      waitingFor: waitingFor.map((owner) => ({ owner, ownerLabel: this.owners.labelOf(owner) })),
      codes: access.codes,
      ownStates: own,
      seesOthers: (access.sees ?? 'ALL') === 'ALL',
      knowsCase: access.knowsCase ?? false,
    };
  }

  private statesOf(compiled: CompiledDefinition, process: ProcessView): readonly ActiveStateView[] {
    return describeFitting(compiled, storedState(process)).map((state) => ({
      ...state,
      ownerLabel: this.owners.labelOf(state.owner),
      since: process.stateEntries[state.stateId]?.at ?? process.startedAt,
    }));
  }
}

/** What the reader reported, with those states on the way that the reader may know of. */
function ownEvents(
  events: readonly ChainedEvent[],
  own: ReadonlySet<string> | undefined,
  codes: readonly string[],
): readonly ChainedEvent[] {
  const known = (states: readonly string[]): readonly string[] =>
    own ? states.filter((state) => own.has(state)) : states;
  return events
    .filter((event) => codes.includes(event.actorCode))
    .map((event) => ({ ...event, fromStates: known(event.fromStates), toStates: known(event.toStates) }));
}

function missingStarts(
  compiled: CompiledDefinition,
  process: ProcessView,
  own: ReadonlySet<string> | undefined,
): readonly DeadlineWithoutStart[] {
  const isActive = (stateId: string) =>
    process.activeStates.some((id) => id === stateId || id.startsWith(`${stateId}.`));
  return [...compiled.timers.values()].flatMap((timer) => {
    if (own && !own.has(timer.stateId)) return [];
    const delay = compiled.definition.delays?.[timer.delayKey];
    const [, field] = /^context\.(.+)$/.exec(delay?.rule.from ?? '') ?? [];
    if (!delay || field === undefined || !isActive(timer.stateId) || process.context[field] != null)
      return [];
    return [{ key: timer.delayKey, label: delay.label.de, startField: field }];
  });
}
