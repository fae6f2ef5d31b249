import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { isAlive } from '../../../src/platform/database/process-identity.js';

const MAIN = join(projectRoot, 'dist', 'src', 'main.js');
const CLI = join(projectRoot, 'dist', 'src', 'cli', 'main.js');
/** Last line of the banner. */
const READY = 'npm run reset';
const PATIENCE_MS = 200_000;

/** How a program ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  output(): string;
  ended(): Promise<Ended>;
}

/** A data folder of its own with the real compiled server on it; remembers what it started, and cleans up. */
export class Installation {
  readonly dataDir = join(mkdtempSync(join(tmpdir(), 'fallwerk-e2e-')), 'data');
  private readonly started: ChildProcess[] = [];

  private constructor(readonly port: number) {}

  static async create(): Promise<Installation> {
    return new Installation(await freePort());
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts the server and waits for its banner. */
  async start(): Promise<Running> {
    const running = this.spawn(MAIN);
    const deadline = Date.now() + PATIENCE_MS;
    while (!running.output().includes(READY)) {
      if (running.child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The server did not start:\n${running.output()}`);
      }
      await delay(50);
    }
    return running;
  }

  /** Begins a start as from a terminal: `process.kill(-pid, 'SIGINT')` is Ctrl-C, which reaches its children as well. */
  begin(): Running {
    return this.spawn(MAIN, [], true);
  }

  /** Starts the server where it cannot start, and waits for its end. */
  async startInVain(): Promise<Ended> {
    return this.spawn(MAIN).ended();
  }

  /** Runs a command of `fallwerk` on the data of this installation. */
  async command(...words: readonly string[]): Promise<Ended> {
    return this.spawn(CLI, words).ended();
  }

  /** Process id of the embedded PostgreSQL, `undefined` when its folder names none. */
  postgresPid(): number | undefined {
    const file = join(this.dataDir, 'postgres', 'postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  }

  /** Ends everything that was started here and removes the folder. */
  async remove(): Promise<void> {
    for (const child of this.started.filter(({ exitCode, signalCode }) => exitCode === null && !signalCode)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await stopPostgres(this.postgresPid());
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private spawn(file: string, words: readonly string[] = [], detached = false): Running {
    if (!existsSync(file)) throw new Error(`${file} is missing: npm test builds it, npm run build as well`);
    const child = spawn(process.execPath, [file, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
      env: {
        ...process.env,
        NODE_ENV: 'development',
        FALLWERK_DATA_DIR: this.dataDir,
        PORT: String(this.port),
        LOG_LEVEL: 'error',
      },
    });
    this.started.push(child);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const exit = once(child, 'close') as Promise<[number | null]>;
    return {
      child,
      output: () => text,
      ended: async () => {
        const [code] = await exit;
        return { code, output: text };
      },
    };
  }
}

/** A killed server leaves its PostgreSQL running; SIGINT is its fast shutdown. */
async function stopPostgres(pid: number | undefined): Promise<void> {
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 5_000;
  while (isAlive(pid) && Date.now() < deadline) await delay(25);
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
