import {
  allTransitions,
  legalBasisList,
  statechartOf,
  type Statechart,
  type Vocabulary,
} from '../../../workflow/index.js';
import type { ReadableDefinition } from '../workflows/folder.js';
import { DEADLINE_HEAD, deadlineRow } from './deadline-words.js';
import { drawPicture, pictureScopes, transitionsOf } from './picture.js';
import { scenarioInWords } from './scenario-words.js';
import { arrowText, TRANSITION_HEAD, transitionRow } from './transition-rows.js';
import { differenceInWords } from './version-difference.js';
import { germanDate, ownerOfState, statePathName, table, type PageSubject } from './words.js';

/** Part of the sentence by which a generated page is known. */
export const GENERATED_NOTICE = '(`npm run generate`); nicht von Hand ändern.';

function head({ definition, vocabulary }: PageSubject): readonly string[] {
  const categories = definition.dataCategories.map((code) => vocabulary.dataCategories?.[code]?.de ?? code);
  return [
    `# ${definition.title.de}`,
    '',
    `**In einfachen Worten:** ${definition.title.plain}`,
    '',
    `Erzeugt aus \`workflows/${definition.key}/${definition.version}.json\` ${GENERATED_NOTICE}`,
    '',
    `- Schlüssel und Fassung: \`${definition.key}\`, ${definition.version}`,
    `- Rechtsstand: ${germanDate(definition.lawVersion)}`,
    `- Datenarten: ${categories.join(', ') || 'keine'}`,
    '',
    '## Zweck',
    '',
    definition.purpose.de,
    ...(definition.description ? ['', definition.description] : []),
    '',
  ];
}

function course(subject: PageSubject, chart: Statechart): readonly string[] {
  const all = allTransitions(chart);
  const scopes = pictureScopes(chart);
  const parts = scopes.flatMap((picture) => {
    const sites = transitionsOf(picture, all);
    const rows = sites.map((site) => transitionRow(site, subject, chart, picture.scope));
    const name = picture.scope.parent ? statePathName(picture.scope) : 'Gesamter Ablauf';
    return [
      ...(scopes.length > 1 ? [`### ${name}`, ''] : []),
      ...drawPicture(picture, sites, subject, chart, (site) => arrowText(site, subject, chart)),
      '',
      ...table(TRANSITION_HEAD, rows, 'Hier führt kein eigener Schritt weiter.'),
      '',
    ];
  });
  return [
    '## Ablauf',
    '',
    'Im Bild steht unter jedem Zustand, wer am Zug ist; die Farbe zeigt dasselbe. Gestrichelte Pfeile gehen von selbst.',
    'Doppelt umrandete Kästen haben mehrere Teile, die gleichzeitig laufen und eigene Bilder haben.',
    'Steht derselbe Schritt mehrmals da, gilt die erste Zeile, deren Bedingung erfüllt ist.',
    '',
    ...parts,
  ];
}

function deadlines(subject: PageSubject): readonly string[] {
  const rows = Object.values(subject.definition.delays).map((delay) => deadlineRow(delay, subject));
  return ['## Fristen', '', ...table(DEADLINE_HEAD, rows, 'Dieser Prozess hat keine Fristen.'), ''];
}

function states(subject: PageSubject, chart: Statechart): readonly string[] {
  const rows = chart.nodes
    .filter(({ parent, kind }) => parent !== undefined && kind !== 'history')
    .map((node) => [
      `${statePathName(node)}${node.kind === 'final' ? ' (Ende)' : ''}`,
      ownerOfState(node, subject.vocabulary),
      node.definition.meta?.plain ?? '',
      legalBasisList(node.definition.meta?.legalBasis).join('; '),
    ]);
  const columns = ['Zustand', 'Am Zug', 'Was der Person gesagt wird', 'Rechtsgrundlage'];
  return ['## Zustände', '', ...table(columns, rows, ''), ''];
}

/**
 * The page of a process for the people who sign it off: German, with picture, steps, deadlines, states and examples.
 * Ends in a newline; the same files always give the same bytes.
 */
export function renderWorkflowPage(readable: ReadableDefinition, vocabulary: Vocabulary): string {
  const { definition, before, scenarios } = readable;
  const subject: PageSubject = { definition, vocabulary };
  const chart = statechartOf(definition.machine);
  const examples = scenarios.flatMap((scenario, index) =>
    scenarioInWords(scenario, index + 1, subject, chart),
  );
  return [
    ...head(subject),
    ...course(subject, chart),
    ...deadlines(subject),
    ...states(subject, chart),
    '## Unterschied zur Fassung davor',
    '',
    ...differenceInWords(before, definition),
    '',
    '## Beispiele',
    '',
    `${scenarios.length} Beispiele; sie werden bei jeder Änderung nachgespielt, und jeder Übergang kommt in einem vor.`,
    '',
    ...examples,
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
