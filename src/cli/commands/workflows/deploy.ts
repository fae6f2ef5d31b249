import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../app.module.js';
import { asId } from '../../../kernel/index.js';
import {
  loadConfig,
  systemPrincipal,
  UnitOfWork,
  withRoles,
  type AppConfig,
} from '../../../platform/index.js';
import { DefinitionStore } from '../../../workflow/index.js';
import { EXIT, type Command } from '../command.js';
import { connected, ownerUrlOf, requireSchema, withDatabaseOf } from '../database.js';

/** Hashes of what is deployed already. */
function deployedHashes(url: string): Promise<ReadonlySet<string>> {
  return connected(url, async (dataSource) => {
    await requireSchema(dataSource);
    const rows = await dataSource.query<{ hash: string }[]>(`SELECT hash FROM workflow_definition`);
    return new Set(rows.map(({ hash }) => hash));
  });
}

/** Starts the application for a moment: every start deploys, with the guards and effects of this program known. */
async function deploy(config: AppConfig) {
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, [])), {
    logger: false,
    abortOnError: false,
  });
  try {
    const store = app.get(DefinitionStore);
    return await app.get(UnitOfWork).run(systemPrincipal(asId('system')), (tx) => store.listActive(tx));
  } finally {
    await app.close();
  }
}

/** Checks and deploys the definitions of this program, as every start does. */
export const workflowsDeploy: Command = {
  name: 'workflows deploy',
  summary: {
    de: 'Liefert die Prozessdefinitionen dieses Programms aus (tut auch jeder Start).',
    en: 'Deploys the process definitions of this program (every start does, too).',
  },
  run: (_options, terminal) =>
    withDatabaseOf(loadConfig(), async (config) => {
      const before = await deployedHashes(ownerUrlOf(config));
      const active = await deploy(config);
      for (const { key, version, hash } of active) {
        const news = before.has(hash) ? 'unverändert · unchanged' : 'neu · new              ';
        terminal.say(`${news}  ${key}/${version}  ${hash.slice(0, 12)}`);
      }
      terminal.say(`${active.length} Definitionen sind aktiv. · ${active.length} definitions are active.`);
      return EXIT.ok;
    }),
};
