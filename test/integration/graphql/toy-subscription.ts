import { Args, Context, Field, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import { WebSocket } from 'ws';
import {
  endableStream,
  pause,
  principalOf,
  type GraphqlContext,
} from '../../../src/platform/graphql/index.js';

/** How many tickers run; none may be left when nobody listens. */
export const running = { count: 0, yielded: 0 };

/** A tick of a clock. */
@ObjectType({ description: 'A tick.' })
class Tick {
  @Field(() => Int, { description: 'Number, from 1.' })
  readonly number!: number;

  @Field(() => String, { description: 'Some text.' })
  readonly text!: string;
}

/** Subscriptions in place of those of the subject. */
@Resolver()
export class TickResolver {
  @Subscription(() => Tick, { description: 'Ticks for ever.' })
  ticked(
    @Context() context: GraphqlContext,
    @Args('chars', { type: () => Int, description: 'Size of a tick.' }) chars: number,
    @Args('everyMs', { type: () => Int, description: 'Milliseconds between ticks.' }) everyMs: number,
  ): AsyncGenerator<{ readonly ticked: Tick }, void, undefined> {
    principalOf(context);
    return endableStream(async function* (signal) {
      running.count += 1;
      try {
        for (let number = 1; !signal.aborted; number += 1) {
          running.yielded += 1;
          yield { ticked: { number, text: 'x'.repeat(chars) } };
          await pause(everyMs, signal);
        }
      } finally {
        running.count -= 1;
      }
    });
  }

  @Subscription(() => Tick, { description: 'Breaks at once.' })
  broken(): AsyncGenerator<{ readonly broken: Tick }, void, undefined> {
    return endableStream<{ readonly broken: Tick }>(() => {
      throw new Error('pool exhausted at 10.0.0.7');
    });
  }
}

/** A socket that speaks the protocol by hand. */
export class RawSocket {
  readonly received: { readonly type?: string; readonly id?: string; readonly payload?: unknown }[] = [];
  /** Code it was closed with; the HTTP status when it was not even opened. */
  readonly closed: Promise<number>;
  private readonly opened: Promise<void>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.received.push(JSON.parse(data.toString('utf8')) as object));
    this.opened = new Promise((resolve) => socket.once('open', () => resolve()));
    this.closed = new Promise((resolve) => {
      socket.once('close', resolve);
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  }

  static to(origin: string, protocol: string[] = ['graphql-transport-ws'], path = '/graphql'): RawSocket {
    return new RawSocket(new WebSocket(origin.replace('http', 'ws') + path, protocol));
  }

  /** Sends text as it is, anything else as JSON, in order. */
  async send(...messages: readonly (string | object)[]): Promise<this> {
    await this.opened;
    for (const message of messages) {
      this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    }
    return this;
  }

  /** First message of a type. */
  async first(type: string, id?: string): Promise<{ readonly payload?: unknown }> {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const found = this.received.find(
        (message) => message.type === type && (id === undefined || message.id === id),
      );
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`No message of type ${type}`);
  }
}

/** Says who it is. */
export const INIT = { type: 'connection_init', payload: { authorization: 'Bearer reader' } };

/** Subscribes to ticks. */
export function subscribe(
  id: string,
  query = 'subscription { ticked(chars: 3, everyMs: 20) { number } }',
): { readonly id: string; readonly type: 'subscribe'; readonly payload: { readonly query: string } } {
  return { id, type: 'subscribe', payload: { query } };
}
