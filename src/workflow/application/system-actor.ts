import { SYSTEM_ACCOUNT_ID } from '../../platform/index.js';
import { SYSTEM_CODE, type ProcessActor } from '../domain/process.js';

/** The platform itself as sender: the clock, and effects that move other processes on. */
export const systemActor: ProcessActor = { kind: 'system', id: SYSTEM_ACCOUNT_ID, codes: [SYSTEM_CODE] };
