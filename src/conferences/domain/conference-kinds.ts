import type { OrgTypeCode } from '../../directory/index.js';
import type { ConferenceKind, ConferenceMode, DecisionKind } from './conference.js';

/** Role without which a sitting of a kind cannot be held. */
export type NeededRole = 'MODERATOR' | 'RECORDER' | 'CASE_LEAD';

/** What holds for one kind of conference. Data with norm and date; code asks the table and knows no kind by name. */
export interface KindRule {
  readonly kind: ConferenceKind;
  /** Name, German. */
  readonly label: string;
  /** Modes in which it may be held here; the first is the default. Empty: it is held elsewhere and only linked. */
  readonly modes: readonly ConferenceMode[];
  /** Norm or basis on which it stands. */
  readonly norm: string;
  /** Where the rule was taken from. */
  readonly source: string;
  /** Calendar date from which this line holds. */
  readonly validFrom: string;
  /** Usual length of the sitting, minutes. */
  readonly minutes: number;
  /** Working days between the invitation and the sitting. */
  readonly invitationWorkdays: number;
  readonly neededRoles: readonly NeededRole[];
  /** Whether bodies may take tasks about the person from it. */
  readonly mayGiveTasks: boolean;
  /** Consequences for residence or benefits are discussed: interpreting has to be qualified or sworn. */
  readonly hasLegalConsequences: boolean;
  /** A released anonymisation check is needed when there is a brief. */
  readonly needsAnonymisationRelease: boolean;
  /** One of {@link URGENT_BASES} has to be given. */
  readonly needsUrgentBasis: boolean;
}

const SINCE = '2026-11-22';
const HEADS = ['MODERATOR', 'RECORDER'] as const;
const ALL_ROLES = [...HEADS, 'CASE_LEAD'] as const;

const identified = {
  modes: ['IDENTIFIED'],
  validFrom: SINCE,
  minutes: 60,
  invitationWorkdays: 10,
  neededRoles: ALL_ROLES,
  mayGiveTasks: true,
  hasLegalConsequences: true,
  needsAnonymisationRelease: false,
  needsUrgentBasis: false,
} as const;

const anonymised = {
  ...identified,
  modes: ['ANONYMISED'],
  minutes: 45,
  neededRoles: HEADS,
  mayGiveTasks: false,
  hasLegalConsequences: false,
  needsAnonymisationRelease: true,
} as const;

/** All kinds. */
export const KIND_RULES: readonly KindRule[] = [
  {
    ...identified,
    kind: 'INTEGRATION_IDENTIFIED',
    label: 'Fallkonferenz mit der Person',
    norm: '§§ 67b, 69 SGB X; Vorbild § 20 SGB IX',
    source: 'Methode des Feldes, 4.1, 4.5',
  },
  {
    ...anonymised,
    kind: 'LEARNING_ANONYMISED',
    label: 'Anonymisierte Fallkonferenz zum Lernen',
    norm: '§ 64 Abs. 2a SGB VIII (entsprechend)',
    source: 'Methode des Feldes, 4.1, 4.5, 4.8',
  },
  {
    ...identified,
    kind: 'LEGAL_SPHERE_TRANSITION',
    label: 'Konferenz zum Rechtskreiswechsel',
    norm: '§§ 67b, 69 SGB X',
    source: 'Methode des Feldes, 4.1',
  },
  {
    ...identified,
    kind: 'REVIEW',
    label: 'Wiedervorlage',
    modes: ['IDENTIFIED', 'ANONYMISED'],
    norm: 'wie die Konferenz, die sie fortsetzt',
    source: 'Methode des Feldes, 4.1, 4.3',
    minutes: 45,
    needsAnonymisationRelease: true,
  },
  {
    ...identified,
    kind: 'URGENT',
    label: 'Eilkonferenz',
    norm: '§ 4 KKG, § 8a SGB VIII, § 34 StGB, Art. 6 Abs. 1 d DSGVO oder Einwilligung',
    source: 'Methode des Feldes, 4.1, 4.3',
    invitationWorkdays: 2,
    needsUrgentBasis: true,
  },
  {
    ...anonymised,
    kind: 'PEER_ANONYMISED',
    label: 'Kollegiale Fallberatung',
    norm: '§ 64 Abs. 2a SGB VIII',
    source: 'Methode des Feldes, 4.1',
  },
  {
    ...identified,
    kind: 'STATUTORY_EXTERNAL',
    label: 'Gesetzliche Konferenz, hier nur verknüpft',
    modes: [],
    norm: '§§ 20, 119 SGB IX, § 36 SGB VIII',
    source: 'Methode des Feldes, 4.1',
    mayGiveTasks: false,
  },
  {
    ...anonymised,
    kind: 'PLANNING',
    label: 'Fall- und Planungskonferenz',
    norm: 'Auswertungen ohne Personenbezug, § 67c Abs. 3 SGB X (entsprechend)',
    source: 'Methode des Feldes, 4.1',
    minutes: 60,
  },
];

/** What holds for a kind. @throws {Error} the table has no line for it: it was checked at the start. */
export function ruleOf(kind: ConferenceKind): KindRule {
  const rule = KIND_RULES.find((candidate) => candidate.kind === kind);
  if (!rule) throw new Error(`No rule for conferences of kind ${kind}`);
  return rule;
}

/** Whether a conference of this kind may be held in this mode. */
export function kindFitsMode(kind: ConferenceKind, mode: ConferenceMode): boolean {
  return ruleOf(kind).modes.includes(mode);
}

/** Aims for which no conference is ever held here: other law, other purpose (decision table row 2). */
export const REFUSED_KINDS = ['POLICE', 'SECURITY', 'RETURN'] as const;
export type RefusedKind = (typeof REFUSED_KINDS)[number];

/** Bodies with which nobody confers here, whatever the occasion (§ 68 SGB X stays outside; decision table rows 2, 3). */
const ENFORCEMENT_BODIES: readonly OrgTypeCode[] = ['POLICE', 'PUBLIC_PROSECUTOR'];

/** Whether a body is one of them. */
export function isEnforcement(type: OrgTypeCode): boolean {
  return ENFORCEMENT_BODIES.includes(type);
}

/** Basis of an urgent conference. */
export interface UrgentBasisRule {
  readonly label: string;
  readonly norm: string;
  readonly source: string;
  readonly validFrom: string;
  /** Purpose under which the decision table is asked. */
  readonly purpose: 'CONF' | 'CHILD' | 'VITAL';
  /** It may be held although the person objects: somebody is in danger. */
  readonly outweighsObjection: boolean;
}

/** Why a conference may be urgent. Nothing else is a reason. */
export const URGENT_BASES = {
  VITAL_INTERESTS: {
    label: 'Gefahr für Leib oder Leben',
    norm: 'Art. 6 Abs. 1 d DSGVO, § 34 StGB',
    source: 'Methode des Feldes, 4.1, 5.10 Zeile 43',
    validFrom: SINCE,
    purpose: 'VITAL',
    outweighsObjection: true,
  },
  CHILD_PROTECTION: {
    label: 'Schutz eines Kindes',
    norm: '§ 4 KKG, § 8a SGB VIII',
    source: 'Methode des Feldes, 4.1, 5.10 Zeile 41',
    validFrom: SINCE,
    purpose: 'CHILD',
    outweighsObjection: true,
  },
  CONSENT: {
    label: 'Einwilligung der Person',
    norm: 'Art. 6 Abs. 1 a DSGVO, § 67b Abs. 2 SGB X',
    source: 'Methode des Feldes, 4.1',
    validFrom: SINCE,
    purpose: 'CONF',
    outweighsObjection: false,
  },
} as const satisfies Readonly<Record<string, UrgentBasisRule>>;
export type UrgentBasis = keyof typeof URGENT_BASES;
export const URGENT_BASIS_CODES = Object.keys(URGENT_BASES) as readonly UrgentBasis[];

/** Whether a conference on this basis may be held although the person objects. */
export function outweighsObjection(basis: UrgentBasis | null): boolean {
  return basis !== null && URGENT_BASES[basis].outweighsObjection;
}

/** Ground on which a request may be declined. */
export interface DeclineGroundRule {
  readonly label: string;
  readonly norm: string;
  readonly source: string;
  readonly validFrom: string;
  /** Blocks at least one of which has to stand in the way, else the ground is not given; empty: words suffice. */
  readonly needsBlock: readonly ('CONSENT_MISSING' | 'NO_LEGAL_BASIS')[];
}

/** The only grounds on which a request may be declined (§ 20 Abs. 1 S. 3 SGB IX, taken over as a rule of the platform). */
export const DECLINE_GROUNDS = {
  CONSENT_MISSING: {
    label: 'Die Einwilligung fehlt',
    norm: '§ 20 Abs. 1 S. 3 SGB IX (entsprechend)',
    source: 'Methode des Feldes, 4.2',
    validFrom: SINCE,
    needsBlock: ['CONSENT_MISSING', 'NO_LEGAL_BASIS'],
  },
  CLARIFIABLE_IN_WRITING: {
    label: 'Der Sachverhalt lässt sich schriftlich klären',
    norm: '§ 20 Abs. 1 S. 3 SGB IX (entsprechend)',
    source: 'Methode des Feldes, 4.2',
    validFrom: SINCE,
    needsBlock: [],
  },
  DISPROPORTIONATE: {
    label: 'Der Aufwand steht in keinem angemessenen Verhältnis',
    norm: '§ 20 Abs. 1 S. 3 SGB IX (entsprechend)',
    source: 'Methode des Feldes, 4.2',
    validFrom: SINCE,
    needsBlock: [],
  },
} as const satisfies Readonly<Record<string, DeclineGroundRule>>;
export type DeclineGround = keyof typeof DECLINE_GROUNDS;
export const DECLINE_GROUND_CODES = Object.keys(DECLINE_GROUNDS) as readonly DeclineGround[];

/** Conferences of other law: held by the authority that the statute names, here only linked. */
export const STATUTES = {
  TEILHABEPLAN: { label: 'Teilhabeplankonferenz', norm: '§ 20 SGB IX' },
  GESAMTPLAN: { label: 'Gesamtplankonferenz', norm: '§ 119 SGB IX' },
  HILFEPLAN: { label: 'Hilfeplangespräch', norm: '§ 36 SGB VIII' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly norm: string }>>;
export type Statute = keyof typeof STATUTES;
export const STATUTE_CODES = Object.keys(STATUTES) as readonly Statute[];

/** What a consultation held without quorum may put down (method 4.9, way out of `QUORUM`): advice, nothing that binds. */
export const CONSULTATION_KINDS: readonly DecisionKind[] = ['RECOMMENDATION', 'REQUEST_TO_STEERING'];

/** How many bodies have to be there. */
export interface QuorumRule {
  /** Bodies beside the one that leads the case. */
  readonly bodies: number;
  /** Percent of them that need a mandate. */
  readonly mandatePercent: number;
}

/** Quorum where a region has set no other. */
export const DEFAULT_QUORUM: QuorumRule & { readonly source: string; readonly validFrom: string } = {
  bodies: 2,
  mandatePercent: 50,
  source: 'Methode des Feldes, 4.9, Vorschlag dieses Projekts',
  validFrom: SINCE,
};

/**
 * What is wrong with a table of kinds.
 *
 * @returns One sentence per fault; empty when it can be used.
 */
export function faultsOfKinds(
  rules: readonly KindRule[],
  kinds: readonly ConferenceKind[],
): readonly string[] {
  const faults = kinds.flatMap((kind) => {
    const lines = rules.filter((rule) => rule.kind === kind).length;
    return lines === 1 ? [] : [`${kind} has ${lines} lines, one is needed`];
  });
  return [...faults, ...rules.flatMap(faultsOfRule)];
}

function faultsOfRule(rule: KindRule): readonly string[] {
  const { kind, modes, norm, source, validFrom, minutes, invitationWorkdays, neededRoles } = rule;
  const named = modes.includes('IDENTIFIED');
  const wrong: readonly [boolean, string][] = [
    [norm.trim() === '' || source.trim() === '', 'names no norm or no source'],
    [!/^\d{4}-\d{2}-\d{2}$/.test(validFrom), 'has no date from which it holds'],
    [minutes < 15 || minutes > 240, 'has a length that no sitting can have'],
    [!Number.isInteger(invitationWorkdays) || invitationWorkdays < 1, 'invites without notice'],
    [named && !neededRoles.includes('CASE_LEAD'), 'names the person without the case lead'],
    [modes.includes('ANONYMISED') && !rule.needsAnonymisationRelease, 'is anonymised without a release'],
    [!HEADS.every((role) => neededRoles.includes(role)), 'is held without chair or recorder'],
    [rule.needsUrgentBasis && !named, 'is urgent without a person'],
  ];
  return wrong.flatMap(([isWrong, fault]) => (isWrong ? [`${kind} ${fault}`] : []));
}
