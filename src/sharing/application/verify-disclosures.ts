import type { AuditFinding } from '../../audit/index.js';
import { asId, type DisclosureId, type RegionId } from '../../kernel/index.js';
import { systemPrincipal, type Tx, type UnitOfWork } from '../../platform/index.js';
import { attestedId, changesSince } from '../domain/disclosure-register.js';
import {
  ATTESTED_REGIONS,
  attestingDeeds,
  disclosureIds,
} from '../persistence/disclosure-attestation.repository.js';
import { disclosuresById } from '../persistence/disclosure.repository.js';

const DEEDS_PER_PAGE = 500;
const LINES_PER_PAGE = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** How much was compared. */
export interface DisclosureVerification {
  readonly disclosures: number;
  readonly findings: number;
}

/**
 * Compares the register of disclosures of all regions with what the register of deeds attested when each line was
 * written: lines that are gone, say something else, or came in without a deed. Changes nothing; a region is read as of
 * one instant. That the attestations themselves are whole is what `verifyAudit` tells.
 */
export async function verifyDisclosures(
  unitOfWork: UnitOfWork,
  onFinding: (finding: AuditFinding) => void,
): Promise<DisclosureVerification> {
  const total = { disclosures: 0, findings: 0 };
  const found = (finding: AuditFinding): void => {
    total.findings += 1;
    onFinding(finding);
  };
  for (const { regionId } of await unitOfWork.lookUp<{ readonly regionId: RegionId }>(ATTESTED_REGIONS, [])) {
    total.disclosures += await unitOfWork.snapshot(systemPrincipal(regionId), async (tx) => {
      const attested = await compareAttested(tx, found);
      return findUnattested(tx, attested, found);
    });
  }
  return total;
}

/** @returns Ids of all lines that some deed attests. */
async function compareAttested(tx: Tx, found: (finding: AuditFinding) => void): Promise<ReadonlySet<string>> {
  const attested = new Set<string>();
  for (let after = BEFORE_ALL; ;) {
    const deeds = await attestingDeeds(tx, after, DEEDS_PER_PAGE);
    const ids = deeds.flatMap(({ lines }) => lines.map((line) => asId<DisclosureId>(attestedId(line))));
    const lines = new Map((await disclosuresById(tx, ids)).map((line) => [line.id as string, line]));
    for (const deed of deeds) {
      for (const attestation of deed.lines) {
        const disclosureId = attestedId(attestation);
        attested.add(disclosureId);
        const line = lines.get(disclosureId);
        const where = { regionId: tx.regionId, eventId: deed.id, disclosureId };
        const changes = line ? changesSince(attestation, line) : [];
        if (!line) found({ code: 'DISCLOSURE_MISSING', ...where });
        if (changes.length > 0) found({ code: 'DISCLOSURE_CHANGED', ...where, changes });
      }
    }
    const last = deeds.at(-1);
    if (!last || deeds.length < DEEDS_PER_PAGE) return attested;
    after = last.id;
  }
}

/** @returns How many lines there are. */
async function findUnattested(
  tx: Tx,
  attested: ReadonlySet<string>,
  found: (finding: AuditFinding) => void,
): Promise<number> {
  let count = 0;
  for (let after = BEFORE_ALL; ;) {
    const ids = await disclosureIds(tx, after, LINES_PER_PAGE);
    count += ids.length;
    for (const disclosureId of ids) {
      if (!attested.has(disclosureId))
        found({ code: 'DISCLOSURE_NOT_ATTESTED', regionId: tx.regionId, disclosureId });
    }
    const last = ids.at(-1);
    if (!last || ids.length < LINES_PER_PAGE) return count;
    after = last;
  }
}
