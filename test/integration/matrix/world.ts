import { randomUUID } from 'node:crypto';
import { CloseCase } from '../../../src/cases/application/close-case.js';
import { OpenCase } from '../../../src/cases/index.js';
import { CalendarFeeds } from '../../../src/conferences/invitations/application/calendar-feeds.js';
import {
  DEMONSTRATION_ISSUER,
  DirectoryWriter,
  LoginAccounts,
  type OrgTypeCode,
} from '../../../src/directory/index.js';
import { asId, type RegionId, type StaffId, type UnitId } from '../../../src/kernel/index.js';
import {
  AppConfig,
  systemPrincipal,
  UnitOfWork,
  type Principal,
  type StaffRole,
} from '../../../src/platform/index.js';
import { BreakGlass } from '../../../src/sharing/application/break-glass.js';
import { DataBreaches } from '../../../src/sharing/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { aPerson, CaseWork, key } from '#test/builders/case-work.js';
import { idOf, OTHER_ROOM, REGION, ROOM, staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { SUBJECTS, type Actor } from './actors.js';
import { calendarPlanning } from './calendar-world.js';
import { CaseWorld } from './case-world.js';
import { MatrixClient } from './client.js';
import { PendingWorld } from './pending-world.js';
import { KINDS, type Ids } from './slots.js';
import { StructureWorld } from './structure-world.js';

const FAR_REGION: RegionId = asId('buchental');

/** Units that the actors act for, where it is not the one that leads the case. */
const UNIT_OF: Partial<Record<Actor, string>> = {
  participant: unit('jobcenter'),
  participantHead: unit('jobcenter'),
  formerParticipant: unit('sozialamt'),
  otherUnit: unit('beratung2'),
  chair: unit('ki'),
  projectLead: unit('projekt'),
};

/** What stands behind the doors: a case with everything, another one of other people, one of another region. */
export class World {
  private constructor(
    readonly test: TestApp,
    readonly client: MatrixClient,
    /** The case that the actors stand to as their names say. */
    readonly own: Ids,
    /** The case of `otherUnit`, whose identifiers nobody else may know. */
    readonly other: Ids,
    /** The case of `otherRegion`, with unit and staff there. */
    readonly far: Ids,
    private readonly revisions: ReadonlyMap<string, number>,
    private readonly unitOf: Readonly<Partial<Record<Actor, string>>>,
  ) {}

  /** Starts a server and makes everything behind its doors. */
  static async build(): Promise<World> {
    const test = await TestApp.start();
    try {
      return await World.make(test);
    } catch (error) {
      await test.stop();
      throw error;
    }
  }

  private static async make(test: TestApp): Promise<World> {
    const volunteerUnit = await addVolunteers(test);
    const far = await farCase(test);
    await new CaseWork(test).openCase();
    const other = await new CaseWorld(test, {
      word: 'Birkhuhn',
      lead: 'otherLead',
      leadUnit: 'beratung2',
      partner: 'asylblg',
      former: 'agentur',
      chair: 'moderation2',
      recorder: 'protokoll2',
      room: OTHER_ROOM,
      person: SUBJECTS.otherClient,
    }).build();
    const own = await new CaseWorld(test, {
      word: 'Amsel',
      lead: 'lead',
      leadUnit: 'beratung',
      partner: 'jobcenter',
      former: 'sozialamt',
      chair: SUBJECTS.chair,
      recorder: 'protokoll',
      room: ROOM,
      person: SUBJECTS.client,
    }).build();
    const pending = await new PendingWorld(test).build(asId(own.caseId ?? ''));
    const client = await MatrixClient.start(test);
    const structure = await new StructureWorld(test, client).build();
    const units = {
      unitId: unit('beratung'),
      partnerUnitId: unit('jobcenter'),
      leavingUnitId: unit('jobcenter'),
      strangeUnitId: unit('abh'),
      organisationId: idOf<string>('organisation', 'ki'),
    };
    const common = { ...structure, roomId: ROOM };
    const emergency = { breakGlassId: await emergencyAccess(test, own.caseId ?? '') };
    const breachId = await breach(test, own.personId ?? '');
    const ownIds = {
      breachId,
      ...common,
      ...units,
      ...own,
      ...emergency,
      ...pending,
      staffId: staffId('colleague'),
      feedId: await calendarFeed(test),
      ...(await calendarPlanning(test, own.conferenceId ?? '')),
      workItemId: await workItem(test, own.caseId ?? ''),
      ...(await caseCourse(test, own.caseId ?? '', units)),
    };
    const otherUnits = { unitId: unit('beratung2'), partnerUnitId: unit('asylblg') };
    const otherIds = { ...other, ...otherUnits, workItemId: await workItem(test, other.caseId ?? '') };
    const unitOf = { ...UNIT_OF, volunteer: volunteerUnit, otherRegion: far.unitId ?? '' };
    const revisions = await revisionsOf(test);
    return new World(test, client, complete(ownIds), complete(otherIds), complete(far), revisions, unitOf);
  }

  async stop(): Promise<void> {
    await this.test.stop();
  }

  /** The case, with the units that somebody would act for and towards. */
  seenBy(actor: Actor, ids: Ids = this.own): Ids {
    const unitId = this.unitOf[actor];
    if (unitId === undefined) return ids;
    return { ...ids, unitId, partnerUnitId: unitId === ids.partnerUnitId ? ids.unitId : ids.partnerUnitId };
  }

  /** Folder of the installation, where its keys lie. */
  get dataDir(): string {
    return this.test.app.get(AppConfig).dataDir;
  }

  /** Puts in the revision that the thing has which the input names. */
  withRevisions(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const input = variables['input'] as Readonly<Record<string, unknown>> | undefined;
    if (!input || !('expectedRevision' in input)) return variables;
    const id = ['conferenceId', 'processId', 'workItemId'].map((name) => input[name]).find(Boolean);
    return { input: { ...input, expectedRevision: this.revisions.get(String(id)) ?? 1 } };
  }
}

/** A link of the case lead for their calendar program. */
async function calendarFeed(test: TestApp): Promise<string> {
  const made = await test.get(CalendarFeeds).create(await test.staff('lead'), { idempotencyKey: key() });
  return valueOf(made).feedId;
}

/** Kinds without a thing of their own have an identifier that nothing has. */
function complete(ids: Partial<Ids>): Ids {
  const entries = KINDS.map((kind) => [kind, ids[kind] ?? randomUUID()] as const);
  return Object.fromEntries(entries) as Ids;
}

async function addUnit(test: TestApp, region: RegionId, name: string, type: OrgTypeCode): Promise<UnitId> {
  const id = asId<UnitId>(randomUUID());
  const units = [{ id, name, type, contactFunction: 'Servicestelle' }];
  await test
    .get(UnitOfWork)
    .run(systemPrincipal(region), (tx) =>
      test.get(DirectoryWriter).addOrganisation(tx, { id: asId(randomUUID()), name, units }),
    );
  return id;
}

async function addStaff(
  test: TestApp,
  region: RegionId,
  subject: string,
  roles: readonly { readonly unitId: UnitId; readonly role: StaffRole }[],
): Promise<StaffId> {
  const id = asId<StaffId>(randomUUID());
  const setup = { id, displayName: subject, jobFunction: subject, validFrom: '2020-01-01', roles };
  await test.get(UnitOfWork).run(systemPrincipal(region), async (tx) => {
    await test.get(DirectoryWriter).addStaff(tx, setup);
    await test.get(LoginAccounts).linkStaff(tx, subject, id);
  });
  return id;
}

/** A language mediator without a role, and the volunteer agency. */
async function addVolunteers(test: TestApp): Promise<string> {
  await addStaff(test, REGION, SUBJECTS.mediator, []);
  const unitId = await addUnit(test, REGION, 'Freiwilligenagentur Ahorntal', 'VOLUNTEER_AGENCY');
  await addStaff(test, REGION, SUBJECTS.volunteer, [{ unitId, role: 'CASEWORKER' }]);
  return unitId;
}

async function principalOf(test: TestApp, subject: string): Promise<Principal> {
  const principal = await test.get(LoginAccounts).find(DEMONSTRATION_ISSUER, subject);
  if (!principal) throw new Error(`No account: ${subject}`);
  return principal;
}

async function farCase(test: TestApp): Promise<Partial<Ids>> {
  await test
    .get(UnitOfWork)
    .run(systemPrincipal(FAR_REGION), (tx) => test.get(DirectoryWriter).addRegion(tx, 'Buchental', false));
  const unitId = await addUnit(test, FAR_REGION, 'Beratungsstelle Buche', 'WELFARE_PROVIDER');
  const leadId = await addStaff(test, FAR_REGION, SUBJECTS.otherRegion, [{ unitId, role: 'CASE_MANAGER' }]);
  const lead = await principalOf(test, SUBJECTS.otherRegion);
  const { caseId } = valueOf(
    await test.get(OpenCase).execute(lead, {
      idempotencyKey: key(),
      person: aPerson(),
      leadUnitId: unitId,
      intensity: 'CASE_MANAGEMENT',
      concern: 'Cormoran',
    }),
  );
  const { processId } = valueOf(
    await test
      .get(StartProcess)
      .execute(lead, { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' }),
  );
  const units = { unitId, partnerUnitId: unitId, strangeUnitId: unitId, leavingUnitId: unitId };
  return { caseId, processId, ...units, staffId: leadId };
}

async function breach(test: TestApp, personId: string): Promise<string> {
  const recorded = await test.get(DataBreaches).record(await test.staff('datenschutz'), {
    idempotencyKey: key(),
    unitId: unit('beratung'),
    kinds: ['CONFIDENTIALITY'],
    categories: ['WORK'],
    noticedAt: test.clock.now().toString(),
    facts: 'Eine Liste ging an eine falsche Adresse.',
    personsEstimated: 1,
    personIds: [asId(personId)],
  });
  return valueOf(recorded).breachId;
}

async function emergencyAccess(test: TestApp, caseId: string): Promise<string> {
  const input = { idempotencyKey: key(), caseId: asId(caseId), reason: 'DANGER', reference: 'T-17' } as const;
  const asked = await test.get(BreakGlass).request(await test.staff('administration'), input as never);
  return valueOf(asked).id;
}

/** An offer to the partner to lead the case, and another case of the same lead that is closed. */
async function caseCourse(
  test: TestApp,
  caseId: string,
  { unitId, partnerUnitId }: Pick<Ids, 'unitId' | 'partnerUnitId'>,
): Promise<Partial<Ids>> {
  const leadOfferId = randomUUID();
  await test.rows(
    `INSERT INTO case_lead_offer (region_id, id, case_id, from_unit_id, to_unit_id, former_lead_stays, offered_by,
                                  offered_at)
     VALUES ($1, $2, $3, $4, $5, false, $6, $7)`,
    [REGION, leadOfferId, caseId, unitId, partnerUnitId, staffId('lead'), test.clock.now().toString()],
  );
  const closedCaseId = await new CaseWork(test).openCase();
  const closing = { idempotencyKey: key(), caseId: closedCaseId, reason: 'NO_CONTACT' as const };
  valueOf(await test.get(CloseCase).execute(await test.staff('lead'), closing));
  return { leadOfferId, closedCaseId };
}

/** What the partner has to do in a case: the task that the conference gave it. */
async function workItem(test: TestApp, caseId: string): Promise<string> {
  const [row] = await test.rows<{ id: string }>(
    `SELECT w.id FROM work_item w
     JOIN process p ON p.region_id = w.region_id AND p.id = w.process_id AND p.subject_type = 'task'
     JOIN task t ON t.region_id = p.region_id AND t.id = p.subject_id WHERE t.case_id = $1`,
    [caseId],
  );
  if (!row) throw new Error('The conference gave no task');
  return row.id;
}

async function revisionsOf(test: TestApp): Promise<ReadonlyMap<string, number>> {
  const rows = await test.rows<{ id: string; subject: string; revision: number }>(
    `SELECT id, subject_id::text AS subject, revision FROM process
     UNION ALL SELECT id, id::text, revision FROM work_item`,
  );
  return new Map(rows.flatMap(({ id, subject, revision }) => [[subject, revision] as const, [id, revision]]));
}
