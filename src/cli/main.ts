#!/usr/bin/env node
import { Logger } from '@nestjs/common';
import { runCommandLine } from './commands/command-line.js';
import { commands } from './commands/index.js';
import { processTerminal } from './commands/terminal.js';

// Results are sentences; the log of the parts a command uses is shown only where something is wrong.
Logger.overrideLogger(['error', 'fatal']);
process.exit(await runCommandLine(commands, process.argv.slice(2), processTerminal));
