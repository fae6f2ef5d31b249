import { randomUUID } from 'node:crypto';
import { ProgrammeRegister } from '../../../src/improvement/index.js';
import { key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import type { TestApp } from '#test/support/test-app.js';
import type { Actor } from './actors.js';
import { bodyOf, type MatrixClient } from './client.js';
import type { Ids } from './slots.js';

type Payload = Readonly<Record<string, { readonly id: string; readonly [field: string]: unknown }>>;

/** The level of structures: a programme, a finding on its way to a measure. */
export class StructureWorld {
  constructor(
    private readonly test: TestApp,
    private readonly client: MatrixClient,
  ) {}

  /** Makes it. @returns Identifiers of what it consists of. */
  async build(): Promise<Partial<Ids>> {
    const programmeId = randomUUID();
    await this.test.tx((tx) =>
      this.test.get(ProgrammeRegister).add(tx, {
        id: programmeId as never,
        name: 'Ahorntal lernt',
        purpose: 'Wege verbessern',
        leadUnitId: unit('projekt'),
        caseTarget: 10,
        startsOn: '2026-01-01',
        endsOn: null,
      }),
    );
    const findingId = await this.finding();
    const { workingGroup } = await this.run(
      'projectLead',
      'foundWorkingGroup',
      {
        name: 'AG Wege',
        mandate: 'Wege zu Kurs und Arbeit verbessern.',
        leadUnitId: unit('jobcenter'),
        members: [],
      },
      '... on WorkingGroupPayload { workingGroup { id } }',
    );
    const workingGroupId = workingGroup?.id ?? '';
    const themeId = await this.theme('Wege am Abend', programmeId, [findingId]);
    const accepted = await this.assigned(themeId, workingGroupId);
    const answer = { assignmentId: accepted, answer: 'ACCEPTED' };
    await this.run(
      'participantHead',
      'answerThemeAssignment',
      answer,
      '... on ThemePayload { theme { id } }',
    );
    const measureId = await this.measure(themeId);
    const assignmentId = await this.assigned(
      await this.theme('Kurse am Abend', programmeId, []),
      workingGroupId,
    );
    return { programmeId, findingId, themeId, workingGroupId, assignmentId, measureId };
  }

  private async theme(title: string, programmeId: string, findingIds: readonly string[]): Promise<string> {
    const description = 'Ohne Auto ist der Weg zu Kurs und Arbeit weit.';
    const input = { title, description, findingIds, programmeId };
    const { theme } = await this.run(
      'projectLead',
      'createTheme',
      input,
      '... on ThemePayload { theme { id } }',
    );
    return theme?.id ?? '';
  }

  /** @returns The offer to the group. */
  private async assigned(themeId: string, workingGroupId: string): Promise<string> {
    const input = { themeId, workingGroupId, reason: 'Passt zum Auftrag.' };
    const fields = '... on ThemePayload { theme { id assignments { id } } }';
    const { theme } = await this.run('projectLead', 'assignTheme', input, fields);
    const assignments = (theme?.['assignments'] ?? []) as readonly { readonly id: string }[];
    return assignments.at(-1)?.id ?? '';
  }

  private async measure(themeId: string): Promise<string> {
    const input = {
      themeId,
      title: 'Abendbus',
      ownerUnitId: unit('jobcenter'),
      dueOn: '2026-09-01',
      reviewOn: '2026-12-01',
      indicator: 'Fahrten am Abend',
      indicatorBaseline: '0',
      indicatorTarget: '4',
    };
    const fields = '... on MeasurePayload { measure { id } }';
    const { measure } = await this.run('projectLead', 'planMeasure', input, fields);
    return measure?.id ?? '';
  }

  private async finding(): Promise<string> {
    const input = {
      text: 'Der Bus in den Kursort fährt abends nicht mehr.',
      kind: 'ACCESS_BARRIER',
      lifeArea: 'MOBILITY',
      bodyTypes: ['NETWORK'],
      severity: 2,
      origin: { kind: 'FREE' },
      originUnitId: unit('beratung'),
      anonymisationConfirmed: true,
    };
    const fields = '... on FindingPayload { finding { id } }';
    const { finding } = await this.run('caseLead', 'reportFinding', input, fields);
    const findingId = finding?.id ?? '';
    await this.run('projectLead', 'releaseFinding', { findingId, anonymisationConfirmed: true }, fields);
    return findingId;
  }

  private async run(actor: Actor, field: string, input: object, fields: string): Promise<Payload> {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) {
      ${field}(input: $input) { __typename ${fields} ... on UserFacingError { code message } } }`;
    const answer = await this.client.ask(actor, query, { input: { ...input, idempotencyKey: key() } });
    const { data, errors } = bodyOf(answer);
    const payload = data?.[field] as Payload | undefined;
    if (!payload || errors || 'code' in payload) throw new Error(`${field}: ${answer.text}`);
    return payload;
  }
}
