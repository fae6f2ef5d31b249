import type { DataRegime, OrgTypeCode } from '../../directory/index.js';
import { decideSharing } from './decide-sharing.js';
import type { Entruster } from './data-item.js';
import { effectsByStrictness, type DecisionTable } from './decision-table.js';
import { noGrounds } from './grounds.js';
import { isPermitted, type Permission } from './permission.js';
import type { SecrecyOrigin, SharingCategory } from './sharing-codes.js';
import type { Decision, SharingGrounds, SharingInput } from './sharing-input.js';

/** One controller through whose hands an item went, and what it brought along there. */
export interface ChainLink {
  readonly controllerType: OrgTypeCode;
  /** What it was about there: calling it otherwise later opens nothing. */
  readonly category: SharingCategory;
  readonly regime: DataRegime;
  readonly secrecyOrigin: SecrecyOrigin | null;
  readonly entrustedBy: Entruster | null;
}

/** How an item came to the unit that would disclose it: that unit first, then those it had it from. */
export type SecrecyChain = readonly [ChainLink, ...ChainLink[]];

/** What an item with a history asks for, and whether it may go on. */
export interface ChainVerdict {
  /** Of the strictest link. */
  readonly decision: Decision;
  readonly permission: Permission;
  /** Conditions of every link, each once. */
  readonly conditions: readonly string[];
  /** What the strictest link was asked. */
  readonly asked: SharingInput;
}

/**
 * Decides about an item with the strictest link of its chain (§ 76 Abs. 1, § 78 SGB X): every controller it went
 * through is asked as if it gave it itself, with all secrecy gathered on the way, and all must permit.
 *
 * Whoever had it from a body bound by § 203 StGB keeps that secrecy. What was entrusted by somebody else than the
 * person is opened by no declaration of the person.
 *
 * @param input The intended disclosure; source type, category, regime and secrecy are taken from the chain.
 */
export function decideChain(
  table: DecisionTable,
  chain: SecrecyChain,
  input: Omit<SharingInput, 'sourceType' | 'category' | 'regime' | 'secrecyOrigin'>,
  grounds: SharingGrounds,
): ChainVerdict {
  const byOthers = chain.some((link) => link.entrustedBy !== null && link.entrustedBy !== 'PERSON');
  const counted = byOthers ? noGrounds : grounds;
  const origins = gatheredOrigins(table, chain);
  const verdicts = chain.flatMap((link, index) =>
    origins.map((secrecyOrigin) => {
      const asked = {
        ...input,
        sourceType: link.controllerType,
        category: link.category,
        regime: link.regime,
        secrecyOrigin,
        // Only the unit that discloses now can keep it to itself.
        sameUnit: index === 0 && input.sameUnit,
      };
      const decision = decideSharing(table, asked, counted);
      return { decision, permission: isPermitted(decision, counted, asked), asked };
    }),
  );
  const [strictest] = verdicts.toSorted(stricterFirst);
  if (!strictest) throw new Error('A chain has at least one link');
  return { ...strictest, conditions: [...new Set(verdicts.flatMap(({ decision }) => decision.conditions))] };
}

type Verdict = Omit<ChainVerdict, 'conditions'>;

/** All secrecy an item carries; `undefined` alone when it carries none. */
function gatheredOrigins(
  table: DecisionTable,
  chain: SecrecyChain,
): readonly [SecrecyOrigin | undefined, ...SecrecyOrigin[]] {
  const { WELFARE, CASE_MANAGER, HEALTH } = table.partyGroups;
  const bound = new Set<string>([...WELFARE, ...CASE_MANAGER, ...HEALTH]);
  const [, ...givers] = chain;
  const gathered = new Set<SecrecyOrigin>(chain.flatMap(({ secrecyOrigin }) => secrecyOrigin ?? []));
  if (givers.some(({ controllerType }) => bound.has(controllerType))) gathered.add('PROFESSIONAL');
  const [first, ...others] = [...gathered].toSorted();
  return [first, ...others];
}

/** What is refused before what is permitted, what no declaration cures before what one does, then by effect. */
function stricterFirst(a: Verdict, b: Verdict): number {
  return (
    refusal(a.permission) - refusal(b.permission) ||
    effectsByStrictness.indexOf(a.decision.effect) - effectsByStrictness.indexOf(b.decision.effect) ||
    a.decision.row - b.decision.row
  );
}

function refusal({ missing }: Permission): number {
  return (['BASIS', 'CONSENT', 'RELEASE', undefined] as const).indexOf(missing);
}
