import { DEFAULT_HOLIDAY_REGION, type HolidayRegion } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import { definitionHash } from '../domain/definition-hash.js';
import { atPlace } from '../domain/holiday-place.js';
import type { VerificationStore } from '../persistence/verification.store.js';
import { replayDefinition, type ReplayDefinition } from '../replay/replay-definition.js';

/** Why a definition cannot be replayed: not deployed, not the text its hash names, not understood by this build. */
type DefinitionProblem = 'missing' | 'altered' | 'not understood by this build';

/** Deployed definitions as verification needs them, each compiled once. */
export class ReplayDefinitions {
  private readonly byHash = new Map<string, ReplayDefinition | DefinitionProblem>();

  constructor(
    private readonly store: VerificationStore,
    private readonly holidayRegion: HolidayRegion = DEFAULT_HOLIDAY_REGION,
  ) {}

  /** Reads what was deployed since the last time, when one of the hashes is not known yet. */
  async need(tx: Tx, hashes: Iterable<string>): Promise<void> {
    const unknown = [...new Set(hashes)].filter((hash) => !this.byHash.has(hash));
    if (unknown.length === 0) return;
    for (const { hash, document } of await this.store.otherDefinitions(tx, [...this.byHash.keys()])) {
      this.byHash.set(
        hash,
        definitionHash(document) === hash ? compiled(atPlace(document, this.holidayRegion)) : 'altered',
      );
    }
    for (const hash of unknown) if (!this.byHash.has(hash)) this.byHash.set(hash, 'missing');
  }

  /** The definition, `undefined` when it cannot be replayed. */
  find(hash: string): ReplayDefinition | undefined {
    const known = this.byHash.get(hash);
    return typeof known === 'string' ? undefined : known;
  }

  /** Why {@link find} answers nothing. */
  problem(hash: string): string {
    const known = this.byHash.get(hash) ?? 'missing';
    return typeof known === 'string' ? known : '–';
  }
}

function compiled(document: Parameters<typeof replayDefinition>[0]): ReplayDefinition | DefinitionProblem {
  try {
    return replayDefinition(document);
  } catch {
    // One definition that this build does not understand is named; it must not end the run over all the others.
    return 'not understood by this build';
  }
}
