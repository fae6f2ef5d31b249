import { Injectable } from '@nestjs/common';
import type { Vocabulary } from '../domain/registry.js';

/** Labels of owner codes, from `workflows/vocabulary.json`. */
@Injectable()
export class OwnerLabels {
  private owners: Vocabulary['owners'] = {};

  /** Takes over the vocabulary at the start. */
  use(vocabulary: Pick<Vocabulary, 'owners'>): void {
    this.owners = vocabulary.owners;
  }

  /** German label, or the code itself while it has none. */
  labelOf(code: string): string {
    return Object.hasOwn(this.owners, code) ? (this.owners[code]?.de ?? code) : code;
  }
}
