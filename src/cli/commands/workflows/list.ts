import { DefinitionRows, listDefinitions, type ListedKey } from '../../../workflow/index.js';
import { EXIT, type Command } from '../command.js';
import { asOperator } from './operator.js';

/** Who decided what last about a key, when it was a person. */
function decisionLine({ decision }: ListedKey): readonly string[] {
  if (decision?.origin !== 'operator') return [];
  const what = decision.hash === null ? 'zurückgezogen · retired' : 'gewählt · chosen';
  return [`    ${what}: ${decision.operator ?? ''}, ${decision.at.slice(0, 10)}: ${decision.reason}`];
}

function linesOf(listed: ListedKey): readonly string[] {
  const width = Math.max(...listed.definitions.map(({ key, version }) => `${key}/${version}`.length));
  const lines = listed.definitions.map(({ key, version, hash, isActive, running }) => {
    const name = `${key}/${version}`.padEnd(width);
    return `${isActive ? '*' : ' '} ${name}  ${hash.slice(0, 12)}  ${running} laufend · running`;
  });
  return [...lines, ...decisionLine(listed)];
}

/** Shows every deployed definition. */
export const workflowsList: Command = {
  name: 'workflows list',
  summary: {
    de: 'Zeigt alle ausgelieferten Fassungen: Hash, laufende Vorgänge; * heißt: neue beginnen damit.',
    en: 'Shows all deployed versions: hash, running processes; * means: new ones start with it.',
  },
  run: (_options, terminal) =>
    asOperator(async (unitOfWork, principal) => {
      const keys = await unitOfWork.run(principal, (tx) => listDefinitions(tx, new DefinitionRows()));
      for (const line of keys.flatMap(linesOf)) terminal.say(line);
      if (keys.length === 0) terminal.say('Noch ist nichts ausgeliefert. · Nothing is deployed yet.');
      return EXIT.ok;
    }),
};
