import { SystemClock } from '../../../platform/index.js';
import { DefinitionRows, RetireDefinition } from '../../../workflow/index.js';
import type { Command } from '../command.js';
import { asOperator, DECISION_OPTIONS, decisionOf, reportDecision } from './operator.js';

/** Lets no new process of a key start. */
export const workflowsRetire: Command = {
  name: 'workflows retire',
  summary: {
    de: 'Unter diesem Namen beginnt kein neuer Vorgang mehr; laufende gehen weiter. „workflows activate“ gibt ihn wieder frei.',
    en: 'No new process starts under this name; running ones go on. “workflows activate” takes it back.',
  },
  arguments: [{ name: 'key' }],
  options: DECISION_OPTIONS,
  run: (options, terminal) =>
    asOperator(async (unitOfWork, principal) => {
      const decision = decisionOf(options);
      const retire = new RetireDefinition(unitOfWork, new DefinitionRows(), new SystemClock());
      const result = await retire.execute(principal, decision);
      return reportDecision(
        result,
        terminal,
        ({ version, running }) =>
          `${decision.key} ist zurückgezogen (zuletzt Fassung ${version}); ${running} Vorgänge laufen weiter. · is retired (version ${version} before); ${running} processes go on.`,
      );
    }),
};
