import { CodeFlowFailed, login } from '../../../platform/index.js';
import { nameOf, type Actor } from './story-actors.js';
import { inputTypeOf, intentionOf, type CommandName } from './story-commands.js';
import { StoryFailed } from './story-failed.js';
import { explainRefusal } from './story-refusal.js';

const TIMEOUT_MS = 30_000;

/** How requests leave; the story's tests watch and break it. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** A command that was refused, with the fields its error type was asked for. */
export interface Refusal {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** One step that changes something. */
export interface Command {
  readonly actor: Actor;
  /** Makes the idempotency key: fixed, so that a repeated story does nothing twice. */
  readonly step: string;
  readonly name: CommandName;
  readonly input: Readonly<Record<string, unknown>>;
  /** Selection on the payload type, and on error types the story looks into. */
  readonly select: string;
}

/** The GraphQL API as the people of the story use it: each with a token of their own, over HTTP only. */
export class StoryClient {
  private readonly tokens = new Map<Actor, Promise<string>>();

  /** @param baseUrl Address of the server, without a slash at its end. */
  constructor(
    private readonly baseUrl: string,
    private readonly send: Send,
  ) {}

  /** Answer to a query. @throws {StoryFailed} the server refused or does not answer. */
  async read<Data>(
    actor: Actor,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Data> {
    const { data, errors } = await this.post<Data>(actor, query, variables);
    if (data && !errors) return data;
    throw new StoryFailed(
      `${nameOf(actor)} kann hier nicht weiterlesen. Der Server sagt: ${errors?.[0]?.message ?? 'nichts'}`,
    );
  }

  /** Code of the refusal of a query, `undefined` when it was answered. */
  async refusalOf(
    actor: Actor,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<string | undefined> {
    const { errors } = await this.post<unknown>(actor, query, variables);
    return errors?.[0]?.extensions?.code;
  }

  /** Carries out a command. @throws {StoryFailed} it was refused. */
  async command<Payload>(command: Command): Promise<Payload> {
    const { payload, refusal } = await this.ask<Payload>(command);
    if (!refusal) return payload;
    throw new StoryFailed(explainRefusal(command, refusal));
  }

  /** Tries a command that the story expects to be refused. @throws {StoryFailed} it was accepted. */
  async refused<Details>(command: Command): Promise<Refusal & Details> {
    const { payload, refusal } = await this.ask<Details>(command);
    if (refusal) return { ...payload, ...refusal };
    throw new StoryFailed(
      `Das hätte der Server ablehnen müssen: ${nameOf(command.actor)} wollte ${intentionOf(command.name)}.`,
    );
  }

  private async ask<Payload>(
    command: Command,
  ): Promise<{ readonly payload: Payload; readonly refusal: Refusal | undefined }> {
    const { actor, name, select } = command;
    const query = `mutation Story($input: ${inputTypeOf(name)}!) { result: ${name}(input: $input) {
      kind: __typename ... on UserFacingError { code message } ${select} } }`;
    const input = { ...command.input, idempotencyKey: `demo-story-${command.step}` };
    const { data, errors } = await this.post<{ result: Refusal & Payload }>(actor, query, { input });
    if (!data) {
      const [error] = errors ?? [];
      const refusal = { kind: 'Error', code: error?.extensions?.code ?? '', message: error?.message ?? '' };
      throw new StoryFailed(explainRefusal(command, refusal));
    }
    const { result } = data;
    if (result.code === undefined) return { payload: result, refusal: undefined };
    return {
      payload: result,
      refusal: { kind: result.kind, code: result.code, message: result.message },
    };
  }

  private async post<Data>(
    actor: Actor,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Answer<Data>> {
    try {
      const response = await this.send(`${this.baseUrl}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          authorization: `Bearer ${await this.tokenOf(actor)}`,
        },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return (await response.json()) as Answer<Data>;
    } catch (cause) {
      if (cause instanceof CodeFlowFailed) {
        throw new StoryFailed(
          `${nameOf(actor)} konnte sich unter ${this.baseUrl} nicht anmelden. Die Geschichte braucht einen Server, der ` +
            'die Demonstration zeigt (npm start).',
          { cause },
        );
      }
      throw new StoryFailed(
        `Der Server unter ${this.baseUrl} antwortet nicht. Läuft er (npm start)? Danach geht die Geschichte mit ` +
          `npm run demo dort weiter, wo sie stehen blieb; nichts geschieht doppelt.`,
        { cause },
      );
    }
  }

  private tokenOf(actor: Actor): Promise<string> {
    const known = this.tokens.get(actor) ?? login(this.baseUrl, actor);
    this.tokens.set(actor, known);
    return known;
  }
}
