/**
 * An expected failure that a person can act on (error model, first kind).
 *
 * `kind` is the name of the GraphQL type that carries it; `code` is stable and listed in docs/errors.md;
 * further members are the typed details of that kind.
 */
export interface DomainError {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

/** What a capability declares once per code. */
export interface ErrorDeclaration {
  /** Sentence shown to the user, German. */
  readonly de: string;
  /** The same in English. */
  readonly en: string;
  /** What the user can do about it, German; printed in docs/errors.md. */
  readonly action: string;
}

/** Codes of one capability. Keys are SCREAMING_SNAKE and unique in the whole product (tested). */
export type ErrorCatalogue<Code extends string> = Readonly<Record<Code, ErrorDeclaration>>;

/** Keeps the literal codes of a catalogue for the type checker. */
export function defineErrors<const Code extends string>(
  catalogue: ErrorCatalogue<Code>,
): ErrorCatalogue<Code> {
  return catalogue;
}

/** A plain refusal without further details; GraphQL type `RequestRejected`. */
export interface RequestRejected<Code extends string = string> extends DomainError {
  readonly kind: 'RequestRejected';
  readonly code: Code;
}

/** Builds a plain refusal from its catalogue. */
export function rejected<Code extends string>(
  catalogue: ErrorCatalogue<Code>,
  code: Code,
): RequestRejected<Code> {
  return { kind: 'RequestRejected', code, message: catalogue[code].de };
}
