import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { ConferenceFacts, type ConferenceSubject } from '../../application/conference-facts.js';
import { AnonymisedBriefRepository } from '../persistence/anonymised-brief.repository.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';

/** Tells the blocks of a conference what briefs and contributions know. */
@Injectable()
export class BriefFacts implements OnModuleInit {
  constructor(
    private readonly facts: ConferenceFacts,
    private readonly anonymised: AnonymisedBriefRepository,
    private readonly contributions: ContributionRepository,
  ) {}

  onModuleInit(): void {
    this.facts.register('anonymisationReleased', (tx, { conference }) =>
      this.anonymised.isReleased(tx, conference.id),
    );
    this.facts.register('contributionsMissing', (tx, subject) => this.missing(tx, subject));
  }

  /** Bodies that will not come and have not contributed. */
  private async missing(tx: Tx, subject: ConferenceSubject): Promise<readonly UnitId[]> {
    const { conference, participants } = subject;
    const absent = new Set([
      ...((await this.facts.find('absentUnits', tx, subject)) ?? []),
      ...(await this.contributions.declined(tx, conference.id)),
    ]);
    if (absent.size === 0) return [];
    const contributed = await this.contributions.contributed(tx, conference.id);
    return participants
      .map(({ unitId }) => unitId)
      .filter((unitId) => absent.has(unitId) && !contributed.includes(unitId));
  }
}
