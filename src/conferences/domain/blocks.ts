import type { StaffId, UnitId } from '../../kernel/index.js';
import type { SharingBlock, SharingCategory } from '../../sharing/index.js';
import type { BlockBody, BlockFacts } from './block-facts.js';
import { wordsOf, type WayOut } from './block-words.js';
import { DEFAULT_QUORUM } from './conference-kinds.js';

/** The fourteen blocks, in the order in which they are shown. */
export const BLOCK_CODES = [
  'PURPOSE_NOT_ALLOWED',
  'STATUS_RISK',
  'PERSON_OBJECTS',
  'CONSENT_MISSING',
  'NO_LEGAL_BASIS',
  'CONFLICT',
  'PERSON_NOT_INVITED',
  'LANGUAGE_LEVEL',
  'ANON_NOT_RELEASED',
  'ROLE_MISSING',
  'QUORUM',
  'UNDERTAKING_MISSING',
  'MANDATE_MISSING',
  'CONTRIBUTION_MISSING',
] as const;
export type BlockCode = (typeof BLOCK_CODES)[number];

/** Whether a block keeps something from happening, or is to be known. */
export type BlockSeverity = 'HARD' | 'SOFT';

/** Whom a block keeps out: everybody, or only the participant it concerns. */
export type BlockScope = 'CONFERENCE' | 'PARTICIPANT';

/** First step it keeps from happening; what prevents a date also prevents the sitting. */
export type PreventedStep = 'SCHEDULING' | 'SITTING';

/** What stands in the way of a conference, and how out of it. */
export interface ConferenceBlock {
  readonly code: BlockCode;
  readonly severity: BlockSeverity;
  readonly scope: BlockScope;
  readonly prevents: PreventedStep;
  /** Body it concerns; `null` when it concerns the conference as a whole. */
  readonly unitId: UnitId | null;
  /** Staff member it concerns; `null` for whoever comes. */
  readonly staffId: StaffId | null;
  /** Category that may not be told; only of blocks of data sharing. */
  readonly category: SharingCategory | null;
  /** Reason for the convening side, German; names bodies, never the person. */
  readonly sentence: string;
  /** The same for the person, in plain words. */
  readonly plain: string;
  readonly waysOut: readonly WayOut[];
  /** The ways out as one German sentence. */
  readonly wayOut: string;
}

type Found = Pick<ConferenceBlock, 'code'> &
  Partial<ConferenceBlock> & { readonly name?: string | undefined };

/**
 * Everything that stands in the way of a conference now, from facts alone.
 *
 * @returns In the order of {@link BLOCK_CODES}, inside a code in the order of the facts; empty when nothing does.
 */
export function assessBlocks(facts: BlockFacts): readonly ConferenceBlock[] {
  const always = [
    ...purposeBlocks(facts),
    ...statusBlocks(facts),
    ...objectionBlocks(facts),
    ...sharingBlocks(facts),
    ...conflictBlocks(facts),
  ];
  const found = facts.dateIsSet ? [...always, ...sittingBlocks(facts)] : always;
  return found
    .map((block) => complete(facts, block))
    .sort((a, b) => BLOCK_CODES.indexOf(a.code) - BLOCK_CODES.indexOf(b.code));
}

/** The blocks that keep the next step of a conference from happening. */
export function preventing(
  blocks: readonly ConferenceBlock[],
  step: PreventedStep,
): readonly ConferenceBlock[] {
  return blocks.filter(
    ({ severity, scope, prevents }) =>
      severity === 'HARD' && scope === 'CONFERENCE' && (prevents === 'SCHEDULING' || step === 'SITTING'),
  );
}

/** What the decision table says, as a block of a conference with names. */
export function ofSharing(block: SharingBlock): ConferenceBlock {
  const { code, unitId, category, sentence, wayOut } = block;
  const about = {
    name: undefined,
    isConvener: false,
    isStaff: false,
    outweighed: false,
    quorum: DEFAULT_QUORUM,
  };
  const words = wordsOf(code, { ...about, mode: 'IDENTIFIED', category });
  return { staffId: null, ...SORTS[code], ...words, code, unitId, category, sentence, wayOut };
}

function taking({ bodies }: BlockFacts): readonly BlockBody[] {
  return bodies.filter(({ takesPart }) => takesPart);
}

function purposeBlocks(facts: BlockFacts): readonly Found[] {
  return taking(facts)
    .filter(({ isEnforcement }) => isEnforcement)
    .map(({ unitId, name }) => ({ code: 'PURPOSE_NOT_ALLOWED', unitId, name }));
}

/** A declared compartment and a public body in the circle; nothing is asked about the stay itself. */
function statusBlocks(facts: BlockFacts): readonly Found[] {
  if (!facts.isProtected || facts.mode === 'ANONYMISED') return [];
  return taking(facts)
    .filter(({ wasOpened }) => !wasOpened)
    .map(({ unitId, name, mayHaveToReport }) => ({
      // Whoever need not report learns nothing of it either: for them the case does not exist.
      code: mayHaveToReport ? 'STATUS_RISK' : 'NO_LEGAL_BASIS',
      unitId,
      name,
    }));
}

function objectionBlocks({ personObjects, outweighsObjection }: BlockFacts): readonly Found[] {
  if (!personObjects) return [];
  return [{ code: 'PERSON_OBJECTS', severity: outweighsObjection ? 'SOFT' : 'HARD' }];
}

function sharingBlocks({ sharing }: BlockFacts): readonly Found[] {
  return sharing.map(({ code, unitId, category, sentence, wayOut }) => ({
    code,
    unitId,
    category,
    sentence,
    wayOut,
  }));
}

function conflictBlocks(facts: BlockFacts): readonly Found[] {
  return facts.conflicts.map(({ unitId, staffId }) => ({
    code: 'CONFLICT',
    unitId,
    staffId,
    name: nameOf(facts, unitId),
    // Who convenes cannot be left out: another unit has to.
    scope: unitId === facts.convenerUnitId ? 'CONFERENCE' : 'PARTICIPANT',
  }));
}

function sittingBlocks(facts: BlockFacts): readonly Found[] {
  return [
    ...personBlocks(facts),
    ...roleBlocks(facts),
    ...quorumBlocks(facts),
    ...facts.undertakingsMissing.map(({ unitId, staffId }): Found => ({
      code: 'UNDERTAKING_MISSING',
      unitId,
      staffId,
      name: nameOf(facts, unitId),
    })),
    ...taking(facts)
      .filter(({ isAbsent, hasMandate }) => !isAbsent && hasMandate !== true)
      .map(({ unitId, name }): Found => ({ code: 'MANDATE_MISSING', unitId, name })),
    ...facts.contributionsMissing.map((unitId): Found => ({
      code: 'CONTRIBUTION_MISSING',
      unitId,
      name: nameOf(facts, unitId),
    })),
  ];
}

function personBlocks(facts: BlockFacts): readonly Found[] {
  const { rule, mode, interpreter, anonymisationReleased } = facts;
  if (mode === 'ANONYMISED')
    return rule.needsAnonymisationRelease && anonymisationReleased === false
      ? [{ code: 'ANON_NOT_RELEASED' }]
      : [];
  const level = interpreter.bookedLevel;
  const suffices = level !== null && (level !== 'LAY' || !rule.hasLegalConsequences);
  const severity = rule.hasLegalConsequences ? 'HARD' : 'SOFT';
  return [
    ...(facts.personInvited ? [] : [{ code: 'PERSON_NOT_INVITED' } as const]),
    ...(interpreter.needed && !suffices ? [{ code: 'LANGUAGE_LEVEL', severity } as const] : []),
  ];
}

function roleBlocks(facts: BlockFacts): readonly Found[] {
  const there = {
    MODERATOR: facts.hasChair,
    RECORDER: facts.hasRecorder,
    CASE_LEAD: facts.caseLeadTakesPart,
  };
  const names = {
    MODERATOR: 'die Moderation',
    RECORDER: 'die Protokollführung',
    CASE_LEAD: 'die Fallführung',
  };
  return [
    ...facts.rule.neededRoles
      .filter((role) => !there[role])
      .map((role): Found => ({ code: 'ROLE_MISSING', name: names[role] })),
    ...facts.bodies
      .filter((body) => body.isEssential && !comes(facts, body))
      .map(({ unitId, name }): Found => ({
        code: 'ROLE_MISSING',
        unitId,
        name: `„${name}“, ohne die sich die Leitfrage nicht beantworten lässt`,
      })),
  ];
}

function quorumBlocks(facts: BlockFacts): readonly Found[] {
  if (facts.isConsultation) return [];
  const present = facts.bodies.filter((body) => comes(facts, body));
  // A body may say until the sitting whether it has a mandate; who said no does not count.
  const mandated = present.filter(({ hasMandate }) => hasMandate !== false).length;
  const { bodies, mandatePercent } = facts.quorum;
  const enough = present.length >= bodies && mandated * 100 >= present.length * mandatePercent;
  return enough ? [] : [{ code: 'QUORUM' }];
}

/** A body counts when it takes part, will be there, and nothing keeps it out. */
function comes(facts: BlockFacts, { unitId, staffId, takesPart, isAbsent }: BlockBody): boolean {
  const shutOut = [...facts.conflicts, ...facts.undertakingsMissing].some(
    (concern) => concern.unitId === unitId && (concern.staffId === null || concern.staffId === staffId),
  );
  return takesPart && !isAbsent && !shutOut;
}

function nameOf({ bodies }: BlockFacts, unitId: UnitId): string | undefined {
  return bodies.find((body) => body.unitId === unitId)?.name;
}

/** What is the same for every block of a code. */
const SORTS: Readonly<Record<BlockCode, Pick<ConferenceBlock, 'severity' | 'scope' | 'prevents'>>> = {
  PURPOSE_NOT_ALLOWED: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SCHEDULING' },
  STATUS_RISK: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SCHEDULING' },
  PERSON_OBJECTS: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SCHEDULING' },
  CONSENT_MISSING: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SCHEDULING' },
  NO_LEGAL_BASIS: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SCHEDULING' },
  CONFLICT: { severity: 'HARD', scope: 'PARTICIPANT', prevents: 'SCHEDULING' },
  PERSON_NOT_INVITED: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SITTING' },
  LANGUAGE_LEVEL: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SITTING' },
  ANON_NOT_RELEASED: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SITTING' },
  ROLE_MISSING: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SITTING' },
  QUORUM: { severity: 'HARD', scope: 'CONFERENCE', prevents: 'SITTING' },
  UNDERTAKING_MISSING: { severity: 'HARD', scope: 'PARTICIPANT', prevents: 'SITTING' },
  MANDATE_MISSING: { severity: 'SOFT', scope: 'PARTICIPANT', prevents: 'SITTING' },
  CONTRIBUTION_MISSING: { severity: 'SOFT', scope: 'PARTICIPANT', prevents: 'SITTING' },
};

function complete(facts: BlockFacts, { name, ...found }: Found): ConferenceBlock {
  const words = wordsOf(found.code, {
    name,
    isConvener: found.unitId === facts.convenerUnitId,
    isStaff: found.staffId != null,
    outweighed: facts.outweighsObjection,
    quorum: facts.quorum,
    mode: facts.mode,
    category: found.category ?? null,
  });
  return {
    unitId: null,
    staffId: null,
    category: null,
    ...SORTS[found.code],
    ...words,
    ...found,
  };
}
