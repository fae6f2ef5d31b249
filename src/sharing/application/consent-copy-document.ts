import type { PdfBlock, PdfDocument, PdfText } from '../../platform/index.js';
import { SPECIAL_CATEGORIES } from '../domain/index.js';
import type { DisclosureRecord } from '../domain/disclosure.js';
import { CopyPhrases, writtenDate, writtenDay, writtenInstant } from './copy-phrases.js';
import { nowOf, type CopyRecord } from './copy-records.js';

type Row = { readonly label: PdfText; readonly value: PdfText };

/** Copy of a declaration in plain words, German beside the language that was shown. */
export function consentCopyDocument(record: CopyRecord): PdfDocument {
  const { consent, shown, german } = record;
  const phrases = new CopyPhrases(record.texts, consent.language);
  const isConsent = consent.kind === 'CONSENT';
  const told = german.sections.map(({ text }, index) => bothTexts(record, text, shown.sections[index]?.text));
  return {
    ...frameOf(record),
    title: phrases.say(isConsent ? 'TITLE_CONSENT' : 'TITLE_RELEASE'),
    metadataTitle: isConsent ? 'Kopie einer Einwilligung' : 'Kopie einer Schweigepflichtentbindung',
    sections: [
      ...draftNote(record, phrases),
      {
        heading: phrases.say('WHAT_IT_IS'),
        blocks: [{ kind: 'keyValues', rows: [...partyRows(record, phrases), ...scopeRows(record, phrases)] }],
      },
      {
        heading: phrases.say('YOUR_ANSWER'),
        blocks: [
          { kind: 'keyValues', rows: [...explanationRows(record, phrases), ...answerRows(record, phrases)] },
        ],
      },
      { heading: phrases.say('WHAT_YOU_WERE_TOLD'), blocks: [{ kind: 'list', items: told }] },
      { heading: phrases.say('DISCLOSED'), blocks: [disclosedBlock(record, phrases)] },
    ],
  };
}

/** What every copy has around its content; the same record gives the same file. */
export function frameOf(record: CopyRecord) {
  const { consent, reference } = record;
  return {
    language: 'de',
    ...(consent.language === 'de' ? {} : { translationLanguage: consent.language }),
    createdAt: lastChange(record).toISOString(),
    footer: `${consent.givenBy === 'PERSON' ? reference.number : consent.id} · ${consent.textVersion}`,
  } as const;
}

/** Said of a translation that no speaker has checked. */
export function draftNote({ shown }: CopyRecord, phrases: CopyPhrases): PdfDocument['sections'] {
  return shown.status === 'CHECKED' ? [] : [{ blocks: [{ kind: 'note', text: phrases.say('DRAFT') }] }];
}

/** Who and whom it is about. */
export function partyRows(record: CopyRecord, phrases: CopyPhrases): readonly Row[] {
  const { consent, reference, disclosers, recipients } = record;
  return rows(
    // Who entrusted something learns neither how the person is called nor that there is a case.
    ...(consent.givenBy === 'PERSON'
      ? [row(phrases.say('PERSON'), reference.personName), row(phrases.say('CASE'), reference.number)]
      : [row(phrases.say('PERSON'), phrases.say('ENTRUSTER'))]),
    row(phrases.say('DISCLOSER'), disclosers),
    row(phrases.say('SECRET_BEARER'), consent.secretBearer),
    row(phrases.say('RECIPIENT'), recipients),
    row(phrases.say('FUNCTION'), consent.recipientFunction),
    row(phrases.say('CATEGORIES'), phrases.categories(consent.categories)),
    row(phrases.say('EXCLUSIONS'), record.exclusions),
    row(phrases.say('FOR'), phrases.purpose(consent.purpose)),
  );
}

/** What was disclosed under it, or that nothing was. */
export function disclosedBlock(record: CopyRecord, phrases: CopyPhrases): PdfBlock {
  if (record.disclosures.length === 0) return { kind: 'paragraph', text: phrases.say('NOTHING_DISCLOSED') };
  const lines = new Map<string, readonly PdfText[]>();
  for (const line of record.disclosures) lines.set(lineKey(line), lineOf(record, line, phrases));
  return {
    kind: 'table',
    columns: [
      phrases.say('WHEN'),
      phrases.say('WHO_KNOWS'),
      phrases.say('CATEGORIES'),
      phrases.say('AND_NOW'),
    ],
    rows: [...lines.values()],
  };
}

function scopeRows({ consent }: CopyRecord, phrases: CopyPhrases): readonly Row[] {
  const special = consent.categories.some((category) => SPECIAL_CATEGORIES.includes(category));
  return rows(
    row(phrases.say('DIRECTION'), phrases.say('ONE_WAY')),
    row(phrases.say('HOW_OFTEN'), phrases.say(`RECURRENCE_${consent.recurrence}`)),
    row(phrases.say('VALID_FROM'), writtenDate(consent.validFrom)),
    row(phrases.say('VALID_UNTIL'), writtenDate(consent.validUntil)),
    row(phrases.say('ENDS_EARLY'), phrases.say(`END_${consent.expiryEvent}`)),
    row(phrases.say('SPECIAL'), yesOrNo(phrases, special)),
    row(phrases.say('WARNED'), yesOrNo(phrases, consent.section87Warned)),
    row(phrases.say('NOTICES'), phrases.lines(consent.notices.map((notice) => `NOTICE_${notice}` as const))),
    row(phrases.say('REPLACES'), consent.supersedesConsentId === null ? null : phrases.say('YES')),
  );
}

function explanationRows(record: CopyRecord, phrases: CopyPhrases): readonly Row[] {
  const { consent, circumstances, mediationLevel, teachBack } = record;
  const isAnswered = consent.form !== null;
  const level = mediationLevel === null ? 'NONE' : (`MEDIATION_${mediationLevel}` as const);
  return rows(
    row(phrases.say('TEXT_VERSION'), `${consent.textVersion} (${consent.textHash.slice(0, 12)})`),
    row(phrases.say('LANGUAGE'), { text: shownLanguage(record), language: consent.language }),
    row(phrases.say('OFFERED_AT'), writtenInstant(consent.offeredAt)),
    row(phrases.say('EXPLAINED_BY'), record.explainer),
    row(phrases.say('EXPLAINED_HOW'), circumstances.explainedHow),
    row(phrases.say('TEACH_BACK'), teachBack === null ? null : yesOrNo(phrases, teachBack)),
    row(phrases.say('MEDIATION'), isAnswered ? phrases.say(level) : null),
    row(phrases.say('MEDIATOR'), circumstances.mediator),
  );
}

function answerRows(record: CopyRecord, phrases: CopyPhrases): readonly Row[] {
  const { consent, circumstances, copyHandedOver } = record;
  return rows(
    row(phrases.say('WHO_DECIDED'), consent.capacity && phrases.say(`CAPACITY_${consent.capacity}`)),
    row(phrases.say('REPRESENTATIVE'), circumstances.representative),
    row(phrases.say('MINORS_VIEW'), circumstances.minorsView),
    row(phrases.say('FORM'), consent.form && phrases.say(`FORM_${consent.form}`)),
    row(phrases.say('FORM_REASON'), circumstances.formReason),
    row(phrases.say('WITNESS'), circumstances.witness),
    row(phrases.say('HEALTH_FORM_REASON'), circumstances.healthFormReason),
    row(phrases.say('GIVEN_AT'), consent.givenAt && writtenInstant(consent.givenAt)),
    row(phrases.say('PLACE'), record.place),
    row(phrases.say('COPY'), copyHandedOver === null ? null : yesOrNo(phrases, copyHandedOver)),
    row(phrases.say('STATE'), phrases.say(`STATE_${consent.state}`)),
  );
}

function lineOf(record: CopyRecord, line: DisclosureRecord, phrases: CopyPhrases): readonly PdfText[] {
  return [
    phrases.dated(writtenDay(line.disclosedAt), `CHANNEL_${line.channel}`),
    record.unitNames.get(line.toUnitId) ?? '',
    phrases.categories([line.category]),
    phrases.say(nowOf(line)),
  ];
}

/** What reads alike is one line. */
function lineKey(line: DisclosureRecord): string {
  return [writtenDay(line.disclosedAt), line.channel, line.toUnitId, line.category, nowOf(line)].join('|');
}

function shownLanguage({ texts, consent }: CopyRecord): string {
  return texts.copyWords.find(({ language }) => language === consent.language)?.words.LANGUAGE_NAME ?? '';
}

function bothTexts({ consent }: CopyRecord, text: string, translation: string | undefined): PdfText {
  return consent.language === 'de' || translation === undefined ? text : { text, translation };
}

function lastChange({ consent, confirmedAt, disclosures, revocation }: CopyRecord): Date {
  const changes = [consent.offeredAt, consent.givenAt, confirmedAt, revocation?.at];
  for (const { disclosedAt, basisEndedAt } of disclosures) changes.push(disclosedAt, basisEndedAt);
  return new Date(Math.max(...changes.map((at) => at?.getTime() ?? 0)));
}

function yesOrNo(phrases: CopyPhrases, isSo: boolean): PdfText {
  return phrases.say(isSo ? 'YES' : 'NO');
}

function row(label: PdfText, value: PdfText | null | undefined): Row | undefined {
  return value === null || value === undefined || value === '' ? undefined : { label, value };
}

function rows(...all: readonly (Row | undefined)[]): readonly Row[] {
  return all.filter((one) => one !== undefined);
}
