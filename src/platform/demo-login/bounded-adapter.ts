import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Entries of one kind (sessions, codes, ...) that are kept; beyond that the oldest is forgotten. */
const MAX_ENTRIES = 1_000;

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** Keeps one kind of the identity provider's records in memory, bounded, so that nobody can fill it up. */
class BoundedAdapter implements Adapter {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly maxEntries: number) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    this.#entries.delete(id);
    const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1_000;
    this.#entries.set(id, { payload, expiresAt });
    if (this.#entries.size <= this.maxEntries) return;
    // A Map iterates in the order of insertion.
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.expiresAt > Date.now()) return entry.payload;
    this.#entries.delete(id);
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const id = this.#idWhere((payload) => payload.uid === uid);
    return id === undefined ? undefined : this.find(id);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const id = this.#idWhere((payload) => payload.userCode === userCode);
    return id === undefined ? undefined : this.find(id);
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) {
      if (payload.grantId === grantId) this.#entries.delete(id);
    }
  }

  #idWhere(matches: (payload: AdapterPayload) => boolean): string | undefined {
    for (const [id, { payload }] of this.#entries) if (matches(payload)) return id;
    return undefined;
  }
}

/** One store per kind of record, each with at most `maxEntries`; gone when the process ends. */
export function boundedAdapters(maxEntries = MAX_ENTRIES): AdapterFactory {
  const adapters = new Map<string, BoundedAdapter>();
  return (kind) => {
    let adapter = adapters.get(kind);
    if (!adapter) adapters.set(kind, (adapter = new BoundedAdapter(maxEntries)));
    return adapter;
  };
}
