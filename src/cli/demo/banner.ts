import { GRAPHIQL_PATH, type AppConfig } from '../../platform/index.js';
import { LIPPE_STAFF, STORY_PERSON } from './lippe-directory.js';

/** Says where everything is, German and English. */
export function printBanner(config: AppConfig): void {
  const { publicUrl } = config.http;
  const accounts = [STORY_PERSON.subject, ...LIPPE_STAFF.map((staff) => staff.subject)];
  const lines = [
    '',
    `  Fallwerk läuft · Fallwerk is running        ${publicUrl}`,
    '',
    `  GraphiQL    ${publicUrl}${GRAPHIQL_PATH}   (Konto oben wählen · choose an account on top)`,
    `  GraphQL     ${publicUrl}/graphql`,
    `  Geschichte  npm run demo   (spielt den Lipper Fall · plays the Lippe case)`,
    '',
    '  Demo-Konten ohne Kennwort · demonstration accounts without password:',
    ...inRows(accounts, 4).map((row) => `    ${row.join(', ')}`),
    '',
    '  Alle Personen und Zuordnungen sind erfunden. · All persons and roles are invented.',
    '  Ende mit Strg-C; die Daten bleiben. · Stop with Ctrl-C; the data stay.  (npm run reset)',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function inRows(items: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
    items.slice(row * size, (row + 1) * size),
  );
}
