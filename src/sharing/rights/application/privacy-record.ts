import { Injectable } from '@nestjs/common';
import { DirectoryReader, organisationTypes } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import { DecisionTables } from '../../application/decision-tables.js';
import { sharingCategories, sharingPurposes } from '../../domain/sharing-codes.js';
import {
  processingRecord,
  securityMeasures,
  type ControllerRecord,
  type RecordedRecipient,
  type RecordedUnit,
} from '../domain/processing-record.js';
import { retentionStatuses, type RetentionOverride, type RetentionRule } from '../domain/retention.js';
import { officersOf } from '../persistence/officer.repository.js';
import { listOverrides } from '../persistence/retention-override.repository.js';
import { overridesInForce, retentionRules } from './retention-rules.js';

/** The record of processing activities of a region (Art. 30 DSGVO), with what is the same for all controllers. */
export interface PrivacyRecord {
  readonly createdOn: string;
  readonly decisionTable: { readonly version: number; readonly lawVersion: string };
  readonly controllers: readonly ControllerRecord[];
  readonly personGroups: readonly string[];
  readonly thirdCountries: string;
  readonly retention: readonly RetentionRule[];
  /** What units decided instead of a rule, as it counts today. */
  readonly retentionOfUnits: readonly RetentionOverride[];
  readonly securityMeasures: readonly string[];
}

const PAGE = 500;

/** Generates the record of processing activities from the configuration of a region. */
@Injectable()
export class BuildPrivacyRecord {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly tables: DecisionTables,
  ) {}

  /** As things are today; changes nothing. */
  async build(tx: Tx): Promise<PrivacyRecord> {
    const createdOn = this.clock.today().toString();
    const table = await this.tables.inForce(tx);
    return {
      createdOn,
      decisionTable: { version: table.version, lawVersion: table.lawVersion },
      controllers: processingRecord(table, await this.units(tx, createdOn), createdOn),
      personGroups: ['zugewanderte Menschen, die beraten werden', 'ihre Familien', 'Fachkräfte der Stellen'],
      thirdCountries: 'keine Übermittlung in Drittländer',
      retention: retentionRules,
      retentionOfUnits: overridesInForce(await listOverrides(tx), createdOn),
      securityMeasures,
    };
  }

  private async units(tx: Tx, on: string): Promise<readonly RecordedUnit[]> {
    const officers = await officersOf(tx, on);
    const units: RecordedUnit[] = [];
    let after: { readonly sortKey: string; readonly id: UnitId } | undefined;
    for (;;) {
      const page = await this.directory.listUnits(tx, { limit: PAGE, after });
      units.push(
        ...page.map(({ id, name, type, organisation, contactFunction }) => ({
          id,
          name,
          type,
          organisation: organisation.name,
          contact: contactFunction,
          officers: officers.get(id) ?? [],
        })),
      );
      const last = page.at(-1);
      if (!last || page.length < PAGE) return units;
      after = { sortKey: last.name, id: last.id };
    }
  }
}

const EFFECTS: Readonly<Record<RecordedRecipient['effect'], string>> = {
  DUTY: 'Pflicht',
  STATUTE: 'gesetzliche Erlaubnis',
  CONSENT: 'Einwilligung',
  CONSENT_AND_RELEASE: 'Einwilligung und Schweigepflichtentbindung',
  ANON_ONLY: 'nur anonymisiert',
};

/** The record as a page in Markdown, German. */
export function privacyRecordPage(record: PrivacyRecord): string {
  const { version, lawVersion } = record.decisionTable;
  const lines = [
    '# Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)',
    '',
    `Erzeugt am ${record.createdOn} aus der Einrichtung des Systems; Entscheidungstabelle Fassung ${version}, Rechtsstand ${lawVersion}.`,
    '',
    `Betroffene: ${record.personGroups.join('; ')}. Drittländer: ${record.thirdCountries}.`,
    '',
    ...record.controllers.flatMap(controllerLines),
    '## Löschfristen',
    '',
    '| Was | Frist | ab | dann | Grundlage | Herkunft der Frist |',
    '| --- | --- | --- | --- | --- | --- |',
    ...record.retention.map(
      (rule) =>
        `| ${rule.title} | ${period(rule)} | ${rule.from} | ${rule.action === 'DELETE' ? 'löschen' : 'anonymisieren'} | ${rule.norm} | ${retentionStatuses[rule.status]}: ${rule.source} |`,
    ),
    ...deviations(record),
    '',
    '## Technische und organisatorische Maßnahmen',
    '',
    ...record.securityMeasures.map((measure) => `- ${measure}`),
  ];
  return `${lines.join('\n')}\n`;
}

function controllerLines({ unit, activities }: ControllerRecord): readonly string[] {
  const officers = unit.officers.length > 0 ? unit.officers.join(', ') : 'nicht benannt';
  return [
    `## ${unit.name}`,
    '',
    `Verantwortlich: ${unit.name}, ${unit.organisation} (${organisationTypes[unit.type].label.de}); Kontakt: ${unit.contact}. Datenschutzbeauftragte: ${officers}.`,
    '',
    ...(activities.length === 0 ? ['Keine Weitergaben möglich.', ''] : []),
    ...activities.flatMap(({ purpose, categories, recipients }) => [
      `### ${sharingPurposes[purpose]}`,
      '',
      `Datenarten: ${categories.map((category) => sharingCategories[category]).join('; ')}.`,
      '',
      '| Empfänger | Datenarten | Erlaubt durch | Grundlage |',
      '| --- | --- | --- | --- |',
      ...recipients.map(
        (line) =>
          `| ${organisationTypes[line.recipientType].label.de} | ${line.categories.map((category) => sharingCategories[category]).join('; ')} | ${EFFECTS[line.effect]} | ${line.basis.join(', ')} |`,
      ),
      '',
    ]),
  ];
}

/** Units that keep something for another time. */
function deviations({ retentionOfUnits, retention, controllers }: PrivacyRecord): readonly string[] {
  if (retentionOfUnits.length === 0) return [];
  const titles = new Map(retention.map(({ recordKind, title }) => [recordKind, title]));
  const names = new Map(controllers.map(({ unit }) => [unit.id, unit.name]));
  return [
    '',
    '| Stelle | Was | Abweichende Frist | gilt ab | Grund |',
    '| --- | --- | --- | --- | --- |',
    ...retentionOfUnits.map(
      ({ unitId, recordKind, months, validFrom, reason }) =>
        `| ${names.get(unitId) ?? unitId} | ${titles.get(recordKind) ?? recordKind} | ${months} Monate | ${validFrom} | ${inCell(reason)} |`,
    ),
  ];
}

/** Text of people inside a cell of a table. */
function inCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

function period({ keep }: RetentionRule): string {
  return 'months' in keep ? `${keep.months} Monate` : `${keep.days} Tage`;
}
