import { withBuiltIns } from './built-in-effects.js';
import type { JsonObject, JsonValue, LocalizedText } from './definition.js';

/** JSON Schema of the parameters of a guard or effect. */
export type ParameterSchema = JsonObject;

/** Named facts a decision needs, loaded before it and passed in. */
export type Facts = Readonly<Record<string, JsonValue>>;

/** Everything a guard may look at. Time comes in as `at`. */
export interface GuardInput {
  readonly context: JsonObject;
  readonly facts: Facts;
  readonly event: { readonly type: string; readonly payload: JsonObject };
  readonly params: JsonObject;
  /** Instant of the event, ISO 8601 in UTC. */
  readonly at: string;
}

/** What is written down about a guard. */
export interface GuardVocabulary {
  /** Why not: the sentence shown when the guard is false. */
  readonly explanation: LocalizedText;
  /** The same for a guard under `not`: the sentence shown when it is true but must not be. */
  readonly explanationNegated?: LocalizedText;
  /** Absent: takes no parameters. */
  readonly params?: ParameterSchema;
  /** The guard looks at the payload, so it cannot be judged before the event is written. */
  readonly readsPayload?: boolean;
}

/** A pure, registered guard. Its meaning is frozen once a deployed definition uses it; a new meaning is a new name. */
export interface GuardDeclaration extends GuardVocabulary {
  readonly evaluate: (input: GuardInput) => boolean;
}

/** What is written down about an effect; the persistent half knows how to carry it out. */
export interface EffectVocabulary {
  readonly label: LocalizedText;
  /** Absent: takes no parameters. */
  readonly params?: ParameterSchema;
}

/** The guards and effects a running system knows, by name. Capabilities register theirs at start-up. */
export interface WorkflowRegistry {
  /** Labels of owner codes, for the sentences that name who may send; absent: the codes themselves are named. */
  readonly owners?: Readonly<Record<string, LocalizedText>>;
  readonly guards: Readonly<Record<string, GuardDeclaration>>;
  readonly effects: Readonly<Record<string, EffectVocabulary>>;
}

/** Every name a definition may use: `workflows/vocabulary.json`. */
export interface Vocabulary {
  readonly $schema?: string;
  /** Owner codes (who acts, who may send) with their labels. */
  readonly owners: Readonly<Record<string, LocalizedText>>;
  readonly guards: Readonly<Record<string, GuardVocabulary>>;
  readonly effects: Readonly<Record<string, EffectVocabulary>>;
  /** Codes of data categories with their labels; absent: not checked. */
  readonly dataCategories?: Readonly<Record<string, LocalizedText>>;
}

/** Name of the guard in the facts: a registered guard without own code reads the fact of its name. */
function factGuard(name: string): GuardDeclaration['evaluate'] {
  return ({ facts }) => facts[name] === true;
}

/**
 * A registry for checks and scenarios that need no running system.
 *
 * Every guard of the vocabulary is true exactly when the fact of the same name is `true`.
 */
export function registryFromVocabulary(vocabulary: Vocabulary): WorkflowRegistry {
  const guards = Object.entries(vocabulary.guards).map(([name, guard]): [string, GuardDeclaration] => [
    name,
    { ...guard, evaluate: factGuard(name) },
  ]);
  const { owners, effects } = withBuiltIns(vocabulary);
  return { owners, guards: Object.fromEntries(guards), effects };
}
