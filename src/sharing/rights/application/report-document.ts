import type { PdfBlock, PdfDocument, PdfSection } from '../../../platform/index.js';
import {
  lookupLabels,
  type AccessReport,
  type ReportedDisclosure,
  type ReportedItem,
} from '../domain/access-report.js';

/** The report as a readable document; the same content as the JSON. No names in its metadata. */
export function reportDocument(report: AccessReport): PdfDocument {
  const isAccess = report.kind === 'ACCESS';
  return {
    title: isAccess ? 'Auskunft über Ihre Daten' : 'Ihre Daten zum Mitnehmen',
    metadataTitle: isAccess ? 'Auskunft nach Art. 15 DSGVO' : 'Datenübertragung nach Art. 20 DSGVO',
    language: 'de',
    createdAt: report.createdAt,
    sections: [
      head(report),
      ...section('Was die Stelle über Sie weiß', itemBlocks(report)),
      ...report.records.flatMap(({ title, records }) =>
        section(title, [{ kind: 'keyValues', rows: records.map(({ label, value }) => ({ label, value })) }]),
      ),
      ...section('Von wem die Stelle etwas über Sie erfahren hat', exchangeBlocks(report.received)),
      ...section('Wem die Stelle etwas über Sie gesagt hat', exchangeBlocks(report.recipients)),
      ...section('Ihre Erlaubnisse', consentBlocks(report)),
      ...section('Verfahren', processBlocks(report)),
      ...section('Wer bei der Stelle nachgesehen hat', lookupBlocks(report)),
    ],
  };
}

function head(report: AccessReport): PdfSection {
  const { name, organisation, contact } = report.controller;
  return {
    blocks: [
      {
        kind: 'keyValues',
        rows: [
          { label: 'Stelle', value: name },
          { label: 'Träger', value: organisation },
          { label: 'Kontakt', value: contact },
          { label: 'Ihr Antrag vom', value: day(report.receivedOn) },
          { label: 'Stand', value: day(report.createdAt) },
        ],
      },
      { kind: 'list', items: report.notices },
    ],
  };
}

function section(heading: string, blocks: readonly PdfBlock[]): readonly PdfSection[] {
  return blocks.length === 0 ? [] : [{ heading, blocks }];
}

function itemBlocks({ items, withheldItems, withheldEntrusted }: AccessReport): readonly PdfBlock[] {
  const table: PdfBlock = {
    kind: 'table',
    columns: ['Worum es geht', 'Angabe', 'Art und Herkunft', 'Seit'],
    rows: items.map((item) => [
      item.categoryLabel,
      wording(item),
      `${item.kindLabel}, ${item.sourceLabel}`,
      day(item.recordedAt),
    ]),
  };
  const withheld: PdfBlock = {
    kind: 'note',
    text: `${withheldItems} weitere Angaben betreffen auch andere Menschen und stehen deshalb nicht hier.`,
  };
  const entrusted: PdfBlock = {
    kind: 'note',
    text: `${withheldEntrusted} weitere Angaben haben andere Menschen im Vertrauen gemacht. Sie stehen deshalb nicht hier (§ 65 SGB VIII, Art. 15 Abs. 4 DSGVO, § 25 Abs. 3 SGB X). Sie können die Stelle danach fragen.`,
  };
  const none: PdfBlock = {
    kind: 'paragraph',
    text: 'Die Stelle hat hier keine einzelnen Angaben gespeichert.',
  };
  return [
    ...(items.length === 0 ? [none] : [table]),
    ...(withheldItems > 0 ? [withheld] : []),
    ...(withheldEntrusted > 0 ? [entrusted] : []),
  ];
}

function wording({ text, dispute, isErased, isRestricted, isCorrected }: ReportedItem): string {
  return [
    isErased ? 'Gelöscht.' : (text ?? ''),
    ...(isCorrected ? ['(Alte Fassung; sie wurde berichtigt.)'] : []),
    ...(isRestricted ? ['(Gesperrt.)'] : []),
    ...(dispute === null ? [] : [`(Sie sagen: ${dispute})`]),
  ].join('\n');
}

function exchangeBlocks(exchanges: readonly ReportedDisclosure[]): readonly PdfBlock[] {
  if (exchanges.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: ['Stelle', 'Was', 'Wofür', 'Wie und wann', 'Grundlage'],
      rows: exchanges.map((line) => [
        `${line.unit} (${line.function})`,
        line.categoryLabel,
        line.purposeLabel,
        `${line.channelLabel}, ${day(line.at)}`,
        line.notAllowed ?? `${line.basis.join(', ')}${line.isOver ? ' – beendet' : ''}`,
      ]),
    },
  ];
}

function consentBlocks({ consents }: AccessReport): readonly PdfBlock[] {
  if (consents.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: ['Erlaubnis', 'Von', 'An', 'Was und wofür', 'Stand'],
      rows: consents.map((consent) => [
        consent.kindLabel,
        consent.discloser,
        consent.recipient,
        `${consent.categoryLabels.join(', ')}; ${consent.purposeLabel}`,
        `${consent.stateLabel}, gültig bis ${day(consent.validUntil)}`,
      ]),
    },
  ];
}

function processBlocks({ processes }: AccessReport): readonly PdfBlock[] {
  return processes.flatMap(({ title, now }): PdfBlock[] => [
    { kind: 'heading', text: title },
    ...(now.length > 0 ? [{ kind: 'list' as const, items: now }] : []),
  ]);
}

function lookupBlocks({ lookups }: AccessReport): readonly PdfBlock[] {
  if (lookups.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: ['Tag', 'Was', 'Wie oft'],
      rows: lookups.map(({ on, kind, times }) => [day(on), lookupLabels[kind] ?? kind, String(times)]),
    },
  ];
}

/** German form of the calendar date an ISO text begins with. */
function day(iso: string): string {
  return iso.slice(0, 10).split('-').toReversed().join('.');
}
