import { anchorHash, anchorText, type SignedAnchor } from './audit-anchor.js';
import type { AuditFinding, AuditFindingCode } from './audit-finding.js';

/** Checks the anchors of one region: signatures, the chain they form, and copies kept elsewhere. */
export class AnchorCheck {
  /** @param check Whether the signature is right; `undefined` when the key is not known. */
  constructor(
    private readonly check: (anchor: SignedAnchor) => boolean | undefined,
    private readonly onFinding: (finding: AuditFinding) => void,
  ) {}

  /**
   * @param stored   As the database has them, by number.
   * @param exported Copies kept elsewhere, in any order.
   * @returns        Those with a valid signature, by position.
   */
  believable(stored: readonly SignedAnchor[], exported: readonly SignedAnchor[]): readonly SignedAnchor[] {
    this.checkOrder(stored);
    const believed = new Map<string, SignedAnchor>();
    for (const anchor of stored) if (this.isSigned(anchor)) believed.set(textOf(anchor), anchor);
    const byNumber = new Map(stored.map((anchor) => [anchor.number, anchor]));
    for (const copy of exported) {
      if (!this.isSigned(copy)) continue;
      const present = byNumber.get(copy.number);
      // One that was replaced by another with a valid signature: both are compared with the chain.
      if (!present) this.find('ANCHOR_MISSING', copy);
      else if (textOf(present) !== textOf(copy)) this.find('ANCHOR_CHANGED', present);
      believed.set(textOf(copy), copy);
    }
    return [...believed.values()].sort((a, b) => a.position - b.position || a.number - b.number);
  }

  private isSigned(anchor: SignedAnchor): boolean {
    const isRight = this.check(anchor);
    if (isRight === undefined) this.find('ANCHOR_KEY_UNKNOWN', anchor);
    if (isRight === false) this.find('ANCHOR_CHANGED', anchor);
    return isRight === true;
  }

  /** Every anchor fixes the one before, so none can be taken out of the middle. */
  private checkOrder(stored: readonly SignedAnchor[]): void {
    let before: SignedAnchor | undefined;
    for (const anchor of stored) {
      const expected = (before?.number ?? 0) + 1;
      for (let number = expected; number < anchor.number; number += 1)
        this.onFinding({ code: 'ANCHOR_MISSING', regionId: anchor.regionId, anchor: number });
      const isBroken = anchor.number === expected && anchor.previous !== anchorHash(before);
      // A changed one is told by its own signature.
      if (isBroken && (!before || this.check(before) !== false) && this.check(anchor) !== false)
        this.find('ANCHOR_CHANGED', anchor);
      before = anchor;
    }
  }

  private find(code: AuditFindingCode, { regionId, number, day }: SignedAnchor): void {
    this.onFinding({ code, regionId, anchor: number, day });
  }
}

function textOf(anchor: SignedAnchor): string {
  return `${anchorText(anchor)}\n${anchor.signature}`;
}
