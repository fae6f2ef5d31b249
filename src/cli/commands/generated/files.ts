import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printSortedSchema, registeredCatalogues, renderErrorsPage } from '../../../platform/index.js';
import { drawPictures } from '../pages/pictures.js';
import { GENERATED_NOTICE, renderWorkflowPage } from '../pages/workflow-page.js';
import { renderWorkflowIndex } from '../pages/workflow-index.js';
import { readDefinitions, readVocabulary } from '../workflows/folder.js';
import { buildSchema } from './schema.js';

/** Contents by path below the project's folder. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const PAGES = 'docs/workflows';

/**
 * Pages of all definitions with their pictures, and their list.
 *
 * @param key  Only the page of this one; empty when there is no such definition.
 */
export async function workflowPages(folder: string, key?: string): Promise<GeneratedFiles> {
  const vocabulary = readVocabulary(folder);
  const definitions = readDefinitions(folder);
  const pages: (readonly [string, string])[] = [];
  for (const each of definitions) {
    if (key !== undefined && each.definition.key !== key) continue;
    const { definition } = each;
    const notice = `Erzeugt aus workflows/${definition.key}/${definition.version}.json ${GENERATED_NOTICE}`;
    pages.push([`${PAGES}/${definition.key}.md`, renderWorkflowPage(each, vocabulary)]);
    for (const [file, svg] of await drawPictures(definition, vocabulary, notice))
      pages.push([`${PAGES}/${file}`, svg]);
  }
  if (key !== undefined) return new Map(pages);
  const index = renderWorkflowIndex(definitions.map(({ definition }) => definition));
  return new Map([[`${PAGES}/README.md`, index], ...pages]);
}

/** Every file of the repository that is made from the code and the definitions. */
export async function generatedFiles(folder: string): Promise<GeneratedFiles> {
  const schema = printSortedSchema(await buildSchema());
  return new Map([
    ['src/platform/graphql/schema.graphql', schema],
    // Building the schema has loaded every capability, and with it every catalogue.
    ['docs/errors.md', renderErrorsPage(registeredCatalogues())],
    ...(await workflowPages(folder)),
  ]);
}

/** Generated pages of definitions that no longer exist. */
function leftOver(root: string, files: GeneratedFiles): readonly string[] {
  const folder = join(root, PAGES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${PAGES}/${name}`)
    .filter((path) => /\.(md|svg)$/.test(path) && !files.has(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes(GENERATED_NOTICE));
}

function differs(root: string, path: string, content: string): boolean {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== content;
}

/** Paths whose files are missing, different or left over, in the order of generation. */
export function differences(root: string, files: GeneratedFiles): readonly string[] {
  const changed = [...files].filter(([path, content]) => differs(root, path, content)).map(([path]) => path);
  return [...changed, ...leftOver(root, files)];
}

/** Writes what differs and removes what is left over; returns the paths it touched. */
export function writeFiles(root: string, files: GeneratedFiles): readonly string[] {
  return written(root, files, differences(root, files));
}

/** Writes what differs and leaves all other files alone; returns the paths it touched. */
export function updateFiles(root: string, files: GeneratedFiles): readonly string[] {
  const changed = [...files].filter(([path, content]) => differs(root, path, content));
  return written(
    root,
    files,
    changed.map(([path]) => path),
  );
}

function written(root: string, files: GeneratedFiles, touched: readonly string[]): readonly string[] {
  for (const path of touched) {
    const content = files.get(path);
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (content === undefined) rmSync(file);
    else writeFileSync(file, content);
  }
  return touched;
}
