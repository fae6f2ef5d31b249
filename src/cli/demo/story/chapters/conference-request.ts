import { PROGRAMME_ID, unit, type Stage, type StoryCase } from '../stage.js';
import type { Recipient } from './declarations.js';

/** The case lead asks for a conference with names. @returns Its id. */
export async function requestConference(
  { client }: Stage,
  story: StoryCase,
  step: string,
  bodies: readonly Recipient[],
): Promise<string> {
  const { conference } = await client.command<{ conference: { id: string } }>({
    actor: 'fallmanagement.awo',
    step: `request-conference-${step}`,
    name: 'requestConference',
    input: {
      caseId: story.id,
      kind: 'LEGAL_SPHERE_TRANSITION',
      mode: 'IDENTIFIED',
      identifiedReason:
        'Die Stellen müssen am selben Tag über dieselbe Zahlung an dieselbe Person entscheiden.',
      guidingQuestion:
        'Wie bleibt der Lebensunterhalt beim Wechsel der Leistung ohne Lücke, und wer tut dafür was bis wann?',
      trigger: 'LEGAL_SPHERE_TRANSITION',
      topic: 'Wechsel der Leistung ohne Lücke',
      convenerUnitId: unit('awo'),
      programmeId: PROGRAMME_ID,
      participants: bodies.map(({ key, categories }) => ({
        unitId: unit(key),
        neededCategories: categories,
      })),
    },
    select: '... on ConferencePayload { conference { id } }',
  });
  return conference.id;
}
