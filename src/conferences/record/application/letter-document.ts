import type { PdfBlock, PdfDocument, PdfSection, PdfText } from '../../../platform/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { filled, type LetterText } from '../domain/letter-text.js';
import type { RecordSheet, SheetBescheid, SheetDecision } from '../domain/record-sheet.js';
import { germanLetterText } from '../texts/index.js';
import { writtenDate, writtenDay } from './sheet-words.js';

type Say = (pick: (text: LetterText) => string) => PdfText;
/** Words that somebody wrote, marked as the German original beside a note in the language of the person. */
type Free = (text: string) => PdfText;

/**
 * What the person takes home: what was decided, what happens next and until when, whom to ask, what can be done against
 * it. German, with the fixed words in their language beside; what the bodies wrote stays German.
 */
export function letterDocument(sheet: RecordSheet, other: LetterText | undefined): PdfDocument {
  const say: Say = (pick) => {
    const text = pick(germanLetterText);
    return other === undefined ? text : { text, translation: pick(other) };
  };
  const free: Free = (text) =>
    other === undefined
      ? text
      : { text: `${germanLetterText.original}: ${text}`, translation: `(${other.original})` };
  const day = sheet.startsAt ? writtenDay(sheet.startsAt) : '';
  return {
    title: say(({ title }) => title),
    metadataTitle: germanLetterText.title,
    language: 'de',
    ...(other === undefined ? {} : { translationLanguage: other.language }),
    createdAt: sheet.changedAt.toISOString(),
    footer: sheet.number,
    sections: [
      {
        blocks: [
          ...(other?.status === 'DRAFT' ? [{ kind: 'note', text: say(draftOf) } as const] : []),
          { kind: 'paragraph', text: say(({ about }) => filled(about, { day })) },
          ...(other === undefined
            ? []
            : [{ kind: 'paragraph', text: say((text) => text.inGerman) } as const]),
          ...readBack(sheet, say),
        ],
      },
      ...part(say, 'result', words(sheet.result, free)),
      ...part(say, 'decisions', [
        ...sheet.decisions.flatMap((decision) => decided(sheet, decision, say, free)),
        ...conditionsOf(sheet, say, free),
      ]),
      ...part(say, 'next', nextSteps(sheet, say, free)),
      ...part(say, 'yours', ownTasks(sheet, say, free)),
      ...part(say, 'view', words(sheet.personsView, free)),
      ...part(say, 'dissent', [...words(sheet.dissent, free), ...words(sheet.personsDissent, free)]),
      ...part(say, 'against', against(sheet, say)),
      ...part(say, 'ask', [{ kind: 'list', items: contacts(sheet) }]),
    ],
  };
}

/** The German letter needs no such note. */
function draftOf({ draft, status }: LetterText): string {
  return status === 'DRAFT' ? draft : 'Die Übersetzung ist ein Entwurf. Der deutsche Text gilt.';
}

function part(
  say: Say,
  heading: 'result' | 'decisions' | 'next' | 'yours' | 'view' | 'dissent' | 'against' | 'ask',
  blocks: readonly PdfBlock[],
): readonly PdfSection[] {
  return blocks.length === 0 ? [] : [{ heading: say((text) => text[heading]), blocks }];
}

function words(text: string | null, free: Free): PdfBlock[] {
  return text === null ? [] : [{ kind: 'paragraph', text: free(text) }];
}

/** What the person has already heard in their language. */
function readBack({ interpretedBackAt }: RecordSheet, say: Say): PdfBlock[] {
  if (interpretedBackAt === null) return [];
  const day = writtenDay(interpretedBackAt);
  return [{ kind: 'paragraph', text: say((text) => filled(text.readBack, { day })) }];
}

function decided(
  sheet: RecordSheet,
  { kind, unitId, text, standing }: SheetDecision,
  say: Say,
  free: Free,
): PdfBlock[] {
  const who = unitId === null ? '' : `\n${nameOf(sheet, unitId)}`;
  const open = standing === 'TO_BE_CONFIRMED' || standing === 'NOT_CONFIRMED';
  const doubt = standing === 'NOT_CONFIRMED' ? 'notConfirmed' : 'toBeConfirmed';
  return [
    { kind: 'heading', text: say((one) => `${one.kinds[kind]}${who}`) },
    ...words(text, free),
    ...(open ? [{ kind: 'note', text: say((one) => one[doubt]) } as const] : []),
  ];
}

/** Under which conditions bodies agreed, each once: without them a yes would promise more than was said. */
function conditionsOf(sheet: RecordSheet, say: Say, free: Free): PdfBlock[] {
  const said = sheet.decisions.flatMap(({ conditions }) =>
    conditions.map((one) => `${nameOf(sheet, one.unitId)}: ${one.words ?? ''}`),
  );
  if (said.length === 0) return [];
  return [
    { kind: 'heading', text: say(({ conditions }) => conditions) },
    { kind: 'list', items: [...new Set(said)].map(free) },
  ];
}

function nextSteps(sheet: RecordSheet, say: Say, free: Free): PdfBlock[] {
  const rows = sheet.decisions.flatMap(({ tasks }) =>
    tasks.flatMap(({ unitId, title, dueOn, accepted }): (readonly PdfText[])[] => {
      if (unitId === null) return [];
      const name = nameOf(sheet, unitId);
      return [
        [
          accepted ? name : say((text) => `${name}\n${text.notAccepted}`),
          title === null ? '' : free(title),
          writtenDate(dueOn),
        ],
      ];
    }),
  );
  const columns = [say(({ who }) => who), say(({ what }) => what), say(({ until }) => until)];
  const { reviewOn } = sheet;
  return [
    rows.length === 0
      ? { kind: 'paragraph', text: say(({ noTasks }) => noTasks) }
      : { kind: 'table', columns, rows },
    ...(reviewOn === null
      ? []
      : [
          {
            kind: 'paragraph',
            text: say(({ review }) => filled(review, { day: writtenDate(reviewOn) })),
          } as const,
        ]),
  ];
}

function ownTasks({ decisions }: RecordSheet, say: Say, free: Free): PdfBlock[] {
  const own = decisions.flatMap(({ tasks }) => tasks.filter(({ unitId }) => unitId === null));
  if (own.length === 0) return [];
  return [
    { kind: 'list', items: own.map(({ title, dueOn }) => free(`${title ?? ''} (${writtenDate(dueOn)})`)) },
    { kind: 'paragraph', text: say(({ yoursNote }) => yoursNote) },
  ];
}

/** Nothing can be done against the talk; against a Bescheid of a body what the body named. */
function against(sheet: RecordSheet, say: Say): PdfBlock[] {
  const named = sheet.decisions.flatMap(({ bescheide, unitId }) =>
    bescheide.map((bescheid) => remedyWords(nameOf(sheet, unitId), bescheid, say)),
  );
  return [
    { kind: 'paragraph', text: say(({ nothingDecided }) => nothingDecided) },
    { kind: 'paragraph', text: say(({ onlyBescheid }) => onlyBescheid) },
    ...(named.length === 0 ? [] : [{ kind: 'list', items: named } as const]),
    { kind: 'paragraph', text: say(({ advice }) => advice) },
    { kind: 'paragraph', text: say(({ wrong }) => wrong) },
  ];
}

function remedyWords(body: string, { remedyKind, remedyUntil }: SheetBescheid, say: Say): PdfText {
  const day = remedyUntil === null ? '' : writtenDate(remedyUntil);
  const key = (
    {
      OBJECTION: ['objectionMonth', 'objectionUntil'],
      COURT: ['courtMonth', 'courtUntil'],
    } as const
  )[remedyKind][remedyUntil === null ? 0 : 1];
  return say((text) => filled(text[key], { body, day }));
}

/** Bodies with a task, and the one that convened: it answers for the rest. */
function contacts(sheet: RecordSheet): readonly string[] {
  const holders = new Set(sheet.decisions.flatMap(({ tasks }) => tasks.map(({ unitId }) => unitId)));
  return [sheet.convener, ...sheet.bodies.filter(({ unitId }) => holders.has(unitId))].map(
    ({ name, contact }) => `${name}: ${contact}`,
  );
}

function nameOf({ convener, bodies }: RecordSheet, unitId: UnitId | null): string {
  return [convener, ...bodies].find((body) => body.unitId === unitId)?.name ?? '';
}
