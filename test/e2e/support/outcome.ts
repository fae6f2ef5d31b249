import { nodesOf, type Api, type Page } from './api.js';

/** Everything the story leaves behind, counted and read through the API. */
export interface Outcome {
  readonly figures: Readonly<Record<string, number>>;
  readonly casesOfLead: number;
  readonly storyCases: number;
  /** Kind and state, sorted. */
  readonly consents: readonly string[];
  /** Where the conferences of the case stand, sorted. */
  readonly conferences: readonly string[];
  /** Title and state of the tasks, by account. */
  readonly tasks: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly string[];
  /** Theme, its group and answer, sorted. */
  readonly themes: readonly string[];
  readonly newGroups: readonly string[];
  readonly measures: readonly string[];
  /** Event types in order, by process. */
  readonly events: readonly { readonly process: string; readonly types: readonly string[] }[];
}

const LEAD = 'fallmanagement.awo';
const PROCESS = 'definition { key } activeStates { path } events(first: 100) { edges { node { seq type } } }';

interface ProcessAnswer {
  readonly definition: { readonly key: string };
  readonly activeStates: readonly { readonly path: string }[];
  readonly events: Page<{ readonly seq: number; readonly type: string }>;
}

interface ListedCase {
  readonly id: string;
  readonly person: { readonly names: readonly { readonly givenNames: string | null }[] } | null;
}

interface CaseAnswer {
  readonly processes: readonly ProcessAnswer[];
  readonly consents: readonly { readonly kind: string; readonly state: string }[];
  readonly conferences: readonly { readonly process: ProcessAnswer }[];
}

/** Reads it as the people who may. */
export async function readOutcome(api: Api): Promise<Outcome> {
  const { cases } = await api.ask<{ cases: Page<ListedCase> }>(
    LEAD,
    '{ cases(first: 50) { edges { node { id person { names { givenNames } } } } } }',
  );
  const all = nodesOf(cases);
  const ids = all.flatMap(({ id, person }) =>
    person?.names.some(({ givenNames }) => givenNames === 'Selam') ? [id] : [],
  );
  const own = await Promise.all(ids.map((id) => readCase(api, id)));
  const processes = own.flatMap((one) => [
    ...one.processes,
    ...one.conferences.map((conference) => conference.process),
  ]);
  return {
    ...(await readStructure(api)),
    casesOfLead: all.length,
    storyCases: own.length,
    consents: own.flatMap((one) => one.consents.map(({ kind, state }) => `${kind} ${state}`)).sort(),
    conferences: own
      .flatMap((one) =>
        one.conferences.map(({ process }) => process.activeStates.map(({ path }) => path).join()),
      )
      .sort(),
    tasks: await readTasks(api),
    events: processes.map(({ definition, events }) => ({
      process: definition.key,
      types: nodesOf(events).map(({ seq, type }) => `${seq} ${type}`),
    })),
  };
}

async function readCase(api: Api, id: string): Promise<CaseAnswer> {
  const answer = await api.ask<{ case: CaseAnswer }>(
    LEAD,
    `query ($id: ID!) { case(id: $id) { processes { ${PROCESS} } consents { kind state }
       conferences { process { ${PROCESS} } } } }`,
    { id },
  );
  return answer.case;
}

async function readTasks(api: Api): Promise<Readonly<Record<string, readonly string[]>>> {
  interface TaskAnswer {
    readonly title: string;
    readonly process: { readonly activeStates: readonly { readonly path: string }[] };
  }
  const accounts = ['fallmanagement.awo', 'jobcenter', 'leistung.detmold', 'person'];
  const lists = accounts.map(async (account) => {
    const { tasks } = await api.ask<{ tasks: Page<TaskAnswer> }>(
      account,
      '{ tasks(first: 50, onlyOpen: false) { edges { node { title process { activeStates { path } } } } } }',
    );
    const lines = nodesOf(tasks).map(
      ({ title, process }) => `${title}: ${process.activeStates[0]?.path ?? ''}`,
    );
    return [account, lines.sort()] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}

async function readStructure(
  api: Api,
): Promise<Pick<Outcome, 'figures' | 'findings' | 'themes' | 'newGroups' | 'measures'>> {
  interface Structure {
    readonly programmes: readonly { readonly figures: Readonly<Record<string, number>> }[];
    readonly findings: Page<{ readonly text: string; readonly released: boolean }>;
    readonly themes: Page<{
      readonly title: string;
      readonly assignments: readonly {
        readonly workingGroupName: string;
        readonly groupIsNew: boolean;
        readonly answer: string;
      }[];
    }>;
    readonly workingGroups: readonly { readonly name: string; readonly foundedFromTheme: object | null }[];
    readonly measures: Page<{
      readonly title: string;
      readonly indicator: string;
      readonly dueOn: string;
      readonly ownerUnit: { readonly name: string };
    }>;
  }
  const answer = await api.ask<Structure>(
    'projektleitung',
    `{ programmes { figures { casesCount conferencesHeld conferencesPlanned conferencesBlocked themesCount
         measuresCount } }
       findings(first: 50) { edges { node { text released } } }
       themes(first: 50) { edges { node { title assignments { workingGroupName groupIsNew answer } } } }
       workingGroups { name foundedFromTheme { id } }
       measures(first: 50) { edges { node { title indicator dueOn ownerUnit { name } } } } }`,
  );
  return {
    figures: answer.programmes[0]?.figures ?? {},
    findings: nodesOf(answer.findings)
      .filter(({ released }) => released)
      .map(({ text }) => text),
    themes: nodesOf(answer.themes)
      .flatMap(({ title, assignments }) =>
        assignments.map(
          (group) =>
            `${title}: ${group.groupIsNew ? 'neu' : 'bestehend'} ${group.workingGroupName} ${group.answer}`,
        ),
      )
      .sort(),
    newGroups: answer.workingGroups.flatMap(({ name, foundedFromTheme }) => (foundedFromTheme ? [name] : [])),
    measures: nodesOf(answer.measures).map(({ title, ownerUnit }) => `${ownerUnit.name}: ${title}`),
  };
}
