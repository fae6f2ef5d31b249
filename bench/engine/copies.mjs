// Many processes quickly: copies of one that the engine has made, written by SQL.
//
// Each copy has its own id, a log whose last hash is the head of its chain, open work items and its deadline, so the
// engine works on it as on any other. Its hashes are those of the original: `fallwerk verify` would not accept it.

const TABLES = ['process', 'process_event', 'deadline', 'work_item'];

/** Indexes and constraints of other tables that cost time for each row, built again afterwards. */
async function indexesOf(installation) {
  return installation.sql(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT i.indisprimary AND NOT EXISTS (
       SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [TABLES],
  );
}

async function columnsOf(installation, table) {
  const rows = await installation.sql(
    `SELECT column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'
     ORDER BY ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

/** Identifiers that grow like those of version 7, so that indexes are as dense as in real life. */
function idOf(kind, number, part = '0') {
  return `('01980000-000${kind}-7000-8000-' || lpad(to_hex(${number}::bigint * 64 + ${part}), 12, '0'))::uuid`;
}

/** Id of the loan with a number. */
export function loanId(number) {
  return `01980000-0000-7000-8000-${(number * 64).toString(16).padStart(12, '0')}`;
}

/** Copies the rows of one process; `values` replaces columns by SQL over `o` (original), `c.number` and `c.id`. */
async function copyRows(installation, { table, key, pattern, from, to, values, repeat = '' }) {
  const columns = await columnsOf(installation, table);
  const selected = columns.map((column) => values[column] ?? `o.${column}`);
  await installation.sql(
    `INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${selected.join(', ')}
     FROM ${table} o
     CROSS JOIN (SELECT number, ${idOf(0, 'number')} AS id FROM generate_series(${from}, ${to}) number) c
     ${repeat}
     WHERE o.${key} = '${pattern}'`,
  );
}

/**
 * Adds copies of a loan.
 *
 * @param copies  How many, numbered on from `from`.
 * @param isDue   Moves their deadlines into the past, oldest first.
 * @param events  Further log entries per copy, so that logs have a length as in real life.
 */
export async function copyLoans(
  installation,
  { pattern, copies, from = 1, isDue = false, events = 0, progress },
) {
  const CHUNK = 100_000;
  const indexes = await indexesOf(installation);
  for (const { name } of indexes) await installation.sql(`DROP INDEX ${name}`);
  // The owner may; triggers that check foreign keys row by row would take longer than everything else.
  await installation.administer(`ALTER SYSTEM SET session_replication_role = 'replica'`);
  await installation.administer(`SELECT pg_reload_conf()`);
  try {
    for (let first = from; first < from + copies; first += CHUNK) {
      const range = { pattern, from: first, to: Math.min(first + CHUNK, from + copies) - 1 };
      await copyProcess(installation, range, { isDue, events });
      progress?.(range.to);
    }
  } finally {
    await installation.administer(`ALTER SYSTEM RESET session_replication_role`);
    await installation.administer(`SELECT pg_reload_conf()`);
  }
  for (const { definition } of indexes) await installation.sql(definition);
  for (const table of TABLES) await installation.sql(`VACUUM ANALYZE ${table}`);
}

async function copyProcess(installation, range, { isDue, events }) {
  const moved = isDue
    ? { fires_on: `current_date - 1 - (c.number % 30)`, ends_on: `current_date - 2 - (c.number % 30)` }
    : {};
  await copyRows(installation, {
    ...range,
    table: 'process',
    key: 'id',
    values: {
      id: 'c.id',
      subject_id: idOf(1, 'c.number'),
      revision: `o.revision + ${events}`,
    },
  });
  await copyRows(installation, {
    ...range,
    table: 'process_event',
    key: 'process_id',
    values: { process_id: 'c.id', id: idOf(2, 'c.number', 'o.seq') },
  });
  if (events > 0) {
    // The last entry, repeated: payload and size are those of a real one.
    await copyRows(installation, {
      ...range,
      table: 'process_event',
      key: 'process_id',
      values: {
        process_id: 'c.id',
        id: `md5('more' || c.number || '-' || more.number)::uuid`,
        seq: 'o.seq + more.number',
      },
      repeat: `JOIN process p ON p.id = o.process_id AND p.revision = o.seq
               CROSS JOIN generate_series(1, ${events}) AS more(number)`,
    });
  }
  await copyRows(installation, {
    ...range,
    table: 'deadline',
    key: 'process_id',
    values: {
      process_id: 'c.id',
      id: idOf(3, 'c.number', `(row_number() OVER (PARTITION BY c.number ORDER BY o.id))`),
      ...moved,
    },
  });
  await copyRows(installation, {
    ...range,
    table: 'work_item',
    key: 'process_id',
    values: {
      process_id: 'c.id',
      id: idOf(4, 'c.number', `(row_number() OVER (PARTITION BY c.number ORDER BY o.id))`),
    },
  });
}
