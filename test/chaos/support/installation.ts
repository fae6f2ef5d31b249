import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AUDIENCE, createKey, LocalIssuer } from '../../integration/auth/local-issuer.js';
import { ChaosCluster } from './cluster.js';
import { ChaosNode, spawnNode } from './node.js';

/** What an installation of several nodes is made of. */
export interface InstallationSettings {
  readonly apis: number;
  readonly workers: number;
  readonly writers: number;
  readonly processes: number;
}

/** How a command on the installation ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Three API nodes and two workers, or as many as wanted, on one durable database; all of it real, nothing shared. */
export class ChaosInstallation {
  readonly cluster: ChaosCluster;
  readonly issuer: LocalIssuer;
  readonly nodes: ChaosNode[] = [];
  processIds: readonly string[] = [];
  readonly #tokens: string[] = [];
  readonly #logins = new Map<string, string>();

  private constructor(cluster: ChaosCluster, issuer: LocalIssuer) {
    this.cluster = cluster;
    this.issuer = issuer;
  }

  /** Starts database and identity provider, prepares the data, and makes the nodes, which are not started yet. */
  static async create(settings: InstallationSettings): Promise<ChaosInstallation> {
    const issuer = new LocalIssuer();
    issuer.keys = [await createKey('chaos')];
    await issuer.start();
    const cluster = await ChaosCluster.start().catch(async (error: unknown) => {
      await issuer.stop();
      throw error;
    });
    const installation = new ChaosInstallation(cluster, issuer);
    try {
      await installation.#prepare(settings);
      return installation;
    } catch (error) {
      await installation.remove();
      throw error;
    }
  }

  get apis(): readonly ChaosNode[] {
    return this.nodes.filter(({ settings }) => settings.role === 'api');
  }

  get workers(): readonly ChaosNode[] {
    return this.nodes.filter(({ settings }) => settings.role === 'worker');
  }

  /** Access token of a writer. */
  tokenOf(writer: number): string {
    const token = this.#tokens[writer % this.#tokens.length];
    if (token === undefined) throw new RangeError('There are no writers');
    return token;
  }

  /** A node more; `at` replaces the address of the database, for example by that of a proxy. */
  async addNode(
    name: string,
    role: 'api' | 'worker',
    at?: { readonly host: string; readonly port: number },
  ): Promise<ChaosNode> {
    const port = await freePort();
    const login = this.#logins.get(name) ?? (await this.cluster.createLogin(name));
    this.#logins.set(name, login);
    const url = new URL(login);
    if (at) url.host = `${at.host}:${at.port}`;
    const env = {
      ...this.#env(port),
      DATABASE_URL: url.href,
      DATABASE_POOL_SIZE: '8',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    };
    const node = new ChaosNode({ name, role, port, env });
    this.nodes.push(node);
    return node;
  }

  /** Replays and verifies every log with the compiled command `fallwerk verify`. */
  async verify(): Promise<Ended> {
    return this.#run('verify', '{}');
  }

  /** Kills whatever runs and removes everything. */
  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
    await this.issuer.stop();
    await this.cluster.remove();
  }

  async #prepare({ apis, workers, writers, processes }: InstallationSettings): Promise<void> {
    const accounts = Math.min(writers, 8);
    const exp = Math.floor(Date.now() / 1_000) + 3_600;
    for (let index = 0; index < accounts; index += 1) {
      this.#tokens.push(await this.issuer.sign({ sub: `writer-${index}`, exp }));
    }
    const { code, output } = await this.#run('seed', JSON.stringify({ processes, writers: accounts }));
    if (code !== 0) throw new Error(`The seed failed: ${output}`);
    this.processIds = (JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { ids: string[] }).ids;
    for (let index = 1; index <= apis; index += 1) await this.addNode(`api-${index}`, 'api');
    for (let index = 1; index <= workers; index += 1) await this.addNode(`worker-${index}`, 'worker');
  }

  #env(port: number): Readonly<Record<string, string>> {
    return {
      FALLWERK_DATA_DIR: this.cluster.folder,
      MIGRATION_DATABASE_URL: this.cluster.ownerUrl,
      OIDC_ISSUER: this.issuer.issuer,
      OIDC_AUDIENCE: AUDIENCE,
      PORT: String(port),
      LOG_LEVEL: 'info',
      // What the seed has compiled is not compiled again at every one of the many starts.
      NODE_COMPILE_CACHE: join(this.cluster.folder, 'compiled'),
    };
  }

  async #run(role: string, argument: string): Promise<Ended> {
    const env = { ...this.#env(9), DATABASE_URL: await this.#setupUrl(), LOG_LEVEL: 'error' };
    const child = spawnNode(role, argument, env);
    if (!child.stdout || !child.stderr) throw new Error('A child without pipes');
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, output: code === 0 ? out : `${out}${err}` };
  }

  async #setupUrl(): Promise<string> {
    const login = this.#logins.get('setup') ?? (await this.cluster.createLogin('setup'));
    this.#logins.set('setup', login);
    return login;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
