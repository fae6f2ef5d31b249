import type { DataRegime, OrgTypeCode } from '../../directory/index.js';
import { decideSharing } from './decide-sharing.js';
import type { DataItemId } from '../../kernel/index.js';
import { giverOf, type Entruster } from './data-item.js';
import { effectsByStrictness, type DecisionTable } from './decision-table.js';
import { isPermitted, type Permission } from './permission.js';
import type { SecrecyOrigin, SharingCategory } from './sharing-codes.js';
import type { Decision, Opener, SharingGrounds, SharingInput } from './sharing-input.js';

/** One controller through whose hands an item went, and what it brought along there. */
export interface ChainLink {
  readonly controllerType: OrgTypeCode;
  /** What it was about there: calling it otherwise later opens nothing. */
  readonly category: SharingCategory;
  readonly regime: DataRegime;
  readonly secrecyOrigin: SecrecyOrigin | null;
  readonly entrustedBy: Entruster | null;
  /** The item, where it was entrusted: a declaration of who entrusted it names it. */
  readonly entrustedItemId?: DataItemId | undefined;
}

/** The entrusted part of a link; items that nobody entrusted are alike whatever their id. */
export function entrustedPart(
  itemId: DataItemId,
  entrustedBy: Entruster | null,
): Pick<ChainLink, 'entrustedBy' | 'entrustedItemId'> {
  return entrustedBy === null ? { entrustedBy } : { entrustedBy, entrustedItemId: itemId };
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
 * Whoever had it from a body bound by § 203 StGB keeps that secrecy. What was entrusted needs the declaration of who
 * entrusted that very item (§ 65 SGB VIII), beside everything the same disclosure would need if nobody had.
 *
 * @param input The intended disclosure; source type, category, regime and secrecy are taken from the chain.
 */
export function decideChain(
  table: DecisionTable,
  chain: SecrecyChain,
  input: Omit<SharingInput, 'sourceType' | 'category' | 'regime' | 'secrecyOrigin' | 'opener'>,
  grounds: SharingGrounds,
): ChainVerdict {
  const secrets = secretsOf(table, chain);
  const verdicts = chain.flatMap((link, index) =>
    secrets.map(({ secrecyOrigin, opener }) => {
      const asked = {
        ...input,
        sourceType: link.controllerType,
        category: link.category,
        regime: link.regime,
        secrecyOrigin,
        opener,
        // Only the unit that discloses now can keep it to itself.
        sameUnit: index === 0 && input.sameUnit,
      };
      const decision = decideSharing(table, asked, grounds);
      return { decision, permission: isPermitted(decision, grounds, asked), asked };
    }),
  );
  const [strictest] = verdicts.toSorted(stricterFirst);
  if (!strictest) throw new Error('A chain has at least one link');
  return { ...strictest, conditions: [...new Set(verdicts.flatMap(({ decision }) => decision.conditions))] };
}

type Verdict = Omit<ChainVerdict, 'conditions'>;

/** One secret an item carries, and whose declarations open it. */
interface Secret {
  readonly secrecyOrigin: SecrecyOrigin | undefined;
  readonly opener: Opener | undefined;
}

/** Of the person first, as if nothing had been entrusted, then what was entrusted, each by whoever did. */
function secretsOf(table: DecisionTable, chain: SecrecyChain): readonly Secret[] {
  const entrusted = chain.filter(
    ({ secrecyOrigin, entrustedBy }) => secrecyOrigin === 'ENTRUSTED' || entrustedBy !== null,
  );
  const ofPerson = openerOf(
    entrusted.filter(({ entrustedBy }) => entrustedBy === 'PERSON'),
    'PERSON',
  );
  const own = gatheredOrigins(table, chain).map((secrecyOrigin) => ({ secrecyOrigin, opener: ofPerson }));
  const others = entrusted.map((link): Secret => {
    const by = link.entrustedBy === null ? undefined : giverOf(link.entrustedBy);
    const opener = by === 'ENTRUSTER' ? openerOf([link], by) : by && ofPerson;
    return { secrecyOrigin: 'ENTRUSTED', opener };
  });
  return [...own, ...others];
}

function openerOf(links: readonly ChainLink[], by: Opener['by']): Opener {
  return { by, itemIds: links.flatMap(({ entrustedItemId }) => entrustedItemId ?? []) };
}

/** All secrecy an item carries beside trust; `undefined` alone when it carries none. */
function gatheredOrigins(
  table: DecisionTable,
  chain: SecrecyChain,
): readonly [SecrecyOrigin | undefined, ...SecrecyOrigin[]] {
  const { WELFARE, CASE_MANAGER, HEALTH } = table.partyGroups;
  const bound = new Set<string>([...WELFARE, ...CASE_MANAGER, ...HEALTH]);
  const [, ...givers] = chain;
  const gathered = new Set<SecrecyOrigin>(chain.flatMap(({ secrecyOrigin }) => secrecyOrigin ?? []));
  if (givers.some(({ controllerType }) => bound.has(controllerType))) gathered.add('PROFESSIONAL');
  gathered.delete('ENTRUSTED');
  const [first, ...others] = [...gathered].toSorted();
  return [first, ...others];
}

/**
 * What is refused before what is permitted, what no declaration cures before what one does, then by effect. Of two
 * declarations that are both needed the one of the person is told first: it may be for one disclosure only.
 */
function stricterFirst(a: Verdict, b: Verdict): number {
  return (
    refusal(a.permission) - refusal(b.permission) ||
    effectsByStrictness.indexOf(a.decision.effect) - effectsByStrictness.indexOf(b.decision.effect) ||
    Number(a.asked.opener?.by !== 'PERSON') - Number(b.asked.opener?.by !== 'PERSON') ||
    a.decision.row - b.decision.row
  );
}

function refusal({ missing }: Permission): number {
  return (['BASIS', 'CONSENT', 'RELEASE', undefined] as const).indexOf(missing);
}
