import { SystemClock } from '../../../platform/index.js';
import { ActivateDefinition, DefinitionRows, registryFromVocabulary } from '../../../workflow/index.js';
import type { Command } from '../command.js';
import { readVocabulary, WORKFLOWS } from './folder.js';
import { asOperator, DECISION_OPTIONS, decisionOf, reportDecision } from './operator.js';

/** Lets new processes start with a deployed version, also with an older one. */
export const workflowsActivate: Command = {
  name: 'workflows activate',
  summary: {
    de: 'Neue Vorgänge beginnen ab jetzt mit dieser ausgelieferten Fassung; laufende behalten ihre.',
    en: 'New processes start with this deployed version from now on; running ones keep theirs.',
  },
  arguments: [{ name: 'key' }, { name: 'version' }],
  options: DECISION_OPTIONS,
  notes: [
    {
      de: 'Wer eine ältere Fassung wählt, als ausgeliefert ist, hält sie fest: spätere Auslieferungen ändern das nicht.',
      en: 'Choosing an older version than is deployed holds it: later deployments do not change that.',
    },
  ],
  run: (options, terminal) =>
    asOperator(async (unitOfWork, principal) => {
      const registry = registryFromVocabulary(readVocabulary(WORKFLOWS));
      const activate = new ActivateDefinition(unitOfWork, new DefinitionRows(), registry, new SystemClock());
      const typed = options['version'];
      const version = typeof typed === 'string' && /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : 0;
      const result = await activate.execute(principal, { ...decisionOf(options), version });
      return reportDecision(
        result,
        terminal,
        (active) =>
          `${active.key}/${active.version} (${active.hash.slice(0, 12)}) ist jetzt aktiv. · is active now.`,
      );
    }),
};
