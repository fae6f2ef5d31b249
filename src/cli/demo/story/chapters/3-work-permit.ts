import { dayText } from '../story-dates.js';
import { sendEvent, type Stage, type StoryCase } from '../stage.js';
import { tellDeadlines, tellPlain } from './process-words.js';

/** First process: an offer of work, and whom it needs. */
export async function tellWorkPermit(stage: Stage, story: StoryCase): Promise<void> {
  const { client, narrator } = stage;
  const { dates } = story;
  narrator.chapter(3, 'Arbeit: die Beschäftigungserlaubnis');
  narrator.tell(
    'Zeitraffer: Was sonst Wochen dauert, geschieht in dieser Vorführung an einem Tag. Noch läuft Selams Asylverfahren. ' +
      'Ein Pflegeheim bietet ihr Arbeit an. Das Fallmanagement beginnt den Vorgang, Selam trägt das Angebot selbst ein, ' +
      'die Ausländerbehörde fragt bei der Bundesagentur an.',
  );
  const started = await client.command<{ process: { id: string } }>({
    actor: 'fallmanagement.awo',
    step: 'start-work-permit',
    name: 'startProcess',
    input: { caseId: story.id, definitionKey: 'beschaeftigungserlaubnis', context: { status: 'gestattung' } },
    select: '... on StartProcessPayload { process { id } }',
  });
  const processId = started.process.id;
  const offer = { occupation: 'Helferin in der Pflege', startsOn: dates.jobStartsOn, offerKind: 'job' };
  await sendEvent(stage, {
    actor: 'person',
    step: 'job-offer',
    processId,
    type: 'OFFER_RECORDED',
    payload: offer,
  });
  await sendEvent(stage, {
    actor: 'abh.detmold',
    step: 'ba-request',
    processId,
    type: 'BA_REQUEST_SENT',
    payload: { sentOn: dates.openedOn },
  });
  narrator.tell('Damit läuft eine Frist. Alle Beteiligten sehen dasselbe Datum, und warum es dieses ist:');
  await tellDeadlines(stage, 'fallmanagement.awo', processId, ['BA_2W']);
  await sendEvent(stage, {
    actor: 'agentur',
    step: 'ba-consent',
    processId,
    type: 'BA_CONSENT',
    payload: { decidedOn: dates.openedOn },
  });
  await sendEvent(stage, {
    actor: 'abh.detmold',
    step: 'abh-granted',
    processId,
    type: 'ABH_GRANTED',
    payload: { validUntil: dates.permitUntil },
  });
  narrator.tell(
    `Die Agentur für Arbeit stimmt zu, die Ausländerbehörde erlaubt die Beschäftigung bis zum ${dayText(dates.permitUntil)}. ` +
      'Selam liest in einfacher Sprache:',
  );
  await tellPlain(stage, processId, 1);
}
