import type { AccessDenied } from './access-denied.js';
import type { Principal } from './principal.js';

/** Is told of every refusal at the doors of the application, so that attempts can be kept. */
export abstract class RefusalObserver {
  /**
   * Somebody asked for what is not there or not theirs.
   *
   * @param door What they knocked at, e.g. the field of the schema; never what they asked for.
   */
  abstract noticed(denied: AccessDenied, principal: Principal, door: string): void;
}
