import { z } from 'zod';
import { asId, type RegionId } from '../../kernel/index.js';
import { systemPrincipal, type UnitOfWork } from '../../platform/index.js';
import type { SignedAnchor } from '../domain/audit-anchor.js';
import { AuditChainStore } from '../persistence/audit-chain.store.js';
import type { AuditSigningKey } from './audit-signing-key.js';

const FORMAT = 'fallwerk-audit-anchors/1';
const HASH = /^[0-9a-f]{64}$/;

/** A signed anchor as text. */
export const signedAnchor = z.object({
  regionId: z.string().transform((id) => asId<RegionId>(id)),
  number: z.number().int().min(1),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  position: z.number().int().min(1),
  hash: z.string().regex(HASH),
  previous: z.string().regex(HASH),
  signedAt: z.string(),
  keyId: z.string(),
  signature: z.string(),
});

const file = z.object({ format: z.literal(FORMAT), anchors: z.array(signedAnchor) });

/** Anchors with the public key that checks them; contains no personal data. */
export interface AnchorFile {
  readonly format: typeof FORMAT;
  readonly anchors: readonly SignedAnchor[];
  /** Public key (PEM); compare it with one that was kept from the beginning before believing it. */
  readonly publicKey: string | null;
}

/** Reads exported anchors; `undefined` when it is no such file. */
export function anchorsIn(content: unknown): readonly SignedAnchor[] | undefined {
  const parsed = file.safeParse(content);
  return parsed.success ? parsed.data.anchors : undefined;
}

/**
 * Anchors of all regions, to be kept where nobody who rules the database can reach them.
 *
 * @param day Calendar date; absent: all.
 */
export async function exportAnchors(
  unitOfWork: UnitOfWork,
  key: AuditSigningKey | undefined,
  day?: string,
): Promise<AnchorFile> {
  const store = new AuditChainStore();
  const regions = await unitOfWork.run(systemPrincipal(asId('system')), (tx) => store.regions(tx));
  const anchors: SignedAnchor[] = [];
  for (const { id } of regions)
    anchors.push(...(await unitOfWork.run(systemPrincipal(id), (tx) => store.anchors(tx, day))));
  return { format: FORMAT, anchors, publicKey: key?.publicPem() ?? null };
}
