import type { RegionId } from '../../kernel/index.js';
import type { SignedAnchor } from './audit-anchor.js';

/** How far the chain of a region had got, as it is kept beside the signing key: out of reach of the database. */
export interface AuditHead {
  readonly regionId: RegionId;
  /** Place of the last link. */
  readonly position: number;
  readonly hash: string;
  /** Whether the region told a story of invented people when its chain began. */
  readonly isDemonstration: boolean;
  /** Newest anchor; `null` before the first. */
  readonly anchor: SignedAnchor | null;
}
