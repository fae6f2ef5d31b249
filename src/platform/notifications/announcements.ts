/** Sends payloads on a channel, all at once; rejects when the database cannot be reached. */
export type SendNotifications = (channel: string, payloads: readonly string[]) => Promise<void>;

/** How long announcements are gathered before they leave together. */
const GATHER_MS = 20;
/** Keys waiting at once; beyond that the database has been away for long and receivers look for themselves. */
const MOST_WAITING = 50_000;
/** PostgreSQL takes payloads below 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_800;

/**
 * Tells other nodes what has just been committed.
 *
 * A `NOTIFY` inside the transaction would be safer and is too dear: PostgreSQL lets only one notifying transaction
 * commit at a time, its write to disk included (ADR 0011). So announcements leave after the commit, many in one
 * statement, and are lost when this process dies in between. Receivers therefore also look for themselves.
 */
export class Announcements {
  private readonly waiting = new Map<string, Map<string, string>>();
  private count = 0;
  private isScheduled = false;

  constructor(private readonly send: SendNotifications) {}

  /**
   * @param key   What it is about, without spaces; a later announcement with the same key replaces an earlier one.
   * @param value What to say, without line breaks.
   */
  add(channel: string, key: string, value: string): void {
    const keys = this.waiting.get(channel) ?? new Map<string, string>();
    this.waiting.set(channel, keys);
    if (!keys.has(key)) {
      if (this.count >= MOST_WAITING) return;
      this.count += 1;
    }
    keys.set(key, value);
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    // Nothing to wait for at the end of a process: what is left is found by the receivers.
    setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  private async flush(): Promise<void> {
    const batches = [...this.waiting].map(([channel, keys]) => [channel, payloadsOf(keys)] as const);
    this.waiting.clear();
    this.count = 0;
    try {
      for (const [channel, payloads] of batches) await this.send(channel, payloads);
    } catch {
      // The database is away or the pool has ended; receivers look for themselves.
    } finally {
      this.isScheduled = false;
      if (this.waiting.size > 0) this.schedule();
    }
  }
}

/** Lines `<key> <value>`, as many as a payload holds. */
function payloadsOf(keys: ReadonlyMap<string, string>): readonly string[] {
  const payloads: string[] = [];
  let payload = '';
  for (const [key, value] of keys) {
    const line = `${key} ${value}`;
    if (payload !== '' && Buffer.byteLength(payload) + Buffer.byteLength(line) >= MAX_PAYLOAD_BYTES) {
      payloads.push(payload);
      payload = '';
    }
    payload = payload === '' ? line : `${payload}\n${line}`;
  }
  return payload === '' ? payloads : [...payloads, payload];
}

/** Reads a payload back: what is announced by key. A line without value is skipped. */
export function announcedIn(payload: string): ReadonlyMap<string, string> {
  const lines = payload.split('\n').map((line) => line.split(' ', 2));
  return new Map(lines.flatMap(([key, value]) => (key && value ? [[key, value] as const] : [])));
}
