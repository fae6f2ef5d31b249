import { germanDate, table, type ProcessDefinition } from '../../../workflow/index.js';
import { GENERATED_NOTICE } from './workflow-page.js';

/** List of all pages. */
export function renderWorkflowIndex(definitions: readonly ProcessDefinition[]): string {
  const rows = definitions.map(({ key, title, version, lawVersion }) => [
    `[${title.de}](${key}.md)`,
    title.plain,
    String(version),
    germanDate(lawVersion),
  ]);
  return [
    '# Prozesse',
    '',
    `Erzeugt aus den Definitionen in \`workflows/\` ${GENERATED_NOTICE}`,
    '',
    ...table(['Prozess', 'In einfachen Worten', 'Fassung', 'Rechtsstand'], rows, 'Es gibt keine Prozesse.'),
    '',
  ].join('\n');
}
