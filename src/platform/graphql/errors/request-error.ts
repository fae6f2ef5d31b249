import { requestErrors, type RequestErrorCode } from './request.errors.js';

/** Where something stands in the document. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** What may accompany a coded top-level error. */
export interface RequestErrorDetails {
  /** Replaces the sentence of the catalogue; developer-facing, never personal data. */
  readonly message?: string;
  readonly locations?: readonly SourcePosition[];
  /** Further members of `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A coded failure of the request itself; becomes a top-level error with `extensions.code`. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly locations: readonly SourcePosition[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: RequestErrorCode,
    details: RequestErrorDetails = {},
  ) {
    super(details.message ?? requestErrors[code].de, { cause: details.cause });
    this.locations = details.locations;
    this.extensions = details.extensions ?? {};
  }
}
