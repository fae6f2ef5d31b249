import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { err, ok, rejected, type Result } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import {
  BUILT_IN_EFFECTS,
  valueOf,
  valuesOf,
  type StartProcessParams,
  type ValueOrigin,
} from '../domain/built-in-effects.js';
import type { ProcessSubject, ProcessView } from '../domain/process.js';
import { workflowErrors, type EngineRefusal } from '../domain/workflow.errors.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { originOf, UUID } from './message-effects.js';
import { ProcessFollowUps } from './process-follow-ups.js';
import { systemActor } from './system-actor.js';
import { WorkflowEngine } from './workflow-engine.js';
import { WorkflowRegistry, type EffectInput } from './workflow-registry.js';

/** Sub-processes of one process that may run at the same time. */
const MAX_CHILDREN = 50;
/** Generations of sub-processes below one process. */
const MAX_DEPTH = 5;

/** The built-in effect `startProcess`: sub-processes are processes of their own, tied to their parent by messages. */
@Injectable()
export class SubprocessEffects implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly engine: WorkflowEngine,
    private readonly links: ProcessLinkStore,
    private readonly followUps: ProcessFollowUps,
  ) {}

  onModuleInit(): void {
    this.registry.registerEffect('startProcess', {
      ...BUILT_IN_EFFECTS.startProcess,
      run: (tx, input) => this.start(tx, input),
    });
  }

  private async start(tx: Tx, input: EffectInput): Promise<Result<unknown, EngineRefusal>> {
    const { process: parent, at } = input;
    // The checker has held the parameters against their schema before deployment.
    const params = input.params as unknown as StartProcessParams;
    const stateId = params.while === undefined ? null : `${parent.definitionKey}.${params.while}`;
    // The same event may have gone on already; what belongs to a state that is over does not begin.
    if (parent.status !== 'active' || (stateId !== null && !isIn(parent, stateId))) return ok(undefined);
    const depth = ((await this.links.linkOf(tx, parent.id))?.depth ?? 0) + 1;
    const running = (await this.links.runningChildren(tx, parent.id)).length;
    if (depth > MAX_DEPTH || running >= MAX_CHILDREN)
      return err(rejected(workflowErrors, 'SUBPROCESS_LIMIT'));
    const origin = originOf(input);
    const subject = subjectOf(parent, params, origin);
    if (!subject) return err(rejected(workflowErrors, 'SUBPROCESS_SUBJECT_MISSING'));
    const started = await this.engine.start(tx, {
      key: params.definition,
      subject,
      caseId: parent.caseId,
      context: valuesOf(params.context, origin),
      at: Temporal.Instant.from(at),
      actor: systemActor,
      parentProcessId: parent.id,
    });
    if (!started.ok) return started;
    await this.tie(tx, parent, started.value, { params, stateId, depth });
    // It may have run to its end at once, when nobody knew yet whom to tell.
    if (started.value.status === 'done') await this.followUps.tellParent(tx, started.value, at);
    return ok(undefined);
  }

  private async tie(
    tx: Tx,
    parent: ProcessView,
    child: ProcessView,
    how: { readonly params: StartProcessParams; readonly stateId: string | null; readonly depth: number },
  ): Promise<void> {
    const { params, stateId, depth } = how;
    await this.links.addChild(tx, {
      processId: child.id,
      parentProcessId: parent.id,
      key: params.key ?? params.definition,
      stateId,
      onDone: params.onDone ?? null,
      onCancelled: params.onCancelled ?? null,
      onParentEnd: params.onParentEnd ?? 'cancel',
      depth,
    });
  }
}

function isIn(process: ProcessView, stateId: string): boolean {
  return process.activeStates.some((id) => id === stateId || id.startsWith(`${stateId}.`));
}

function subjectOf(
  parent: ProcessView,
  { subject = 'same' }: StartProcessParams,
  origin: ValueOrigin,
): ProcessSubject | undefined {
  if (subject === 'same') return parent.subject;
  const id = valueOf(subject.id, origin);
  return typeof id === 'string' && UUID.test(id) ? { type: subject.type, id } : undefined;
}
