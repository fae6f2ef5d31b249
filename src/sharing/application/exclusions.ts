import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import type { Tx } from '../../platform/index.js';
import type { DisclosureVerdict } from '../domain/judge-disclosure.js';
import { listConsents, type ConsentView } from '../persistence/consent.repository.js';
import { ConsentSeal } from './consent-seal.js';
import { noteReading, type ReadingRelation } from './note-reading.js';

/** Instead of words that are not for this unit, or were erased with the person. */
const UNREADABLE =
  'Die Erklärung schließt etwas aus; der Wortlaut liegt bei der Stelle, die sie eingeholt hat.';

/** What declarations do not cover, in words only people can weigh. */
@Injectable()
export class Exclusions {
  constructor(
    private readonly seal: ConsentSeal,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * What the declarations that carry each verdict exclude, in the person's words, in the order of the verdicts; empty
   * where they exclude nothing. The words are opened for units that obtained the declaration alone.
   */
  async of(
    tx: Tx,
    relation: ReadingRelation,
    verdicts: readonly DisclosureVerdict[],
  ): Promise<readonly (readonly string[])[]> {
    const wanted = new Set(verdicts.flatMap(({ consentId, releaseId }) => [consentId, releaseId]));
    if ([...wanted].every((id) => id === null)) return verdicts.map(() => []);
    const all = await tx.exOfficio(() => listConsents(tx, relation.caseId));
    const excluding = all.filter(({ id, exclusionsSealed }) => exclusionsSealed !== null && wanted.has(id));
    const words = await this.words(tx, relation, excluding);
    return verdicts.map(({ consentId, releaseId }) =>
      [consentId, releaseId].flatMap((id) => (id === null ? [] : (words.get(id) ?? []))),
    );
  }

  private async words(tx: Tx, relation: ReadingRelation, excluding: readonly ConsentView[]) {
    const own = excluding.filter(({ discloserUnitId }) => relation.unitIds.includes(discloserUnitId));
    if (own.length > 0) noteReading(this.accessLog, tx, relation, 'consent', true);
    const opened = await this.seal.openExclusions(tx, own);
    const words = new Map(own.map(({ id }, index) => [id, opened[index] ?? UNREADABLE]));
    return new Map(excluding.map(({ id }) => [id, words.get(id) ?? UNREADABLE]));
  }
}
