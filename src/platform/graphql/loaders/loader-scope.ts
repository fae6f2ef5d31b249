import DataLoader from 'dataloader';

/** Loaders of one request; ends with it, so that nothing is remembered for the next user. */
export class LoaderScope {
  private readonly loaders = new Map<object, unknown>();

  /**
   * The loader of this request for an owner, created at first use.
   *
   * @param owner What the loader belongs to: the injectable that defines it. One owner has one loader.
   * @param batch Values for the keys, one for each, in the order of the keys (see `inOrderOf`).
   */
  get<Key, Value, CacheKey = Key>(
    owner: object,
    batch: (keys: readonly Key[]) => PromiseLike<ArrayLike<Value | Error>>,
    options: DataLoader.Options<Key, Value, CacheKey> = {},
  ): DataLoader<Key, Value, CacheKey> {
    const known = this.loaders.get(owner) as DataLoader<Key, Value, CacheKey> | undefined;
    if (known) return known;
    const created = new DataLoader<Key, Value, CacheKey>(batch, { maxBatchSize: 500, ...options });
    this.loaders.set(owner, created);
    return created;
  }
}

/** Rows in the order of the keys, `undefined` where there is none. */
export function inOrderOf<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): (Row | undefined)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key));
}

/** Groups of rows in the order of the keys; within a group the order of the rows; empty where there is none. */
export function groupedInOrderOf<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Row[][] {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return keys.map((key) => groups.get(key) ?? []);
}
