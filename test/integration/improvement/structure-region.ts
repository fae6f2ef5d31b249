import type { UnitId } from '../../../src/kernel/index.js';
import { newId, type Principal, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureServer } from './structure-server.js';

const THEME_FIELDS = `id title state findingsCount isGenerative assignments {
  id workingGroupName groupIsNew reason answerDueOn answer refusalReason answerComment }`;
const THEME = `... on ThemePayload { theme { ${THEME_FIELDS} } }`;
const GROUP = `... on WorkingGroupPayload { workingGroup { id name vacantSelfRepresentation foundedFromTheme { id }
  members { seat unit { name } } } }`;

type Input = Readonly<Record<string, unknown>>;

/** A theme as the tests look at it. */
export interface ThemeAnswer {
  readonly id: string;
  readonly state: string;
  readonly findingsCount: number | null;
  readonly isGenerative: boolean;
  readonly assignments: readonly { readonly id: string; readonly [field: string]: unknown }[];
}

/** The theme in an answer; anything else is a failure of the test. */
export function themeOf(answer: Input): ThemeAnswer {
  if (!answer['theme']) throw new Error(JSON.stringify(answer));
  return answer['theme'] as ThemeAnswer;
}

/** Who takes part in the tests of the structure level. */
interface Cast {
  readonly units: readonly UnitId[];
  /** One of each unit. */
  readonly authors: readonly StaffPrincipal[];
  /** The coordination. */
  readonly lead: StaffPrincipal;
  readonly steering: StaffPrincipal;
  /** Speaks for the unit that leads the groups. */
  readonly groupLead: StaffPrincipal;
  readonly transport: UnitId;
  readonly refugees: UnitId;
}

async function castOf(server: StructureServer): Promise<Cast> {
  const coordination = await server.unit('Koordination', 'KIM_COORDINATION');
  const transport = await server.unit('Verkehrsplanung', 'NETWORK');
  const social = await server.unit('Sozialamt', 'SOCIAL_WELFARE_OFFICE');
  const units = [
    await server.unit('Beratung', 'WELFARE_PROVIDER'),
    await server.unit('Jobcenter', 'JOBCENTER'),
    social,
  ];
  return {
    units,
    authors: await Promise.all(units.map((unit) => server.staff('Fachkraft', [unit, 'CASEWORKER']))),
    lead: await server.staff('Projektleitung', [coordination, 'PROJECT_LEAD']),
    steering: await server.staff('Lenkungsgruppe', [social, 'STEERING_MEMBER']),
    groupLead: await server.staff('AG-Leitung', [transport, 'UNIT_LEAD']),
    transport,
    refugees: await server.unit('Flüchtlingshilfe', 'REFUGEE_ORGANISATION'),
  };
}

/** A server with units and staff of the structure level, and its steps in one line each. */
export class StructureRegion {
  private themes = 0;

  private constructor(
    readonly server: StructureServer,
    readonly cast: Cast,
  ) {}

  static async start(): Promise<StructureRegion> {
    const server = await StructureServer.start();
    return new StructureRegion(server, await castOf(server));
  }

  /** Released findings, of as many units as told in turn. */
  async findings(count: number, ofUnits = 3): Promise<string[]> {
    const { authors, units, lead } = this.cast;
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const reported = await this.server.mutate(
        authors[index % ofUnits] as StaffPrincipal,
        'reportFinding',
        {
          text: 'Der Bus in den Kursort fährt nach 18 Uhr nicht mehr.',
          kind: 'ACCESS_BARRIER',
          lifeArea: 'MOBILITY',
          bodyTypes: ['NETWORK'],
          severity: 2,
          origin: { kind: 'FREE' },
          originUnitId: units[index % ofUnits],
          anonymisationConfirmed: true,
        },
        '... on FindingPayload { finding { id } }',
      );
      const { id: findingId } = reported['finding'] as { id: string };
      await this.server.mutate(lead, 'releaseFinding', { findingId, anonymisationConfirmed: true }, '');
      ids.push(findingId);
    }
    return ids;
  }

  async createTheme(by: Principal, input: Input = {}) {
    const theme = {
      // Numbered: the digits of a random identifier can look like a telephone number.
      title: `Mobilität ${(this.themes += 1)}`,
      description: 'Ohne Auto ist der Weg zu Kurs und Arbeit weit.',
      findingIds: [],
    };
    const fields = `${THEME} ... on AnonymisationDoubtful { hints }`;
    return this.server.mutate(by, 'createTheme', { ...theme, ...input }, fields);
  }

  async theme(by: Principal, id: string): Promise<ThemeAnswer> {
    const query = `query ($id: ID!) { theme(id: $id) { ${THEME_FIELDS} } }`;
    return themeOf((await this.server.ask(by, query, { id })).data ?? {});
  }

  async foundGroup(by: Principal, input: Input = {}) {
    const group = {
      name: `AG ${newId()}`,
      mandate: 'Wege zu Kurs und Arbeit verbessern.',
      leadUnitId: this.cast.transport,
      members: [],
    };
    return this.server.mutate(by, 'foundWorkingGroup', { ...group, ...input }, GROUP);
  }

  /** Id of a new group. */
  async group(input: Input = {}): Promise<string> {
    return ((await this.foundGroup(this.cast.lead, input))['workingGroup'] as { id: string }).id;
  }

  async assign(by: Principal, themeId: string, workingGroupId: string, input: Input = {}) {
    const refused = '... on TransitionRejected { currentStates failedGuards { guard } }';
    const assignment = { themeId, workingGroupId, reason: 'Passt zum Auftrag.', ...input };
    return this.server.mutate(by, 'assignTheme', assignment, `${THEME} ${refused}`);
  }

  /** Answers the newest offer of a theme. */
  async answer(by: Principal, theme: ThemeAnswer, input: Input) {
    const assignmentId = theme.assignments.at(-1)?.id;
    return this.server.mutate(by, 'answerThemeAssignment', { assignmentId, ...input }, THEME);
  }
}
