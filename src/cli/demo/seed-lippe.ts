import { NestFactory } from '@nestjs/core';
import { DirectoryWriter, LoginAccounts } from '../../directory/index.js';
import { ConferencesSeed } from './seed-conferences.js';
import { RoomReader } from '../../conferences/index.js';
import {
  asId,
  ok,
  type OrganisationId,
  type RegionId,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import { systemPrincipal } from '../../platform/jobs/index.js';
import { CommandRunner, UnitOfWork, withRoles, type AppConfig, type Tx } from '../../platform/index.js';
import { AppModule } from '../../app.module.js';
import {
  demoId,
  DETMOLD,
  KREIS_LIPPE,
  LIPPE_ORGANISATIONS,
  LIPPE_ROOMS,
  LIPPE_STAFF,
} from './lippe-directory.js';
import { SeedClock } from './seed-clock.js';
import { signOffDecisionTables } from './seed-decision-table.js';
import { SEED_COMPLETE } from './seed-once.js';
import { StructureSeed } from './seed-structure.js';

export const LIPPE: RegionId = asId('lippe');
/** Day from which the demonstration's roles hold; before the first seeded conference. */
const ROLES_FROM = '2020-01-01';

/**
 * Seeds the Lippe demonstration through the use cases themselves. May be repeated: what is there stays as it is, and
 * what an interrupted run left out is added.
 */
export async function seedLippe(config: AppConfig): Promise<void> {
  const clock = new SeedClock();
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, []), clock), {
    logger: ['error'],
    abortOnError: false,
  });
  try {
    const principal = systemPrincipal(LIPPE);
    const unitOfWork = app.get(UnitOfWork);
    const writer = app.get(DirectoryWriter);
    const accounts = app.get(LoginAccounts);
    const rooms = app.get(RoomReader);
    await unitOfWork.run(principal, async (tx) => {
      await seedDirectory(tx, writer, accounts);
      for (const room of LIPPE_ROOMS) {
        const organisationId = demoId<OrganisationId>(`organisation:${room.organisation}`);
        await rooms.add(tx, { ...room, id: demoId(`room:${room.key}`), organisationId });
      }
    });
    await signOffDecisionTables(app);
    const structure = new StructureSeed(app, clock);
    const today = await structure.addProgramme();
    await structure.addGroups(today);
    await new ConferencesSeed(app, clock, structure, today).run();
    const input = { idempotencyKey: SEED_COMPLETE };
    await app.get(CommandRunner).run({ name: 'seedLippe', principal, input }, () => Promise.resolve(ok({})));
  } finally {
    await app.close();
  }
}

async function seedDirectory(tx: Tx, writer: DirectoryWriter, accounts: LoginAccounts): Promise<void> {
  await writer.addRegion(tx, 'Lippe (Demonstration)', true);
  await writer.addMunicipality(tx, KREIS_LIPPE);
  await writer.addMunicipality(tx, DETMOLD);
  for (const organisation of LIPPE_ORGANISATIONS) await writer.addOrganisation(tx, organisation);
  for (const { subject, displayName, jobFunction, roles } of LIPPE_STAFF) {
    const id = demoId<StaffId>(`staff:${subject}`);
    await writer.addStaff(tx, {
      id,
      displayName,
      jobFunction,
      validFrom: ROLES_FROM,
      roles: roles.map(([unit, role, mandate]) => ({
        unitId: demoId<UnitId>(`unit:${unit}`),
        role,
        mandate: mandate ?? false,
      })),
    });
    await accounts.linkStaff(tx, subject, id);
  }
}
