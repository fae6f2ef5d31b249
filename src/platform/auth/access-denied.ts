/**
 * Refusal: not permitted, or not there. Both give the same answer, so that the existence of a case never leaks.
 * It is thrown, not returned: the caller learns nothing that could be acted on.
 */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';

  constructor() {
    super('Not found, or not permitted.');
  }
}

/** Nobody is logged in. */
export class Unauthenticated extends Error {
  override readonly name: string = 'Unauthenticated';

  constructor(message = 'Login required.', options?: ErrorOptions) {
    super(message, options);
  }
}
