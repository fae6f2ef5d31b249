import type { OrgTypeCode } from '../../directory/index.js';
import type { ConsentId, UnitId } from '../../kernel/index.js';
import type { ConsentGiver } from './data-item.js';
import type { DecisionTable } from './decision-table.js';
import { coveringFact } from './grounds.js';
import { circumstancesOf, type Objections } from './objection.js';
import { decideChain, type ChainVerdict, type SecrecyChain } from './secrecy-chain.js';
import type { SharingPurpose } from './sharing-codes.js';
import type { ConsentFact, SharingGrounds } from './sharing-input.js';

/** Everything a decision about the data of one case rests on, read beforehand. */
export interface CaseSharing {
  readonly table: DecisionTable;
  readonly grounds: SharingGrounds;
  /** Declarations for one disclosure that have had it. */
  readonly usedUp: ReadonlySet<ConsentId>;
  /** The case lies in a protected compartment. */
  readonly isProtected: boolean;
  readonly unitTypes: ReadonlyMap<UnitId, OrgTypeCode>;
  /** Controllers against whose statutory disclosures the person objected, undecided or with success (Art. 21 DSGVO). */
  readonly objections?: Objections;
  /** Calendar date in Europe/Berlin. */
  readonly on: string;
}

/** One intended or registered disclosure of an item, or of a category. */
export interface DisclosureQuestion {
  readonly chain: SecrecyChain;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly purpose: SharingPurpose;
  /** Declarations a registered disclosure rests on: one for a single disclosure still carries the one it was for. */
  readonly restsOn?: { readonly consentId: ConsentId | null; readonly releaseId: ConsentId | null };
}

/** A declaration that carries a disclosure. */
export interface CarryingDeclaration {
  readonly kind: 'CONSENT' | 'CONFIDENTIALITY_RELEASE';
  readonly givenBy: ConsentGiver;
  /** Calendar date; `null` when it is not known. */
  readonly givenOn: string | null;
}

/** Verdict with the declarations that carry the disclosure. */
export interface DisclosureVerdict extends ChainVerdict {
  readonly consentId: ConsentId | null;
  readonly releaseId: ConsentId | null;
  /** When they were given and by whom; none for what rests on a statute. */
  readonly declarations: readonly CarryingDeclaration[];
  /** What to tell the person and to weigh before a public body learns it; `null` where § 87 AufenthG binds nobody. */
  readonly section87Warning: string | null;
}

const SECTION_87_WARNING =
  'Öffentliche Stellen müssen der Ausländerbehörde unter Umständen mitteilen, was sie erfahren (§ 87 Abs. 2 AufenthG). Vorher mit der Person besprechen; ohne Namen beraten ist möglich.';

/** Decides one disclosure today; used before it happens and again whenever it is read. */
export function judgeDisclosure(context: CaseSharing, question: DisclosureQuestion): DisclosureVerdict {
  const { fromUnitId, toUnitId, purpose } = question;
  const recipientType = typeOf(context, toUnitId);
  const grounds = groundsFor(context, question);
  const verdict = decideChain(
    context.table,
    question.chain,
    {
      recipientType,
      sourceUnitId: fromUnitId,
      recipientUnitId: toUnitId,
      purpose,
      protectedCompartment: context.isProtected,
      sameUnit: fromUnitId === toUnitId,
      inConference: purpose === 'CONF',
      on: context.on,
      circumstances: circumstancesOf(context.objections, fromUnitId),
    },
    grounds,
  );
  return {
    ...verdict,
    ...carriers(verdict, grounds),
    section87Warning: warningFor(context.table, recipientType),
  };
}

/** A question that answers itself the same way within one case and day. */
export function questionKey({ chain, fromUnitId, toUnitId, purpose, restsOn }: DisclosureQuestion): string {
  return JSON.stringify([chain, fromUnitId, toUnitId, purpose, restsOn?.consentId, restsOn?.releaseId]);
}

function typeOf(context: CaseSharing, unitId: UnitId): OrgTypeCode {
  const type = context.unitTypes.get(unitId);
  if (!type) throw new Error('Unit was not read beforehand');
  return type;
}

function groundsFor({ grounds, usedUp }: CaseSharing, { restsOn }: DisclosureQuestion): SharingGrounds {
  if (usedUp.size === 0) return grounds;
  const carried = new Set([restsOn?.consentId, restsOn?.releaseId]);
  const counts = ({ id, narrows = [] }: ConsentFact): boolean =>
    id === undefined || !usedUp.has(id) || [id, ...narrows].some((declaration) => carried.has(declaration));
  return { consents: grounds.consents.filter(counts), releases: grounds.releases.filter(counts) };
}

function carriers(
  { decision, permission, asked }: ChainVerdict,
  grounds: SharingGrounds,
): Pick<DisclosureVerdict, 'consentId' | 'releaseId' | 'declarations'> {
  const needsConsent = decision.effect === 'CONSENT' || decision.effect === 'CONSENT_AND_RELEASE';
  if (!permission.permitted || !needsConsent) return { consentId: null, releaseId: null, declarations: [] };
  const consent = coveringFact(grounds.consents, asked, decision.requiresWarning);
  const release =
    decision.effect === 'CONSENT'
      ? undefined
      : coveringFact(grounds.releases, asked, decision.requiresWarning);
  const declarations = [
    ...(consent ? [declared('CONSENT', consent)] : []),
    ...(release ? [declared('CONFIDENTIALITY_RELEASE', release)] : []),
  ];
  return { consentId: consent?.id ?? null, releaseId: release?.id ?? null, declarations };
}

function declared(
  kind: CarryingDeclaration['kind'],
  { givenBy = 'PERSON', givenOn }: ConsentFact,
): CarryingDeclaration {
  return { kind, givenBy, givenOn: givenOn ?? null };
}

/** Schools and other education bodies are exempt (§ 87 Abs. 1 AufenthG). */
function warningFor(table: DecisionTable, recipientType: OrgTypeCode): string | null {
  const isBound = table.partyGroups.PUBLIC_BODY.includes(recipientType) && recipientType !== 'EDUCATION_BODY';
  return isBound ? SECTION_87_WARNING : null;
}
