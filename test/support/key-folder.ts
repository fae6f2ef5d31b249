import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key folder of a test, in place of the one beside the data. */
export class KeyFolder {
  readonly dir = mkdtempSync(join(tmpdir(), 'fallwerk-keys-'));

  /** As the configuration names it. */
  get settings(): { readonly dir: string; readonly masterKeys: undefined } {
    return { dir: this.dir, masterKeys: undefined };
  }

  /** In `afterAll`. */
  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
