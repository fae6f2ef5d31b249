import type { PdfBlock, PdfDocument, PdfSection } from '../../../platform/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { markOf } from '../domain/record-quotes.js';
import type { RecordSheet, SheetBody, SheetDecision } from '../domain/record-sheet.js';
import {
  DECISION_WORDS,
  KIND_WORDS,
  languageName,
  LEVEL_WORDS,
  POSITION_WORDS,
  STANDING_WORDS,
  writtenDate,
  writtenDay,
  writtenSlot,
} from './sheet-words.js';

const APPROVED_UNREAD =
  'Als das Protokoll freigegeben wurde, durften Moderation und Protokoll es nicht mehr lesen: Die Grundlage dafür war entfallen. Was bis dahin nicht beantwortet war, bleibt hier offen stehen.';

type Row = { readonly label: string; readonly value: string };

/** The whole record, for convening side and person, chair and recorder. */
export function recordDocument(sheet: RecordSheet): PdfDocument {
  return {
    ...frameOf(sheet, 'Protokoll der Fallkonferenz'),
    sections: [
      ...draftNote(sheet),
      { blocks: [{ kind: 'keyValues', rows: headRows(sheet) }] },
      ...section('Wer da war', [presence(sheet)]),
      ...section('Worauf die Weitergabe beruht', bases(sheet)),
      ...section('Leitfrage', text(sheet.guidingQuestion)),
      ...section('Sicht der Person', text(sheet.personsView)),
      ...section('Ressourcen', marked(sheet, sheet.resourcesNamed)),
      ...section('Ergebnis', marked(sheet, sheet.result)),
      ...section('Entscheidungen, Vereinbarungen, Aufgaben', decisionBlocks(sheet, sheet.decisions)),
      ...section('Dissens', [
        ...marked(sheet, sheet.dissent),
        ...dissent(sheet),
        ...rejected(sheet),
        ...unresolved(sheet),
      ]),
      ...section('Wie es weitergeht', [{ kind: 'keyValues', rows: followRows(sheet) }]),
      ...section('Nachträge', addenda(sheet)),
      ...section('Verteiler', [{ kind: 'list', items: distribution(sheet) }]),
    ],
  };
}

/** The extract of one body: the common result and what is its own; nothing the person said, nothing of other bodies. */
export function extractDocument(sheet: RecordSheet, ownUnitIds: readonly UnitId[]): PdfDocument {
  const own = sheet.decisions.map((decision) => ({
    ...decision,
    tasks: decision.tasks.filter(({ unitId }) => unitId !== null && ownUnitIds.includes(unitId)),
  }));
  const shown = own.filter(({ unitId }) => unitId === null || ownUnitIds.includes(unitId));
  return {
    ...frameOf(sheet, 'Auszug aus dem Protokoll der Fallkonferenz'),
    sections: [
      ...draftNote(sheet),
      { blocks: [{ kind: 'keyValues', rows: extractRows(sheet) }] },
      ...section('Leitfrage', text(sheet.guidingQuestion)),
      ...section('Ergebnis', marked(sheet, sheet.result)),
      ...section('Ihre Stelle und was alle vereinbart haben', decisionBlocks(sheet, shown)),
      ...section('Nachträge, die Ihre Stelle betreffen', addenda(addendaOf(sheet, ownUnitIds))),
      ...section('Hinweise', [
        {
          kind: 'note',
          text: 'Dieser Auszug ist nur für Ihre Stelle. Er wird ohne Zustimmung der beteiligten Stellen nicht weitergegeben. Eine Aufgabe ist erst angenommen, wenn Ihre Stelle das sagt.',
        },
      ]),
    ],
  };
}

function frameOf(sheet: RecordSheet, title: string): Omit<PdfDocument, 'sections'> {
  return {
    title: `${title} ${sheet.number}`,
    metadataTitle: title,
    language: 'de',
    createdAt: sheet.changedAt.toISOString(),
    footer: sheet.number,
  };
}

function draftNote({ approvedAt }: RecordSheet): readonly PdfSection[] {
  return approvedAt === null
    ? [{ blocks: [{ kind: 'note', text: 'Entwurf: noch nicht freigegeben. Korrekturen sind möglich.' }] }]
    : [];
}

function headRows(sheet: RecordSheet): Row[] {
  const { interpreterLevel, interpreterLanguage } = sheet;
  const level = interpreterLevel === null ? 'nein' : LEVEL_WORDS[interpreterLevel];
  return filledRows([
    ['Konferenz', `${sheet.number}, ${KIND_WORDS[sheet.kind]}`],
    ['Form', sheet.mode === 'IDENTIFIED' ? 'mit Namen' : 'anonymisiert'],
    ['Fall', sheet.caseNumber],
    ['Wann', writtenSlot(sheet.startsAt, sheet.endsAt)],
    ['Wo', sheet.place ?? 'Video'],
    ['Einberufen von', sheet.convener.name],
    ['Moderation', sheet.chair],
    ['Protokoll', sheet.recorder],
    ['An die Verschwiegenheit erinnert', yesOrNo(sheet.confidentialityReminded)],
    ['Dolmetschen', interpreterLanguage === null ? level : `${level}, ${languageName(interpreterLanguage)}`],
    ['Person dabei', yesOrNo(sheet.personPresent)],
    ['Warum nicht, und wie ihre Sicht hereinkam', sheet.personAbsentReason],
    ['Beistand dabei', yesOrNo(sheet.companionPresent)],
    ['Freigegeben am', sheet.approvedAt && writtenDay(sheet.approvedAt)],
  ]);
}

function extractRows(sheet: RecordSheet): Row[] {
  return filledRows([
    ['Konferenz', `${sheet.number}, ${KIND_WORDS[sheet.kind]}`],
    ['Wann', writtenSlot(sheet.startsAt, sheet.endsAt)],
    ['Einberufen von', sheet.convener.name],
    ['Moderation', sheet.chair],
    ['Wiedervorlage', sheet.reviewOn && writtenDate(sheet.reviewOn)],
    ['Freigegeben am', sheet.approvedAt && writtenDay(sheet.approvedAt)],
  ]);
}

function presence({ convener, bodies }: RecordSheet): PdfBlock {
  const words = ({ attended, contributed }: SheetBody): string =>
    attended === false
      ? `nicht da${contributed === null ? '' : contributed ? ', schriftlicher Beitrag liegt vor' : ', kein schriftlicher Beitrag'}`
      : 'da';
  return {
    kind: 'table',
    columns: ['Stelle', 'Wer, in welcher Funktion', 'Entscheidungsbefugnis', 'Anwesend'],
    rows: [convener, ...bodies].map((body) => [
      body.name,
      body.attendee ?? body.contact,
      yesOrNo(body.mandate),
      words(body),
    ]),
  };
}

function bases(sheet: RecordSheet): PdfBlock[] {
  if (sheet.bases.length === 0)
    return sheet.mode === 'ANONYMISED'
      ? [{ kind: 'paragraph', text: 'Niemand wurde genannt; es brauchte keine Einwilligung.' }]
      : [];
  const rows = sheet.bases.map(({ unitId, category, basis }) => [nameOf(sheet, unitId), category, basis]);
  return [{ kind: 'table', columns: ['Stelle', 'Was', 'Grundlage'], rows }];
}

/** Every decision with its kind and body, then its tasks. */
function decisionBlocks(sheet: RecordSheet, decisions: readonly SheetDecision[]): PdfBlock[] {
  return decisions.flatMap((decision): PdfBlock[] => {
    const { kind, unitId, standing, tasks, bescheide, conditions } = decision;
    const by = unitId === null ? '' : `: ${nameOf(sheet, unitId)}`;
    const note = STANDING_WORDS[standing];
    const under = conditions.map((one) => `Bedingung (${nameOf(sheet, one.unitId)}): ${one.words ?? ''}`);
    const references = bescheide.map(
      ({ reference, issuedOn, remedyNorm, remedyUntil }) =>
        `Bescheid vom ${writtenDate(issuedOn)} (${reference ?? 'gelöscht'}); ${remedyNorm}${remedyUntil === null ? '' : `, bis ${writtenDate(remedyUntil)}`}`,
    );
    const notes = [...under, ...references];
    return [
      { kind: 'heading', text: `${DECISION_WORDS[kind]}${by}${note === '' ? '' : ` (${note})`}` },
      { kind: 'paragraph', text: decision.text ?? 'Der Wortlaut ist für Sie verdeckt.' },
      ...marksOf(sheet, decision.text),
      ...(notes.length === 0 ? [] : [{ kind: 'list', items: notes } as const]),
      ...(tasks.length === 0
        ? []
        : [
            {
              kind: 'table',
              columns: ['Aufgabe', 'Wer', 'Bis', 'Zugesagt'],
              rows: tasks.map((task) => [
                task.title ?? '',
                task.unitId === null ? 'die Person, als Angebot' : nameOf(sheet, task.unitId),
                writtenDate(task.dueOn),
                task.accepted ? 'ja' : 'noch nicht',
              ]),
            } as const,
          ]),
    ];
  });
}

function dissent(sheet: RecordSheet): PdfBlock[] {
  const items = sheet.positions.map(
    ({ unitId, position, words }) =>
      `${nameOf(sheet, unitId)} ${POSITION_WORDS[position]}${words === null ? '' : `: ${words}`}`,
  );
  const own = sheet.personsDissent === null ? [] : [`Die Person: ${sheet.personsDissent}`];
  return items.length + own.length === 0 ? [] : [{ kind: 'list', items: [...own, ...items] }];
}

function rejected({ rejectedCorrections }: RecordSheet): PdfBlock[] {
  const items = rejectedCorrections.map(
    ({ wish, answer }) => `Gewünschte Korrektur: ${wish ?? ''}\nAntwort: ${answer ?? ''}`,
  );
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** What nobody could answer any more, and why. */
function unresolved({ unresolvedCorrections, approvedUnread }: RecordSheet): PdfBlock[] {
  const items = unresolvedCorrections.map((wish) => `Gewünschte Korrektur, nicht beantwortet: ${wish}`);
  const list: PdfBlock[] = items.length === 0 ? [] : [{ kind: 'list', items }];
  return approvedUnread ? [{ kind: 'note', text: APPROVED_UNREAD }, ...list] : list;
}

function followRows({ reviewOn, findings }: RecordSheet): Row[] {
  return filledRows([
    ['Wiedervorlage', reviewOn && writtenDate(reviewOn)],
    ['Befunde für die Struktur', String(findings)],
  ]);
}

function addendaOf(
  { addenda: all }: RecordSheet,
  ownUnitIds: readonly UnitId[],
): Pick<RecordSheet, 'addenda'> {
  return {
    addenda: all.filter(({ concernedUnitIds }) => concernedUnitIds.some((id) => ownUnitIds.includes(id))),
  };
}

function addenda({ addenda: all }: Pick<RecordSheet, 'addenda'>): PdfBlock[] {
  const items = all.map(({ words, writtenAt }) => `${writtenDay(writtenAt)}: ${words ?? ''}`);
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function distribution({ convener, bodies, mode, caseNumber }: RecordSheet): readonly string[] {
  return [
    `${convener.name}: ganzes Protokoll`,
    ...bodies.map(({ name }) => `${name}: Auszug mit eigenen Aufgaben und gemeinsamem Ergebnis`),
    ...(mode === 'IDENTIFIED' || caseNumber !== null ? ['Die Person: eigenes Blatt in ihrer Sprache'] : []),
  ];
}

function section(heading: string, blocks: readonly PdfBlock[]): readonly PdfSection[] {
  return blocks.length === 0 ? [] : [{ heading, blocks }];
}

function text(words: string | null): PdfBlock[] {
  return words === null ? [] : [{ kind: 'paragraph', text: words }];
}

/** A text with what somebody who reads it has to know of the lines of the brief in it. */
function marked(sheet: RecordSheet, words: string | null): PdfBlock[] {
  return [...text(words), ...marksOf(sheet, words)];
}

function marksOf({ quotes }: RecordSheet, said: string | null): PdfBlock[] {
  const items = quotes.flatMap((quote) => {
    const mark = markOf(quote);
    const stands = quote.words !== null && said?.includes(quote.words) === true;
    return mark !== undefined && stands ? [`${mark}: ${quote.words}`] : [];
  });
  return items.length === 0 ? [] : [{ kind: 'list', items: [...new Set(items)] }];
}

function filledRows(rows: readonly (readonly [string, string | null])[]): Row[] {
  return rows.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }]));
}

function nameOf({ convener, bodies }: RecordSheet, unitId: UnitId): string {
  return [convener, ...bodies].find((body) => body.unitId === unitId)?.name ?? '';
}

function yesOrNo(isSo: boolean): string {
  return isSo ? 'ja' : 'nein';
}
