import { createDAVClient, type DAVCalendar, type DAVCalendarObject } from 'tsdav';
import type { BusyTime } from '../domain/read-busy.js';

/** Where somebody's calendar is. */
export interface CalendarAccount {
  readonly serverUrl: string;
  readonly username: string;
  readonly password: string;
}

const TIMEOUT_MS = 20_000;
const MULTI_STATUS = 207;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** A calendar server could not be talked to; the message names neither it nor anybody. */
export class CalendarUnreachable extends Error {
  override readonly name = 'CalendarUnreachable';

  constructor(options?: ErrorOptions) {
    super('The calendar cannot be read', options);
  }
}

/** Calendars of one account, as CalDAV gives them (RFC 4791). */
export class CaldavClient {
  private constructor(
    private readonly client: Awaited<ReturnType<typeof createDAVClient>>,
    private readonly calendars: readonly DAVCalendar[],
  ) {}

  /** @throws {CalendarUnreachable} wrong details, no calendar for events, or nobody answers. */
  static async open({ serverUrl, username, password }: CalendarAccount): Promise<CaldavClient> {
    try {
      const client = await createDAVClient({
        serverUrl,
        credentials: { username, password },
        authMethod: 'Basic',
        defaultAccountType: 'caldav',
        fetch: boundedFetch(new URL(serverUrl).origin),
      });
      const calendars = (await client.fetchCalendars()).filter(
        ({ components }) => components?.includes('VEVENT') ?? true,
      );
      if (calendars.length === 0) throw new CalendarUnreachable();
      return new CaldavClient(client, calendars);
    } catch (cause) {
      throw cause instanceof CalendarUnreachable ? cause : new CalendarUnreachable({ cause });
    }
  }

  /** Entries of all calendars that touch a window. @throws {CalendarUnreachable} */
  async entries({ startsAt, endsAt }: BusyTime): Promise<readonly DAVCalendarObject[]> {
    const timeRange = { start: startsAt.toISOString(), end: endsAt.toISOString() };
    try {
      const found = await Promise.all(
        this.calendars.map((calendar) =>
          this.client.fetchCalendarObjects({ calendar, timeRange, urlFilter: () => true }),
        ),
      );
      return found.flat();
    } catch (cause) {
      throw new CalendarUnreachable({ cause });
    }
  }

  /** Writes an entry: in place of an earlier one, or a new one into the first calendar. @throws {CalendarUnreachable} */
  async write(filename: string, iCalString: string, earlier: DAVCalendarObject | undefined): Promise<void> {
    const [calendar] = this.calendars;
    if (!calendar) throw new CalendarUnreachable();
    await this.expectOk(
      earlier
        ? this.client.updateCalendarObject({ calendarObject: { ...earlier, data: iCalString } })
        : this.client.createCalendarObject({ calendar, filename, iCalString }),
    );
  }

  /** Takes an entry away. @throws {CalendarUnreachable} */
  async remove(calendarObject: DAVCalendarObject): Promise<void> {
    await this.expectOk(this.client.deleteCalendarObject({ calendarObject }));
  }

  private async expectOk(sent: Promise<Response>): Promise<void> {
    const response = await sent.catch((cause: unknown) => {
      throw new CalendarUnreachable({ cause });
    });
    // 412: somebody changed it meanwhile; the next look sees it.
    if (!response.ok && response.status !== 412) throw new CalendarUnreachable();
  }
}

/** Talks to one origin only, follows no redirects elsewhere, and reads no endless answers. */
function boundedFetch(origin: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) throw new CalendarUnreachable();
    const redirect = init?.redirect === 'manual' ? 'manual' : 'error';
    const response = await fetch(url, { ...init, redirect, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { status, headers } = response;
    const body = await bounded(response);
    if (status === MULTI_STATUS && !looksLikeXml(body)) throw new CalendarUnreachable();
    return new Response(body.length === 0 ? null : body, { status, headers });
  };
}

/** The parser takes a minute for a megabyte that is no XML; what is outside of elements is the slow part. */
function looksLikeXml(body: Buffer): boolean {
  const text = body.toString('utf8').trim();
  return text.startsWith('<') && text.endsWith('>') && !text.includes('\0');
}

async function bounded({ body }: Response): Promise<Buffer<ArrayBuffer>> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const next = await reader?.read();
    if (next?.value === undefined) return Buffer.concat(chunks);
    size += next.value.length;
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new CalendarUnreachable();
    }
    chunks.push(next.value);
  }
}
