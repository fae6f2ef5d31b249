import type { PdfBlock, PdfDocument } from '../../platform/index.js';
import type { CopyWord } from '../domain/index.js';
import { disclosedBlock, draftNote, frameOf, partyRows } from './consent-copy-document.js';
import { CopyPhrases, writtenDate, writtenInstant } from './copy-phrases.js';
import type { CopyRecord } from './copy-records.js';

/** Confirmation of a revocation: what ended, what cannot be called back, and what the recipient has to do. */
export function revocationCopyDocument(record: CopyRecord): PdfDocument {
  const { consent, revocation } = record;
  const phrases = new CopyPhrases(record.texts, consent.language);
  const ended: PdfBlock = {
    kind: 'keyValues',
    rows: [
      ...partyRows(record, phrases),
      ...(consent.givenAt
        ? [{ label: phrases.say('GIVEN_AT'), value: writtenInstant(consent.givenAt) }]
        : []),
      ...(revocation
        ? [
            { label: phrases.say('REVOKED_AT'), value: writtenInstant(revocation.at) },
            { label: phrases.say('REVOKED_BY'), value: phrases.say(`BY_${revocation.channel}`) },
          ]
        : []),
    ],
  };
  const statements: PdfBlock = {
    kind: 'list',
    items: revocationStatements(record).map((word) => phrases.say(word)),
  };
  return {
    ...frameOf(record),
    title: phrases.say('TITLE_REVOKED'),
    metadataTitle: 'Bestätigung eines Widerrufs',
    sections: [
      ...draftNote(record, phrases),
      { heading: phrases.say('WHAT_ENDED'), blocks: [ended] },
      { heading: phrases.say('WHAT_HOLDS_NOW'), blocks: [statements, ...dueBlock(record, phrases)] },
      { heading: phrases.say('DISCLOSED'), blocks: [disclosedBlock(record, phrases)] },
    ],
  };
}

/** What the person is told after a revocation, in order; nothing while it is not revoked. */
export function revocationStatements({ revocation, disclosures }: CopyRecord): readonly CopyWord[] {
  if (!revocation) return [];
  const isOver = disclosures.some(({ basisEndedAt }) => basisEndedAt !== null);
  const isAsked = disclosures.some(({ answerDueOn }) => answerDueOn !== null);
  return [
    'FROM_NOW',
    ...(disclosures.length > 0 ? (['STAYS_LAWFUL', 'NOT_CALLED_BACK'] as const) : []),
    ...(isOver ? (['HIDDEN_HERE'] as const) : []),
    ...(isAsked ? (['RECIPIENT_MUST'] as const) : []),
    'STATUTES_STAY',
    'NO_HARM',
    'AGAIN',
  ];
}

function dueBlock({ disclosures }: CopyRecord, phrases: CopyPhrases): readonly PdfBlock[] {
  const open = disclosures.flatMap(({ answerDueOn, answer }) =>
    answerDueOn === null || answer !== null ? [] : [answerDueOn],
  );
  const last = open.toSorted().at(-1);
  if (last === undefined) return [];
  return [{ kind: 'keyValues', rows: [{ label: phrases.say('ANSWER_UNTIL'), value: writtenDate(last) }] }];
}
