import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../../../src/platform/config/paths.js';

const MAIN = join(import.meta.dirname, 'node-main.ts');
const PATIENCE_MS = 240_000;
const OUTPUT_LIMIT = 40;

/** How a node is started. */
export interface NodeSettings {
  /** Unique in the run, e.g. `api-1`. */
  readonly name: string;
  readonly role: 'api' | 'worker';
  /** Port of the API; workers listen nowhere. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

/** One life of a node: from a start to its end. */
export interface Life {
  /** Name and number of the start, e.g. `api-1#2`. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Under which the job queue knows the workers of this life. */
  readonly workerIds: string[];
}

/** Environment of a node: nothing of this process but the path, so that no setting of the machine gets in. */
function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', FALLWERK_MODE: 'test', ...env };
}

/** Runs the compiled build with the lending desk as a process of its own. */
export function spawnNode(
  role: string,
  argument: string,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', MAIN, role, argument], {
    cwd: projectRoot,
    env: cleanEnvironment(env),
    // The open end of stdin tells the child that this process lives.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** A node that can be killed and started again. */
export class ChaosNode {
  readonly lives: Life[] = [];
  /** When which life ended, epoch milliseconds. */
  readonly deaths = new Map<string, number>();
  /** Ends that nobody asked for: what the node said last. */
  readonly ownDeaths: string[] = [];
  readonly settings: NodeSettings;
  #child: ChildProcess | undefined;
  #isReady = false;
  #isDoomed = false;
  #output: string[] = [];

  constructor(settings: NodeSettings) {
    this.settings = settings;
  }

  /** Whether it has started and nobody has killed it. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get url(): string {
    return `http://127.0.0.1:${this.settings.port}`;
  }

  /** Process id, `undefined` while it is not running. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Last lines the node wrote. */
  get output(): string {
    return this.#output.join('\n');
  }

  /** Starts it, again and again while the database is away as a supervisor would, until it is ready. */
  async start(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.#tryStart(deadline))) {
      if (Date.now() > deadline) throw new Error(`${this.settings.name} does not start:\n${this.output}`);
      await delay(200);
    }
    this.#isReady = true;
  }

  /** SIGKILL: nothing of the node gets to say anything. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#isDoomed = true;
    this.#isReady = false;
    const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await exit;
  }

  async #tryStart(deadline: number): Promise<boolean> {
    const { name, role, port, env } = this.settings;
    const life: Life = { id: `${name}#${this.lives.length + 1}`, startedAt: Date.now(), workerIds: [] };
    this.lives.push(life);
    this.#isDoomed = false;
    this.#output = [];
    const child = spawnNode(role, '{}', { ...env, FALLWERK_ROLES: role, PORT: String(port) });
    this.#child = child;
    let isRunning = false;
    child.once('exit', (code, signal) => {
      this.deaths.set(life.id, Date.now());
      const wasReady = this.#isReady && this.#child === child;
      if (this.#child === child) this.#child = undefined;
      this.#isReady = false;
      if (wasReady && !this.#isDoomed) this.ownDeaths.push(`${life.id} (${code ?? signal}):\n${this.output}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        this.#output = [...this.#output.slice(1 - OUTPUT_LIMIT), line];
        const workerId = /"workerId":"([^"]+)"/.exec(line)?.[1];
        if (workerId !== undefined) life.workerIds.push(workerId);
        isRunning ||= line.includes('WORKER_RUNNING');
      });
    }
    while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
      if (role === 'worker' ? isRunning : await this.#answers()) return true;
      await delay(50);
    }
    return false;
  }

  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
