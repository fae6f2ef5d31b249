import { CreatePlatform1763800000000 } from './1763800000000-create-platform.js';

/** All migrations in the order in which they run. Released ones are never edited. */
export const migrations = [CreatePlatform1763800000000];
