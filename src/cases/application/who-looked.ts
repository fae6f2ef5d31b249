import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AccessLog } from '../../audit/index.js';
import { AccessDenied, LEGAL_TIME_ZONE, unitsOf, type Tx } from '../../platform/index.js';
import {
  looksAtPerson,
  looksOfUnits,
  type AccessPosition,
  type AccessRow,
} from '../persistence/who-looked.query.js';

export type { AccessRow } from '../persistence/who-looked.query.js';

/** A look at the person's papers, with a sentence in plain German. */
export interface LookAtMe extends AccessRow {
  readonly sentence: string;
}

const WHAT: Readonly<Record<string, string>> = {
  case: 'Ihren Fall geöffnet',
  person: 'Ihren Namen und Ihr Geburtsdatum gelesen',
  entryInterviews: 'Ihr Einstiegsinterview gelesen',
  dataItems: 'Angaben über Sie gelesen',
  ownDataItems: 'Angaben über Sie gelesen, die diese Stelle selbst aufgeschrieben hat',
  concern: 'Ihr Anliegen gelesen',
  consent: 'Ihre Erklärung gelesen',
  consents: 'Ihre Erklärungen gelesen',
  disclosures: 'gelesen, was über Sie weitergegeben wurde',
  revocationReceipt: 'die Bestätigung Ihres Widerrufs gelesen',
  dataSubjectRequest: 'Ihren Antrag zum Datenschutz gelesen',
  conference: 'eine Fallkonferenz über Sie angesehen',
  conferenceRecord: 'das Protokoll einer Fallkonferenz über Sie gelesen',
};

/** What left the system as a file. */
const WHAT_AS_FILE: Readonly<Record<string, string>> = {
  consentEvidence: 'den Nachweis Ihrer Erklärung',
  consentCopy: 'die Kopie Ihrer Erklärung',
  revocationCopy: 'die Bestätigung Ihres Widerrufs',
  accessReport: 'Ihre Auskunft',
};

/**
 * Shows the access log: to the person what concerns them, to a data protection officer what the units they are
 * appointed for looked at, without content. Nobody can ask for the lines of one member of staff: the log is no means
 * of watching performance.
 */
@Injectable()
export class WhoLooked {
  constructor(private readonly accessLog: AccessLog) {}

  /** „Wer hat nachgesehen?“, newest first. @throws {AccessDenied} not a person. */
  async atMe(tx: Tx, limit: number, after: AccessPosition | undefined): Promise<readonly LookAtMe[]> {
    if (tx.principal.kind !== 'person') throw new AccessDenied();
    const rows = await looksAtPerson(tx, tx.principal.personId, { limit, after });
    return rows.map((row) => ({ ...row, sentence: sentenceOf(row) }));
  }

  /** Lines of the officer's units, newest first; the look itself is logged. @throws {AccessDenied} no such officer. */
  async inMyUnits(tx: Tx, limit: number, after: AccessPosition | undefined): Promise<readonly AccessRow[]> {
    const unitIds = unitsOf(tx.principal, 'DATA_PROTECTION_OFFICER');
    if (unitIds.length === 0) throw new AccessDenied();
    for (const unitId of unitIds)
      this.accessLog.searched(tx, { objectType: 'accessLog', unitId, purpose: 'OVERSIGHT' });
    return looksOfUnits(tx, unitIds, { limit, after });
  }
}

function sentenceOf({ at, kind, objectType, unitName, jobFunction }: AccessRow): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(LEGAL_TIME_ZONE)
    .toPlainDate()
    .toLocaleString('de-DE', { day: 'numeric', month: 'long', year: 'numeric' });
  const who = `${unitName ?? 'eine Stelle'}${jobFunction ? ` (${jobFunction})` : ''}`;
  if (kind === 'REFUSED') return `Am ${day} wollte jemand nachsehen: ${who}. Das wurde nicht erlaubt.`;
  if (kind === 'EXPORT')
    return `Am ${day} hat jemand ${WHAT_AS_FILE[objectType] ?? 'Unterlagen über Sie'} als Datei ausgegeben: ${who}.`;
  return `Am ${day} hat jemand ${WHAT[objectType] ?? 'in Ihren Unterlagen nachgesehen'}: ${who}.`;
}
