import { CONFERENCES_HELD } from '../../lippe-story-facts.js';
import { readProgramme } from '../programme-figures.js';
import type { Stage } from '../stage.js';

/** The project lead looks at where the programme stands before the story. */
export async function tellProgramme({ client, narrator }: Stage): Promise<void> {
  const { name, caseTarget, figures } = await readProgramme(client);
  narrator.chapter(1, 'Das Projekt');
  narrator.tell(
    'Kreis Lippe und Stadt Detmold wollen Einwanderung einfacher gestalten. Aus Einzelfällen soll ein ' +
      'Handlungskonzept werden. Die Projektleitung öffnet ihre Übersicht. Sie sieht Zahlen, keinen Namen.',
  );
  narrator.list([
    `Projekt „${name}“`,
    `Fälle: ${figures.casesCount} von ${caseTarget}`,
    `Fallkonferenzen: ${figures.conferencesHeld} von ${CONFERENCES_HELD} durchgeführt, ${figures.conferencesPlanned} weitere geplant`,
  ]);
  if (figures.casesCount < caseTarget) {
    narrator.tell('Es fehlt noch ein Fall, und eine Fallkonferenz. Davon handelt diese Geschichte.');
    return;
  }
  narrator.tell(
    'Die Geschichte wurde auf diesem Server schon begonnen. Sie wird noch einmal erzählt; was geschehen ist, ' +
      'geschieht nicht ein zweites Mal. Mit „npm run reset“ beginnt sie neu.',
  );
}
