import { StoryFailed } from '../story-failed.js';
import { dayText } from '../story-dates.js';
import { PROGRAMME_ID, unit, type Stage, type StoryCase } from '../stage.js';
import { THEMES, type NewGroup, type ThemeLine } from './structure-content.js';

const LEAD = 'projektleitung';

/** What one case teaches becomes work on the structure: findings, themes, working groups, measures. */
export async function tellStructure(
  stage: Stage,
  story: StoryCase,
  { conferenceId }: { readonly conferenceId: string },
): Promise<void> {
  const { narrator } = stage;
  narrator.chapter(9, 'Vom Einzelfall zur Struktur');
  narrator.tell(
    'Was Selam erlebt, erleben andere auch. Das Fallmanagement meldet aus der Fallkonferenz vier Befunde, ohne Namen, Tag ' +
      'und Nummer. Ein zweites Augenpaar, die Projektleitung, prüft und gibt sie frei:',
  );
  const themes = [];
  for (const line of THEMES) themes.push({ line, id: await report(stage, line, conferenceId) });
  narrator.list(THEMES.map(({ finding }) => finding.text));
  narrator.tell(
    'Die Projektleitung führt sie zu Themen zusammen und fragt zuerst: Gibt es schon eine Gruppe dafür?',
  );
  for (const { line, id } of themes) await handOver(stage, line, id);
  narrator.list(THEMES.map(sentenceOf));
  narrator.tell(
    'In jeder Gruppe sitzt die Selbstvertretung: Die Flüchtlingshilfe Lippe spricht mit, es wird nicht nur über Zugewanderte ' +
      'gesprochen. Die neuen Gruppen vereinbaren je eine Maßnahme, die jemandem gehört und sich messen lässt:',
  );
  for (const { line, id } of themes) {
    if (line.group.kind === 'NEW') await plan(stage, story, line.key, line.group, id);
  }
  narrator.list(THEMES.flatMap(({ group }) => (group.kind === 'NEW' ? [measureSentence(group, story)] : [])));
}

/** @returns Id of the theme that the released finding became. */
async function report({ client }: Stage, line: ThemeLine, conferenceId: string): Promise<string> {
  const { finding } = await client.command<{ finding: { id: string } }>({
    actor: 'fallmanagement.awo',
    step: `finding-${line.key}`,
    name: 'reportFinding',
    input: {
      ...line.finding,
      programmeId: PROGRAMME_ID,
      severity: 2,
      origin: { kind: 'CONFERENCE', id: conferenceId },
      originUnitId: unit('awo'),
      anonymisationConfirmed: true,
    },
    select: '... on FindingPayload { finding { id } }',
  });
  await client.command({
    actor: LEAD,
    step: `release-${line.key}`,
    name: 'releaseFinding',
    input: { findingId: finding.id, anonymisationConfirmed: true },
    select: '... on FindingPayload { finding { id } }',
  });
  const { theme } = await client.command<{ theme: { id: string } }>({
    actor: LEAD,
    step: `theme-${line.key}`,
    name: 'createTheme',
    input: {
      programmeId: PROGRAMME_ID,
      title: line.title,
      description: line.description,
      findingIds: [finding.id],
    },
    select: '... on ThemePayload { theme { id } }',
  });
  return theme.id;
}

/** Offers the theme to its group, founding it when needed; the group accepts through the unit that leads it. */
async function handOver(stage: Stage, line: ThemeLine, themeId: string): Promise<void> {
  const { client } = stage;
  const { group } = line;
  const workingGroupId =
    group.kind === 'NEW' ? await found(stage, line.key, group, themeId) : await findGroup(stage, group.name);
  const { theme } = await client.command<{ theme: { assignments: readonly { id: string }[] } }>({
    actor: LEAD,
    step: `assign-${line.key}`,
    name: 'assignTheme',
    input: {
      themeId,
      workingGroupId,
      reason: group.kind === 'NEW' ? 'Die Gruppe wurde für dieses Thema gegründet.' : group.reason,
      existingGroupsConsidered: group.kind === 'NEW' ? group.considered : null,
    },
    select: '... on ThemePayload { theme { assignments { id } } }',
  });
  await client.command({
    actor: group.speaker,
    step: `accept-${line.key}`,
    name: 'answerThemeAssignment',
    input: { assignmentId: theme.assignments[0]?.id, answer: 'ACCEPTED' },
    select: '... on ThemePayload { theme { id } }',
  });
}

async function found({ client }: Stage, key: string, group: NewGroup, themeId: string): Promise<string> {
  const { workingGroup } = await client.command<{ workingGroup: { id: string } }>({
    actor: LEAD,
    step: `found-${key}`,
    name: 'foundWorkingGroup',
    input: {
      name: group.name,
      mandate: group.mandate,
      leadUnitId: unit(group.leadUnit),
      foundedFromThemeId: themeId,
      members: [
        ...group.members.map((member) => ({ unitId: unit(member), seat: 'MEMBER' })),
        { unitId: unit('fluechtlingshilfe'), seat: 'SELF_REPRESENTATION' },
      ],
    },
    select: '... on WorkingGroupPayload { workingGroup { id } }',
  });
  return workingGroup.id;
}

async function findGroup({ client }: Stage, name: string): Promise<string> {
  const { workingGroups } = await client.read<{
    workingGroups: readonly { readonly id: string; readonly name: string }[];
  }>(LEAD, '{ workingGroups { id name } }');
  const group = workingGroups.find((candidate) => candidate.name === name);
  if (group) return group.id;
  throw new StoryFailed(`Die Gruppe „${name}“ gibt es auf diesem Server nicht; npm run reset legt sie an.`);
}

async function plan(
  { client }: Stage,
  { dates }: StoryCase,
  key: string,
  group: NewGroup,
  themeId: string,
): Promise<void> {
  const { title, indicator, baseline, target } = group.measure;
  await client.command({
    actor: group.speaker,
    step: `measure-${key}`,
    name: 'planMeasure',
    input: {
      themeId,
      title,
      ownerUnitId: unit(group.leadUnit),
      dueOn: dates.measureDueOn,
      reviewOn: dates.measureReviewOn,
      indicator,
      indicatorBaseline: baseline,
      indicatorTarget: target,
    },
    select: '... on MeasurePayload { measure { id } }',
  });
}

function sentenceOf({ title, group }: ThemeLine): string {
  return group.kind === 'NEW'
    ? `„${title}“: Keine bestehende Gruppe passt. Die ${group.name} wird gegründet und nimmt das Thema an.`
    : `„${title}“: geht an die bestehende Gruppe „${group.name}“. Sie nimmt an.`;
}

function measureSentence({ name, measure }: NewGroup, { dates }: StoryCase): string {
  return (
    `${name}: ${measure.title}. Fällig am ${dayText(dates.measureDueOn)}. Gemessen an: ${measure.indicator}, ` +
    `bisher ${measure.baseline}, Ziel ${measure.target}. Wirkung geprüft am ${dayText(dates.measureReviewOn)}.`
  );
}
