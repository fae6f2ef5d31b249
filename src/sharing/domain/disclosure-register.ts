import { hashOf } from '../../kernel/index.js';
import type { DisclosureRecord } from './disclosure.js';
import type { DisclosureVerdict } from './judge-disclosure.js';

/** What a line of the register says once and for all; only how it ended and was answered comes later. */
export type DisclosureFacts = Omit<
  DisclosureRecord,
  'basisEndedAt' | 'basisEndReason' | 'answerDueOn' | 'answer' | 'answerNorm' | 'answerReminder'
>;

/** Ground of something told. What nothing permitted has none: a norm that forbids it is never named as its basis. */
export function groundOf({
  decision,
  permission,
}: Pick<DisclosureVerdict, 'decision' | 'permission'>): Pick<
  DisclosureRecord,
  'effect' | 'row' | 'basis' | 'tableVersion'
> {
  const { effect, row, basis, tableVersion } = decision;
  return permission.permitted
    ? { effect, row, basis, tableVersion }
    : { effect: 'NEVER', row, basis: [], tableVersion };
}

const NO_ITEM = '-';

/**
 * What the register of deeds keeps of a line, so that nobody changes or removes the line unnoticed: identifiers, category
 * and a hash of everything the line says.
 *
 * @returns `id item category from to hash`.
 */
export function attestationOf(line: DisclosureFacts): string {
  const { id, itemId, category, fromUnitId, toUnitId } = line;
  return [id, itemId ?? NO_ITEM, category, fromUnitId, toUnitId, hashOf(factsOf(line))].join(' ');
}

/** Identifier of the line that an attestation is about. */
export function attestedId(attestation: string): string {
  return attestation.split(' ')[0] ?? '';
}

/** What of a line is no longer as it was attested, e.g. `category WORK → HEALTH`; empty when it is the same. */
export function changesSince(attestation: string, line: DisclosureFacts): readonly string[] {
  const [then, now] = [attestation.split(' '), attestationOf(line).split(' ')];
  const named = ['id', 'item', 'category', 'from', 'to'].flatMap((name, index) =>
    then[index] === now[index] ? [] : [`${name} ${then[index] ?? NO_ITEM} → ${now[index] ?? NO_ITEM}`],
  );
  return named.length === 0 && then[5] !== now[5] ? ['content'] : named;
}

function factsOf(line: DisclosureFacts): readonly unknown[] {
  return [
    line.id,
    line.actId,
    line.caseId,
    line.personId,
    line.itemId,
    line.category,
    line.fromUnitId,
    line.toUnitId,
    line.recipientFunction,
    line.purpose,
    line.channel,
    line.contributionId ?? null,
    line.effect,
    line.row,
    line.basis,
    line.tableVersion,
    line.consentId,
    line.releaseId,
    line.confirmedConditions ?? [],
    line.necessity ?? null,
    line.exclusionsConsidered ?? false,
    line.decidedBy,
    line.disclosedAt.toISOString(),
  ];
}
