import { randomUUID } from 'node:crypto';
import { key } from '#test/builders/case-work.js';
import { allConditions } from '#test/builders/disclosure-work.js';
import { ConferenceWork } from '#test/builders/conference-work.js';
import { unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { AnonymisedBriefs } from '../../../src/conferences/briefs/application/anonymised-briefs.js';
import { AnonymityCheck } from '../../../src/conferences/briefs/application/anonymity-check.js';
import { BriefReader, type BriefView } from '../../../src/conferences/briefs/application/brief-reader.js';
import { ContributionReader } from '../../../src/conferences/briefs/application/contribution-reader.js';
import {
  ReleaseBrief,
  type ReleaseBriefCommand,
} from '../../../src/conferences/briefs/application/release-brief.js';
import { SendBrief, type SendBriefCommand } from '../../../src/conferences/briefs/application/send-brief.js';
import { SetAnonymity } from '../../../src/conferences/briefs/application/set-anonymity.js';
import {
  WriteBrief,
  type WriteBriefCommand,
  type WrittenLine,
} from '../../../src/conferences/briefs/application/write-brief.js';
import {
  WriteContribution,
  type WriteContributionCommand,
} from '../../../src/conferences/briefs/application/write-contribution.js';
import type { Attributes } from '../../../src/conferences/briefs/domain/anonymity-rules.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal, type Tx } from '../../../src/platform/index.js';

/** A line in own words. */
export function aLine(more: Partial<WrittenLine> = {}): WrittenLine {
  return {
    key: randomUUID(),
    section: 4,
    kind: 'FACT',
    source: 'PERSON',
    category: 'FACT_CM',
    text: 'Die Beratung läuft seit dem Frühjahr.',
    ...more,
  };
}

/** Groups that the cases of the tests count as. */
export const GROUPS: Attributes = { ageBand: '25_34', originRegion: 'WESTERN_ASIA' };

/** What people of the test region do around briefs, through the use cases themselves. */
export class BriefWork extends ConferenceWork {
  private async as(by: Principal | StaffKey): Promise<Principal> {
    return typeof by === 'string' ? this.test.staff(by) : by;
  }

  private async reading<T>(by: Principal | StaffKey, read: (tx: Tx) => Promise<T>): Promise<T> {
    return this.test.get(UnitOfWork).run(await this.as(by), read);
  }

  /** Outcome of writing. */
  async tryWrite(
    conferenceId: ConferenceId,
    lines: readonly WrittenLine[],
    more: Partial<WriteBriefCommand> = {},
    by: Principal | StaffKey = 'lead',
  ) {
    const input = { idempotencyKey: key(), conferenceId, expectedVersion: 0, lines, ...more };
    return this.test.get(WriteBrief).execute(await this.as(by), input);
  }

  /** Writes. @returns The version. */
  async write(...given: Parameters<BriefWork['tryWrite']>): Promise<number> {
    return valueOf(await this.tryWrite(...given)).version;
  }

  /** Outcome of sending, with all conditions confirmed. */
  async trySend(
    conferenceId: ConferenceId,
    to: readonly UnitKey[],
    more: Partial<SendBriefCommand> = {},
    by: StaffKey = 'lead',
  ) {
    return this.test.get(SendBrief).execute(await this.test.staff(by), {
      idempotencyKey: key(),
      conferenceId,
      expectedVersion: 1,
      toUnitIds: to.map(unit),
      confirmedConditions: allConditions,
      necessity: 'TASK_OF_RECIPIENT',
      ...more,
    });
  }

  /** Sends. @returns How many lines the register got. */
  async send(...given: Parameters<BriefWork['trySend']>): Promise<number> {
    return valueOf(await this.trySend(...given)).told;
  }

  /** The brief as somebody reads it. */
  async brief(id: ConferenceId, by: Principal | StaffKey): Promise<BriefView | null> {
    return this.reading(by, (tx) => this.test.get(BriefReader).find(tx, id));
  }

  /** Words of the lines somebody reads. */
  async words(id: ConferenceId, by: Principal | StaffKey): Promise<readonly (string | null)[]> {
    return ((await this.brief(id, by))?.lines ?? []).map(({ text }) => text);
  }

  /** What a body would get. */
  async preview(id: ConferenceId, to: UnitKey, by: StaffKey = 'lead') {
    return this.reading(by, (tx) => this.test.get(BriefReader).preview(tx, id, unit(to)));
  }

  /** Outcome of contributing for the unit of the same name. */
  async tryContribute(
    conferenceId: ConferenceId,
    more: Partial<WriteContributionCommand> = {},
    by: StaffKey = 'jobcenter',
  ) {
    return this.test.get(WriteContribution).execute(await this.test.staff(by), {
      idempotencyKey: key(),
      conferenceId,
      unitId: unit('jobcenter'),
      expectedVersion: 0,
      text: 'Der Antrag liegt vollständig vor.',
      categories: ['BENEFIT'],
      toUnitIds: [],
      confirmedConditions: allConditions,
      necessity: 'TASK_OF_RECIPIENT',
      ...more,
    });
  }

  /** Words of the contributions somebody reads. */
  async contributions(id: ConferenceId, by: Principal | StaffKey): Promise<readonly (string | null)[]> {
    const all = await this.reading(by, (tx) => this.test.get(ContributionReader).list(tx, id));
    return all.map(({ text }) => text);
  }

  /** The check as somebody sees it. */
  async check(id: ConferenceId, by: Principal | StaffKey = 'colleague') {
    return this.reading(by, (tx) => this.test.get(AnonymityCheck).find(tx, id));
  }

  /** Outcome of releasing what the check shows now. */
  async tryRelease(
    conferenceId: ConferenceId,
    more: Partial<ReleaseBriefCommand> = {},
    by: StaffKey = 'colleague',
  ) {
    const contentHash = (await this.check(conferenceId))?.contentHash ?? '0'.repeat(64);
    return this.test.get(ReleaseBrief).execute(await this.test.staff(by), {
      idempotencyKey: key(),
      conferenceId,
      contentHash,
      confirmedFindings: [],
      room: 'NOT_RECOGNISABLE',
      roomReason: 'Die Stellen betreuen viele mit diesen Merkmalen.',
      ...more,
    });
  }

  /** Numbers of released briefs that somebody may read. */
  async released(by: Principal | StaffKey): Promise<readonly string[]> {
    const all = await this.reading(by, (tx) => this.test.get(AnonymisedBriefs).list(tx));
    return all.map(({ number }) => number);
  }

  /** A released brief by its number. */
  async anonymised(number: string, by: Principal | StaffKey) {
    return this.reading(by, (tx) => this.test.get(AnonymisedBriefs).get(tx, number));
  }

  /** Records as what a case counts. */
  async profile(caseId: CaseId, attributes: Attributes = GROUPS, by: StaffKey = 'lead') {
    const input = { idempotencyKey: key(), caseId, attributes };
    return this.test.get(SetAnonymity).profile(await this.test.staff(by), input);
  }
}
