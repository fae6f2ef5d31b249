import type { INestApplicationContext } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  AddCaseToProgramme,
  CASE_GROUPS,
  FoundWorkingGroup,
  ProgrammeRegister,
} from '../../improvement/index.js';
import type { CaseId, ProgrammeId, UnitId } from '../../kernel/index.js';
import { UnitOfWork, type StaffPrincipal } from '../../platform/index.js';
import { demoId } from './lippe-directory.js';
import { CASE_TARGET, EXISTING_GROUPS, PROGRAMME_NAME } from './lippe-story-facts.js';
import { weekday, type SeedClock } from './seed-clock.js';
import { demoStaff, must } from './seed-parts.js';

const PROGRAMME_ID = demoId<ProgrammeId>('programme');
/** How long the programme has been running when the demonstration begins. */
const RUNNING = { days: 365 } as const;
/** When the existing groups were founded, before the programme began. */
const GROUPS_FOUNDED = { days: 900 } as const;

/** Seeds the programme, its case studies, and the working groups that existed before it. */
export class StructureSeed {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SeedClock,
  ) {}

  /**
   * Sets up the programme.
   *
   * @returns Day on which the demonstration was first seeded; it is read from the programme's begin.
   */
  async addProgramme(): Promise<Temporal.PlainDate> {
    this.clock.reset();
    const startsOn = this.clock.today().subtract(RUNNING).toString();
    const register = this.app.get(ProgrammeRegister);
    const stored = await this.app
      .get(UnitOfWork)
      .run(await demoStaff(this.app, 'projektleitung'), async (tx) => {
        await register.add(tx, {
          id: PROGRAMME_ID,
          name: PROGRAMME_NAME,
          purpose: `Aus ${CASE_TARGET} Einzelfällen ein Handlungskonzept für ein einheitliches Einwanderungsmanagement in Lippe erarbeiten (Demonstration).`,
          leadUnitId: demoId<UnitId>('unit:projekt'),
          caseTarget: CASE_TARGET,
          startsOn,
          endsOn: null,
        });
        return register.get(tx, PROGRAMME_ID);
      });
    return Temporal.PlainDate.from(stored.startsOn).add(RUNNING);
  }

  /** Counts a seeded case as case study; the cases are spread over all groups but the one without a name. */
  async addCase(index: number, caseId: CaseId, lead: StaffPrincipal): Promise<void> {
    const groups = CASE_GROUPS.filter((group) => group !== 'NOT_NAMED');
    must(
      await this.app.get(AddCaseToProgramme).execute(lead, {
        idempotencyKey: `seed-lippe-programme-case-${index}`,
        programmeId: PROGRAMME_ID,
        caseId,
        caseGroup: groups[index % groups.length] ?? 'NOT_NAMED',
      }),
    );
  }

  /** Registers the groups that exist already. */
  async addGroups(today: Temporal.PlainDate): Promise<void> {
    const founded = weekday(today.subtract(GROUPS_FOUNDED)).toString();
    await this.addGroup(founded, EXISTING_GROUPS.language, {
      mandate: 'Sorgt dafür, dass Schreiben und Formulare der beteiligten Stellen verstanden werden.',
      leadUnit: 'ki',
      members: ['abh-kreis', 'abh-detmold', 'sozialamt', 'jobcenter'],
    });
    await this.addGroup(founded, EXISTING_GROUPS.training, {
      mandate: 'Stimmt die Begleitung junger Menschen von der Schule bis zum Abschluss der Ausbildung ab.',
      leadUnit: 'jobcenter',
      members: ['agentur', 'jugendamt', 'netzwerk'],
    });
  }

  private async addGroup(
    foundedOn: string,
    { key, name }: { readonly key: string; readonly name: string },
    group: { readonly mandate: string; readonly leadUnit: string; readonly members: readonly string[] },
  ): Promise<void> {
    must(
      await this.app.get(FoundWorkingGroup).execute(await demoStaff(this.app, 'projektleitung'), {
        idempotencyKey: `seed-lippe-group-${key}`,
        name,
        mandate: group.mandate,
        leadUnitId: demoId<UnitId>(`unit:${group.leadUnit}`),
        foundedOn,
        members: [
          ...group.members.map((unit) => ({
            unitId: demoId<UnitId>(`unit:${unit}`),
            seat: 'MEMBER' as const,
          })),
          { unitId: demoId<UnitId>('unit:fluechtlingshilfe'), seat: 'SELF_REPRESENTATION' as const },
        ],
      }),
    );
  }
}
