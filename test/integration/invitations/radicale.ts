import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A real CalDAV server, installed and started by the project's script. */
export class Radicale {
  private constructor(
    private readonly server: ChildProcess,
    readonly url: string,
    private readonly user: string,
    private readonly password: string,
  ) {}

  /** @throws {Error} with the sentence of the script when the server cannot be had. */
  static async start(user: string, password: string): Promise<Radicale> {
    const port = await freePort();
    const args = ['scripts/radicale.mjs', '--port', String(port), '--user', `${user}:${password}`];
    const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for await (const line of createInterface({ input: server.stdout }))
      if (line === 'ready') return new Radicale(server, `http://127.0.0.1:${port}`, user, password);
    throw new Error(`The test of calendars needs Radicale: ${said}`);
  }

  /** Makes a calendar. */
  async makeCalendar(): Promise<void> {
    const body = `<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
      <D:displayname>Dienst</D:displayname><C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
      </D:prop></D:set></C:mkcalendar>`;
    await this.ask('MKCALENDAR', '', body);
  }

  /** Puts an entry in, as another program of its owner does. */
  async put(name: string, lines: readonly string[]): Promise<void> {
    const event = ['BEGIN:VEVENT', `UID:${name}`, 'DTSTAMP:20260501T000000Z', ...lines, 'END:VEVENT'];
    const body = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Fremd//DE',
      ...event,
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    await this.ask('PUT', `${name}.ics`, body, 'text/calendar');
  }

  /** The whole calendar as text. */
  async read(): Promise<string> {
    return (await this.ask('GET', '')).text();
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const exited = once(this.server, 'exit');
    this.server.kill();
    await exited;
  }

  private async ask(
    method: string,
    path: string,
    body?: string,
    type = 'application/xml',
  ): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    const response = await fetch(`${this.url}/${this.user}/dienst/${path}`, {
      method,
      headers: { authorization, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${response.status} ${await response.text()}`);
    return response;
  }
}

/** A port on this machine that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
