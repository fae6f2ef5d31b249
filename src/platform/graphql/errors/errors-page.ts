import type { NamedCatalogue } from './error-code.js';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * Content of docs/errors.md: every code with its meaning and what the user can do, by capability, sorted by code.
 * Ends in a newline; the same catalogues always give the same bytes.
 */
export function renderErrorsPage(catalogues: readonly NamedCatalogue[]): string {
  const sections = [...catalogues]
    .sort((a, b) => (a.capability < b.capability ? -1 : 1))
    .map(({ capability, errors }) => {
      const rows = Object.entries(errors)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, { de, en, action }]) => `| \`${code}\` | ${cell(de)} | ${cell(en)} | ${cell(action)} |`);
      return [
        `## ${capability}`,
        '',
        '| Code | Bedeutung | Meaning | Was tun |',
        '| --- | --- | --- | --- |',
        ...rows,
      ].join('\n');
    });
  return [
    '# Fehlercodes',
    '',
    'Erzeugt aus den Katalogen im Code (`npm run generate`); nicht von Hand ändern. Ein Code steht entweder als `code`',
    'in einem Fehlertyp des Ergebnisses oder als `extensions.code` in `errors`.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
