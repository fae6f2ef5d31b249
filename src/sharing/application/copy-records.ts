import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import { DirectoryReader, type UnitView } from '../../directory/index.js';
import type { ConsentId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import { consentText, type ConsentText, type ConsentTextVersion, type CopyWord } from '../domain/index.js';
import type { DisclosureRecord } from '../domain/disclosure.js';
import { getRecordRest, type ConsentRecordRest } from '../persistence/consent-record.repository.js';
import type { ConsentView } from '../persistence/consent.repository.js';
import { madeUnder } from '../persistence/disclosure.repository.js';
import { consentTextVersion } from '../texts/index.js';
import { CaseRelations, type CaseReference } from './case-relations.js';
import { ConsentSeal, type ConsentCircumstances } from './consent-seal.js';
import { ConsentSteps } from './consent-steps.js';

/** How a revocation reached us; the list is read after a backup was restored. */
export type RevocationChannel = 'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF' | 'WITHDRAWAL_LIST';

/** Everything a copy of a declaration says. */
export interface CopyRecord extends ConsentRecordRest {
  readonly consent: ConsentView;
  readonly reference: CaseReference;
  readonly exclusions: string | null;
  /** Where it was given; `null` until then. */
  readonly place: string | null;
  readonly circumstances: Partial<ConsentCircumstances>;
  readonly disclosers: string;
  readonly recipients: string;
  /** Who explained, as colleagues know them. */
  readonly explainer: string | null;
  readonly texts: ConsentTextVersion;
  /** The text that was shown, and the same in German. */
  readonly shown: ConsentText;
  readonly german: ConsentText;
  readonly disclosures: readonly DisclosureRecord[];
  /** Names of the units that received something. */
  readonly unitNames: ReadonlyMap<UnitId, string>;
  /** `undefined` while it is not revoked. */
  readonly revocation: { readonly at: Date; readonly channel: RevocationChannel } | undefined;
}

/** Reads what is printed for the person. */
@Injectable()
export class CopyRecords {
  constructor(
    private readonly steps: ConsentSteps,
    private readonly relations: CaseRelations,
    private readonly seal: ConsentSeal,
    private readonly directory: DirectoryReader,
    private readonly engine: WorkflowEngine,
    private readonly accessLog: AccessLog,
  ) {}

  /** @throws {AccessDenied} neither the person nor the disclosing unit, or it is not there. */
  async get(tx: Tx, id: ConsentId): Promise<CopyRecord> {
    const found = await this.steps.loadToAnswer(tx, id);
    const { consent } = found;
    const [reference, rest, [exclusions], [place], circumstances, disclosures] = await Promise.all([
      this.relations.reference(tx, consent.caseId),
      getRecordRest(tx, id),
      this.seal.openExclusions(tx, [consent]),
      this.seal.openPlaces(tx, [consent]),
      this.seal.circumstancesOf(tx, consent),
      madeUnder(tx, id),
    ]);
    const unitNames = await this.namesOf(tx, consent, disclosures);
    return {
      ...rest,
      ...shownTexts(consent),
      consent,
      reference,
      exclusions: exclusions ?? null,
      place: place ?? null,
      circumstances: circumstances ?? {},
      disclosers: unitNames.get(consent.discloserUnitId) ?? '',
      recipients: unitNames.get(consent.recipientUnitId) ?? '',
      explainer: await this.explainerOf(tx, rest),
      disclosures,
      unitNames,
      revocation: await this.revocationOf(tx, consent),
    };
  }

  /** Writes into the register that a copy was made, whether the person took it themself, and who else has it now. */
  async note(tx: Tx, id: ConsentId, action: 'CONSENT_COPY' | 'REVOCATION_COPY'): Promise<void> {
    const found = await this.steps.loadToAnswer(tx, id);
    this.accessLog.exported(tx, {
      objectType: action === 'CONSENT_COPY' ? 'consentCopy' : 'revocationCopy',
      objectId: id,
      caseId: found.consent.caseId,
      personId: found.consent.personId,
      unitId: found.consent.discloserUnitId,
    });
    await this.steps.record(tx, found, `${action}_${found.relation.isClient ? 'HANDED_OVER' : 'MADE'}`);
  }

  private async namesOf(tx: Tx, consent: ConsentView, disclosures: readonly DisclosureRecord[]) {
    const ids = [
      consent.discloserUnitId,
      consent.recipientUnitId,
      ...disclosures.map((line) => line.toUnitId),
    ];
    const units = await this.directory.findUnits(tx, [...new Set(ids)]);
    return new Map(units.map((unit) => [unit.id, fullName(unit)]));
  }

  private async explainerOf(tx: Tx, { explainedBy }: ConsentRecordRest): Promise<string | null> {
    if (explainedBy === null) return null;
    const [staff] = await this.directory.findStaff(tx, [explainedBy]);
    return staff ? `${staff.displayName}, ${staff.jobFunction}` : null;
  }

  private async revocationOf(tx: Tx, consent: ConsentView): Promise<CopyRecord['revocation']> {
    if (consent.state !== 'REVOKED') return undefined;
    const [process] = await this.engine.findBySubject(tx, 'consent', consent.id);
    if (!process?.endedAt) throw new Error('A revoked declaration has an ended process');
    return {
      at: new Date(process.endedAt),
      channel: (process.context['channel'] ?? 'STAFF') as RevocationChannel,
    };
  }
}

function fullName({ name, organisation }: UnitView): string {
  return name === organisation.name ? name : `${name}, ${organisation.name}`;
}

/** What was shown, proven by its hash. */
function shownTexts({ kind, textVersion, textHash, language }: ConsentView) {
  const texts = consentTextVersion(textVersion);
  const shown = consentText(texts, kind, language);
  const german = consentText(texts, kind, 'de');
  if (!german || shown?.hash !== textHash) throw new Error('A released text is not what was shown');
  return { texts, shown, german };
}

/** What became of a disclosure, as a copy says it. */
export function nowOf({ answer, answerDueOn, basisEndedAt }: DisclosureRecord): CopyWord {
  if (answer !== null) return `NOW_${answer}`;
  if (answerDueOn !== null) return 'NOW_ASKED';
  return basisEndedAt === null ? 'NOW_HOLDS' : 'NOW_OVER';
}
