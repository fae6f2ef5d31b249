// Talk between the bench and the processes it starts: one command at a time, one answer each.
import { fork } from 'node:child_process';
import { ownSeconds } from './cpu.mjs';

/** A process that carries out commands. */
export class Worker {
  /** @param path Module that calls `serve`. @param options Environment and flags of Node. */
  constructor(path, { env = {}, execArgv = [] } = {}) {
    this.process = fork(path, {
      env: { ...process.env, ...env },
      execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.waiting = new Map();
    this.next = 0;
    this.process.on('message', ({ id, result, error }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
    this.process.on('exit', (code) => {
      this.ended = new Error(`${path} ended with ${code}`);
      for (const { reject } of this.waiting.values()) reject(this.ended);
    });
  }

  /** Lets the process do something and waits for what it answers. */
  ask(command, input = {}) {
    if (this.ended) return Promise.reject(this.ended);
    const id = (this.next += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.process.send({ id, command, input });
    });
  }

  /** Resident and heap memory in megabytes. */
  async memory() {
    return this.ask('memory');
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }
}

function memory() {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const mb = { rss, heapTotal, heap: heapUsed, external, arrayBuffers };
  return Object.fromEntries(Object.entries(mb).map(([name, bytes]) => [`${name}Mb`, bytes / 1e6]));
}

/** Carries out the commands of the bench until it ends this process. */
export function serve(commands) {
  const all = { memory, cpu: ownSeconds, ...commands };
  // Nothing outlives the bench, however it ended.
  process.on('disconnect', () => process.exit(1));
  const carryOut = async ({ id, command, input }) => {
    try {
      process.send({ id, result: (await all[command](input)) ?? null });
    } catch (error) {
      process.send({ id, error: error?.stack ?? String(error) });
    }
  };
  process.on('message', (message) => void carryOut(message));
  process.on('SIGTERM', () => void Promise.resolve(commands.stop?.()).finally(() => process.exit(0)));
}
