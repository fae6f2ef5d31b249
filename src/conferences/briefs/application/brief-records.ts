import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../../platform/index.js';
import {
  PersonRecordSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../../sharing/index.js';
import { listConferencesOfCase } from '../../persistence/conference.repository.js';
import { briefSections } from '../domain/brief.js';
import { BriefRepository } from '../persistence/brief.repository.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';

/** Tells a person in their report what a unit wrote about them for conferences (Art. 15 DSGVO). */
@Injectable()
export class BriefRecords implements OnModuleInit {
  constructor(
    private readonly sources: PersonRecordSources,
    private readonly briefs: BriefRepository,
    private readonly contributions: ContributionRepository,
  ) {}

  onModuleInit(): void {
    this.sources.register((tx, question) => this.groups(tx, question));
  }

  private async groups(
    tx: Tx,
    { caseId, personId, unitId }: PersonRecordQuestion,
  ): Promise<readonly PersonRecordGroup[]> {
    const lines: PersonRecordGroup['records'][number][] = [];
    const contributions: PersonRecordGroup['records'][number][] = [];
    for (const conference of await listConferencesOfCase(tx, caseId)) {
      if (conference.personId !== personId) continue;
      if (conference.convenerUnitId === unitId) lines.push(...(await this.lines(tx, conference)));
      for (const one of await this.contributions.latest(tx, conference)) {
        // What endangers somebody stays closed here as well (Art. 15 Abs. 4 DSGVO).
        const isOpen = one.withholding === 'NONE' || one.withholding === 'REJECTED';
        if (one.unitId === unitId && isOpen && one.text !== null)
          contributions.push({ label: `Fallkonferenz ${conference.number}`, value: one.text });
      }
    }
    return [
      { key: 'caseBriefs', title: 'Falldarstellungen für Fallkonferenzen', records: lines },
      { key: 'conferenceContributions', title: 'Beiträge zu Fallkonferenzen', records: contributions },
    ];
  }

  /** Lines in own words; what comes from items stands among the items. */
  private async lines(tx: Tx, conference: Awaited<ReturnType<typeof listConferencesOfCase>>[number]) {
    const brief = await this.briefs.latest(tx, conference);
    if (!brief) return [];
    const lines = await this.briefs.lines(tx, conference, brief.id);
    return lines.flatMap(({ section, category, kind, text }) => {
      if (category === 'THIRD' || text === null) return [];
      const label = `Fallkonferenz ${conference.number}: ${briefSections[section]}`;
      return [{ label, value: text, byPerson: kind === 'STATEMENT' }];
    });
  }
}
