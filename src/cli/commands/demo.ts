import type { Command } from './command.js';
export const demo = null as unknown as Command;
