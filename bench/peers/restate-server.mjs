// The Restate server of this platform, with the durability it has by default.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../engine/installation.mjs';

const START_SECONDS = 60;

function binary() {
  const server = createRequire(import.meta.url).resolve('@restatedev/restate-server/package.json');
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`;
  return createRequire(server).resolve(name);
}

export class RestateServer {
  /** @param folder Where its data goes. @param partitions Into how many parts it divides its work. */
  static async start(folder, partitions) {
    const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()];
    const log = openSync(join(folder, 'restate.log'), 'a');
    const child = spawn(binary(), ['--no-logo', '--listen-mode', 'tcp'], {
      cwd: folder,
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        RESTATE_BASE_DIR: join(folder, 'restate'),
        RESTATE_NODE_NAME: 'bench',
        RESTATE_BIND_IP: '127.0.0.1',
        RESTATE_ADVERTISED_HOST: '127.0.0.1',
        RESTATE_BIND_PORT: String(node),
        RESTATE_INGRESS__BIND_PORT: String(ingress),
        RESTATE_ADMIN__BIND_PORT: String(admin),
        RESTATE_DEFAULT_NUM_PARTITIONS: String(partitions),
        RESTATE_DISABLE_TELEMETRY: 'true',
        RESTATE_LOG_FILTER: 'warn',
      },
    });
    closeSync(log);
    const server = new RestateServer(child, ingress, admin, join(folder, 'restate.log'));
    await server.until(() => fetch(`http://127.0.0.1:${ingress}/restate/health`));
    await server.until(() => fetch(`http://127.0.0.1:${admin}/health`));
    return server;
  }

  constructor(child, ingress, admin, log) {
    Object.assign(this, { child, ingress, admin, log });
    process.once('exit', () => child.kill('SIGKILL'));
  }

  async until(ask) {
    for (let tries = 0; tries < START_SECONDS * 10; tries += 1) {
      if (this.child.exitCode !== null) break;
      const answer = await ask().catch(() => undefined);
      if (answer?.ok) return;
      await delay(100);
    }
    throw new Error(`Restate did not start:\n${readFileSync(this.log, 'utf8').slice(-2_000)}`);
  }

  /** Tells it where the service is. */
  async register(port) {
    const answer = await fetch(`http://127.0.0.1:${this.admin}/deployments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uri: `http://127.0.0.1:${port}` }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Processor seconds used so far. */
  seconds() {
    const text = readFileSync(`/proc/${this.child.pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}
