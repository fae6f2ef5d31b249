import {
  allTransitions,
  DEADLINE_HEAD,
  deadlineRow,
  germanDate,
  legalBasisList,
  ownerOfState,
  pictureScopes,
  statechartOf,
  statePathName,
  table,
  transitionNumbers,
  transitionsOf,
  waysInWords,
  type PageSubject,
  type Statechart,
  type Vocabulary,
} from '../../../workflow/index.js';
import type { ReadableDefinition } from '../workflows/folder.js';
import { pictureFile } from './pictures.js';
import { scenarioInWords } from './scenario-words.js';
import { TRANSITION_HEAD, transitionRow } from './transition-rows.js';
import { differenceInWords } from './version-difference.js';

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

/** The picture, which leads to itself in full size. */
function pictureLink(subject: PageSubject, name: string, scopeId: string): readonly string[] {
  const file = pictureFile(subject.definition, scopeId);
  return [`[![${name}: Zustände, Übergänge und wer am Zug ist](${file})](${file})`, ''];
}

function course(subject: PageSubject, chart: Statechart): readonly string[] {
  const all = allTransitions(chart);
  const numbers = transitionNumbers(subject.definition);
  const scopes = pictureScopes(chart);
  const parts = scopes.flatMap((part) => {
    const { scope } = part;
    const rows = transitionsOf(part, all).map((site) =>
      transitionRow(site, numbers.get(site.id) ?? 0, subject, chart, scope),
    );
    const name = scope.parent ? statePathName(scope) : 'Gesamter Ablauf';
    return [
      ...(scopes.length > 1 ? [`### ${name}`, ''] : []),
      ...(scope.children.length > 0 ? pictureLink(subject, name, scope.id) : []),
      ...table(TRANSITION_HEAD, rows, 'Hier führt kein eigener Schritt weiter.'),
      '',
    ];
  });
  return [
    '## Ablauf',
    '',
    'Im Bild steht in jedem Zustand, wer am Zug ist; die Farbe zeigt dasselbe. Gestrichelte Pfeile gehen von selbst, eine',
    'Uhr steht vor einer Frist. Ein Klick auf das Bild zeigt es in voller Größe; „Bedingung Nr.“ verweist auf die Tabelle.',
    'Steht derselbe Schritt mehrmals da, gilt die erste Zeile, deren Bedingung erfüllt ist.',
    '',
    ...parts,
  ];
}

function deadlines(subject: PageSubject): readonly string[] {
  const rows = Object.values(subject.definition.delays).map((delay) => deadlineRow(delay, subject));
  return ['## Fristen', '', ...table(DEADLINE_HEAD, rows, 'Dieser Prozess hat keine Fristen.'), ''];
}

function ways({ definition }: PageSubject): readonly string[] {
  const rows = waysInWords(definition).map(({ end, shortest, longest }) => [end, shortest, longest]);
  return [
    '## Kürzester und längster Weg',
    '',
    'Kalendertage nach den Fristen dieser Fassung: am kürzesten, wenn alle sofort handeln; am längsten, wenn jede Frist abläuft.',
    '',
    ...table(['Ende', 'am kürzesten', 'am längsten'], rows, 'Dieser Prozess hat kein Ende.'),
    '',
  ];
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
    ...ways(subject),
    ...states(subject, chart),
    '## Unterschied zur Fassung davor',
    '',
    ...differenceInWords(before, definition, vocabulary),
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
