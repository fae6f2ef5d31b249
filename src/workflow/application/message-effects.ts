import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ok, type Result } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import {
  BUILT_IN_EFFECTS,
  valueOf,
  valuesOf,
  type SendMessageParams,
  type ValueOrigin,
} from '../domain/built-in-effects.js';
import { correlationText, type Receiver } from '../domain/message.js';
import type { ProcessView } from '../domain/process.js';
import type { EngineRefusal } from '../domain/workflow.errors.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { MessageOutbox } from './message-outbox.js';
import { WorkflowRegistry, type EffectInput } from './workflow-registry.js';

/** Shape of an identifier. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What an effect of the engine takes its values from. */
export function originOf({ process, event }: EffectInput): ValueOrigin {
  return {
    processId: process.id,
    subjectId: process.subject.id,
    context: process.context,
    payload: event.payload,
  };
}

/** The built-in effect `sendMessage`. */
@Injectable()
export class MessageEffects implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly processes: ProcessStore,
    private readonly links: ProcessLinkStore,
    private readonly outbox: MessageOutbox,
  ) {}

  onModuleInit(): void {
    this.registry.registerEffect('sendMessage', {
      ...BUILT_IN_EFFECTS.sendMessage,
      run: (tx, input) => this.send(tx, input),
    });
  }

  private async send(tx: Tx, input: EffectInput): Promise<Result<unknown, EngineRefusal>> {
    // The checker has held the parameters against their schema before deployment.
    const params = input.params as unknown as SendMessageParams;
    const origin = originOf(input);
    const receiver = await this.receiverOf(tx, input.process, params, origin);
    const sent = this.outbox.send(tx, input.process, {
      receiver,
      event: params.event,
      payload: valuesOf(params.payload, origin),
      at: input.at,
      expireAfterDays: params.expireAfterDays,
      onUndeliverable: params.onUndeliverable,
    });
    return sent.ok ? ok(undefined) : sent;
  }

  private async receiverOf(
    tx: Tx,
    sender: ProcessView,
    { to, correlation = 'subject' }: SendMessageParams,
    origin: ValueOrigin,
  ): Promise<Receiver> {
    const [kind, name = ''] = to.split(':');
    if (kind === 'parent') {
      if (sender.parentProcessId === null) return { kind: 'nobody', reason: 'PARENT_MISSING' };
      return { kind: 'process', processId: sender.parentProcessId };
    }
    if (kind === 'child') {
      const child = (await this.links.childrenOf(tx, sender.id, name)).at(-1);
      return child
        ? { kind: 'process', processId: child.processId }
        : { kind: 'nobody', reason: 'CHILD_MISSING' };
    }
    const value = correlationText(valueOf(correlation, origin));
    if (value === '') return { kind: 'nobody', reason: 'CORRELATION_EMPTY' };
    if (kind === 'definition') return { kind: 'correlated', definitionKey: name, correlation: value };
    const exists = UUID.test(value) && (await this.processes.find(tx, value));
    return exists
      ? { kind: 'process', processId: exists.id }
      : { kind: 'nobody', reason: 'RECEIVER_MISSING' };
  }
}
