import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/index.js';
import { DirectoryReader } from '../../../directory/index.js';
import { identityCategory, sharingCategories, SharingService } from '../../../sharing/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import type { SheetBasis } from '../domain/record-sheet.js';

const WORDS = {
  DUTY: 'gesetzliche Pflicht',
  STATUTE: 'Gesetz',
  CONSENT: 'Einwilligung der Person',
  CONSENT_AND_RELEASE: 'Einwilligung und Schweigepflichtentbindung der Person',
  ANON_ONLY: 'nur anonym',
  NEVER: 'keine Grundlage',
} as const;

/** On what each body learnt what it needed: the list of consents and norms that a record has to carry. */
@Injectable()
export class SheetBases {
  constructor(
    private readonly sharing: SharingService,
    private readonly directory: DirectoryReader,
  ) {}

  /** In the order of bodies and their needs; empty for a conference that names nobody. */
  async of(
    tx: Tx,
    { mode, convenerUnitId }: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly SheetBasis[]> {
    if (mode !== 'IDENTIFIED') return [];
    const [convener] = await this.directory.findUnits(tx, [convenerUnitId]);
    if (!convener) throw new Error('Unit is not in the directory');
    const bases: SheetBasis[] = [];
    for (const { unitId, neededCategories } of participants) {
      for (const category of new Set([identityCategory(convener.type), ...neededCategories])) {
        const way = { fromUnitId: convenerUnitId, toUnitId: unitId, category, purpose: 'CONF' } as const;
        const { effect, basis } = await this.sharing.decide(tx, way);
        const norms = basis.length === 0 ? '' : ` (${basis.join(', ')})`;
        bases.push({ unitId, category: sharingCategories[category], basis: `${WORDS[effect]}${norms}` });
      }
    }
    return bases;
  }
}
