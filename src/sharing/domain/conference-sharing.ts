import type { UnitId } from '../../kernel/index.js';
import type { OrgTypeCode } from '../../directory/index.js';
import { decideSharing } from './decide-sharing.js';
import type { DecisionTable } from './decision-table.js';
import { circumstancesOf, type Objections } from './objection.js';
import { isPermitted, type Permission } from './permission.js';
import { sharingCategories, type SecrecyOrigin, type SharingCategory } from './sharing-codes.js';
import type { ContainedItem, Decision, SharingGrounds, SharingInput } from './sharing-input.js';

/** A category that a body needs in the conference, and who holds it. */
export interface NeededCategory {
  readonly category: SharingCategory;
  readonly fromUnitId: UnitId;
  readonly fromUnitType: OrgTypeCode;
  /** Name for the sentence; not needed if the holder takes part itself. */
  readonly fromUnitName?: string | undefined;
  /** Comes with taking part in a conference with names; it cannot be left out alone. */
  readonly isIdentity?: boolean | undefined;
  readonly secrecyOrigin?: SecrecyOrigin | undefined;
  readonly protectedCompartment?: boolean | undefined;
  readonly contains?: readonly ContainedItem[] | undefined;
}

/** A body that shall take part. */
export interface ConferenceParticipant {
  readonly unitId: UnitId;
  readonly unitType: OrgTypeCode;
  readonly name: string;
  /** It convenes: it cannot be left out, but another can convene. */
  readonly convenes?: boolean | undefined;
  readonly neededCategories: readonly NeededCategory[];
}

/** What is planned: who takes part and needs what, with or without naming the person. */
export interface ConferencePlan {
  readonly participants: readonly ConferenceParticipant[];
  readonly mode: 'IDENTIFIED' | 'ANONYMISED';
  /** Day of the conference, calendar date. */
  readonly on: string;
  /** Objections of the person against disclosures of the holders. */
  readonly objections?: Objections;
  /** Why it is held; left out: integration planning. Only danger to somebody is another purpose. */
  readonly purpose?: 'CONF' | 'CHILD' | 'VITAL' | undefined;
}

/** A unit as the check of a conference needs it. */
export interface ConferenceUnit {
  readonly id: UnitId;
  readonly type: OrgTypeCode;
  readonly name: string;
}

/** From what the plan of a conference is made. */
export interface ConferenceParts extends Pick<ConferencePlan, 'mode' | 'on'> {
  /** Unit that convenes and brings the case. */
  readonly convener: ConferenceUnit;
  /** Unit that leads the case and knows the person anyway; `null` without a case. */
  readonly lead: ConferenceUnit | null;
  /** The case lies in a protected compartment. */
  readonly protectedCompartment?: boolean | undefined;
  readonly participants: readonly {
    readonly unit: ConferenceUnit;
    readonly categories: readonly SharingCategory[];
  }[];
}

/** Bodies that cannot name a person without telling that they counsel them. */
const COUNSELLING: readonly OrgTypeCode[] = [
  'WELFARE_PROVIDER',
  'CASE_MANAGER_WELFARE',
  'CASE_MANAGER_PUBLIC',
];

/** What a body discloses by naming a person: counselling bodies that they counsel them, all others the name. */
export function identityCategory(type: OrgTypeCode): 'MASTER' | 'FACT_CM' {
  return COUNSELLING.includes(type) ? 'FACT_CM' : 'MASTER';
}

/**
 * The plan of a conference. Who takes part in one with names learns who it is about, whatever else they need: that need
 * is always part of the plan. The convening unit needs it from the leading one.
 */
export function planConference(parts: ConferenceParts): ConferencePlan {
  const { mode, on, convener, lead, participants, protectedCompartment } = parts;
  const named = mode === 'IDENTIFIED';
  const bodies = participants.map(({ unit, categories }) => {
    const identity = named && unit.id !== lead?.id ? identityCategory(convener.type) : undefined;
    return bodyOf(unit, identity, categories, { ...convener, protectedCompartment });
  });
  if (!named || lead === null || lead.id === convener.id) return { mode, on, participants: bodies };
  const own = bodyOf(convener, identityCategory(lead.type), [], { ...lead, protectedCompartment });
  return { mode, on, participants: [{ ...own, convenes: true }, ...bodies] };
}

function bodyOf(
  unit: ConferenceUnit,
  identity: SharingCategory | undefined,
  categories: readonly SharingCategory[],
  from: ConferenceUnit & Pick<ConferenceParts, 'protectedCompartment'>,
): ConferenceParticipant {
  const all = new Set([...(identity === undefined ? [] : [identity]), ...categories]);
  return {
    unitId: unit.id,
    unitType: unit.type,
    name: unit.name,
    neededCategories: [...all].map((category) => ({
      category,
      isIdentity: category === identity,
      fromUnitId: from.id,
      fromUnitType: from.type,
      fromUnitName: from.name,
      protectedCompartment: from.protectedCompartment,
    })),
  };
}

/** Why one body may not receive one category from another. */
export interface SharingBlock {
  /** `CONSENT_MISSING` can be cured by the person, `NO_LEGAL_BASIS` cannot. */
  readonly code: 'CONSENT_MISSING' | 'NO_LEGAL_BASIS';
  /** The body that would receive. */
  readonly unitId: UnitId;
  readonly fromUnitId: UnitId;
  readonly category: SharingCategory;
  readonly missing: 'CONSENT' | 'RELEASE' | 'BASIS';
  /** Number of the deciding row. */
  readonly row: number;
  /** What is wrong, German, naming both bodies. */
  readonly sentence: string;
  /** What helps, German. */
  readonly wayOut: string;
}

/**
 * Everything that keeps a Fallkonferenz from being scheduled on account of data sharing.
 *
 * An anonymised conference needs no consent; only what stays closed for anonymised material blocks it.
 *
 * @param grounds Consents and releases of the person the conference is about.
 * @returns In the order of participants and their needs, each combination once; empty if nothing blocks.
 */
export function checkConferenceSharing(
  table: DecisionTable,
  plan: ConferencePlan,
  grounds: SharingGrounds,
): readonly SharingBlock[] {
  const blocks = plan.participants.flatMap((participant) =>
    participant.neededCategories.flatMap((need) => checkNeed(table, plan, participant, need, grounds)),
  );
  const keyOf = (block: SharingBlock): string => [block.unitId, block.fromUnitId, block.category].join('|');
  const seen = new Map<string, SharingBlock>();
  for (const block of blocks) {
    const known = seen.get(keyOf(block));
    // The same category may be needed with and without secrecy: what cannot be cured is what to show.
    if (known === undefined || (known.missing !== 'BASIS' && block.missing === 'BASIS'))
      seen.set(keyOf(block), block);
  }
  return [...seen.values()];
}

function checkNeed(
  table: DecisionTable,
  plan: ConferencePlan,
  participant: ConferenceParticipant,
  need: NeededCategory,
  grounds: SharingGrounds,
): readonly SharingBlock[] {
  const input = inputOf(plan, participant, need);
  const decision = decideSharing(table, input, grounds);
  if (plan.mode === 'ANONYMISED') {
    return closedForAnonymous(decision) ? [blockOf(plan, participant, need, decision, 'BASIS')] : [];
  }
  const { missing }: Permission = isPermitted(decision, grounds, input);
  return missing === undefined ? [] : [blockOf(plan, participant, need, decision, missing)];
}

function inputOf(
  plan: ConferencePlan,
  participant: ConferenceParticipant,
  need: NeededCategory,
): SharingInput {
  return {
    sourceType: need.fromUnitType,
    recipientType: participant.unitType,
    sourceUnitId: need.fromUnitId,
    recipientUnitId: participant.unitId,
    category: need.category,
    purpose: plan.purpose ?? 'CONF',
    secrecyOrigin: need.secrecyOrigin,
    protectedCompartment: need.protectedCompartment,
    contains: need.contains,
    circumstances: circumstancesOf(plan.objections, need.fromUnitId),
    sameUnit: need.fromUnitId === participant.unitId,
    inConference: true,
    on: plan.on,
  };
}

function closedForAnonymous(decision: Decision): boolean {
  return (decision.effect === 'NEVER' && decision.alsoAnonymous) || decision.parts.some(closedForAnonymous);
}

function blockOf(
  plan: ConferencePlan,
  participant: ConferenceParticipant,
  need: NeededCategory,
  decision: Decision,
  missing: SharingBlock['missing'],
): SharingBlock {
  const holder =
    need.fromUnitName ??
    plan.participants.find(({ unitId }) => unitId === need.fromUnitId)?.name ??
    'abgebende Stelle';
  const lacking = {
    CONSENT: 'die Einwilligung der Person',
    RELEASE: 'die Schweigepflichtentbindung der Person',
    BASIS: 'eine Rechtsgrundlage',
  }[missing];
  const category = sharingCategories[need.category];
  return {
    code: missing === 'BASIS' ? 'NO_LEGAL_BASIS' : 'CONSENT_MISSING',
    unitId: participant.unitId,
    fromUnitId: need.fromUnitId,
    category: need.category,
    missing,
    row: decision.row,
    sentence: `„${participant.name}“ darf „${category}“ von „${holder}“ nicht erhalten: Es fehlt ${lacking}. ${decision.explanation.de}`,
    wayOut: wayOutOf(missing, holder, participant, need, decision),
  };
}

function wayOutOf(
  missing: SharingBlock['missing'],
  holder: string,
  recipient: ConferenceParticipant,
  need: NeededCategory,
  decision: Decision,
): string {
  const without =
    recipient.convenes === true ? `„${holder}“ einberufen lassen` : `„${recipient.name}“ nicht beteiligen`;
  const otherwise =
    need.isIdentity === true ? without : `„${sharingCategories[need.category]}“ weglassen, ${without}`;
  if (missing === 'BASIS') {
    return closedForAnonymous(decision) ? `${otherwise}.` : `${otherwise} oder anonymisiert beraten.`;
  }
  const asked = missing === 'CONSENT' ? 'die Einwilligung' : 'die Schweigepflichtentbindung';
  const warning = decision.requiresWarning ? ' nach der Warnung über § 87 AufenthG' : '';
  return `„${holder}“ holt ${asked}${warning} ein; sonst ${otherwise} oder anonymisiert beraten.`;
}
