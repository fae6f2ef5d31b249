import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal } from '../../../platform/graphql/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import { ConferenceOverview } from '../application/conference-overview.js';
import { OVERVIEW_STAGES, type ConferenceOverviewFigures, type StageCounts } from '../domain/overview.js';
import { reasonWords } from '../domain/overview-words.js';
import * as types from './overview.type.js';

const PROGRAMME = {
  type: () => ID,
  nullable: true,
  description: 'Only conferences of this programme; else those of the region.',
} as const;

/** The project lead's view of conferences. */
@Resolver()
export class ConferenceOverviewResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: ConferenceOverview,
  ) {}

  @Query(() => types.ConferenceOverviewType, {
    description: 'How many conferences are how far, for project leads and the steering group; sums only.',
  })
  async conferenceOverview(
    @CurrentPrincipal() principal: Principal,
    @Args('programmeId', PROGRAMME, new ParseUUIDPipe({ optional: true })) programmeId?: string | null,
  ): Promise<types.ConferenceOverviewType> {
    const figures = await this.unitOfWork.run(principal, (tx) =>
      this.overview.figures(tx, programmeId ?? null),
    );
    return toOverview(figures);
  }

  @Query(() => types.ConferenceOverviewFile, {
    description: 'The same as a file; that it was handed out is in the access log.',
  })
  async conferenceOverviewCsv(
    @CurrentPrincipal() principal: Principal,
    @Args('programmeId', PROGRAMME, new ParseUUIDPipe({ optional: true })) programmeId?: string | null,
  ): Promise<types.ConferenceOverviewFile> {
    return this.unitOfWork.run(principal, (tx) => this.overview.file(tx, programmeId ?? null));
  }
}

function toOverview(figures: ConferenceOverviewFigures): types.ConferenceOverviewType {
  const { target, requested, waitingDays, records, byMonth } = figures;
  return {
    target,
    requested,
    byMonth,
    stages: toStages(figures.stages),
    blockReasons: figures.blockReasons.map((reason) => ({ ...reason, label: reasonWords[reason.code] })),
    medianDaysToSitting: waitingDays.median,
    ninetyPercentDaysToSitting: waitingDays.ninetyPercent,
    recordsInTime: records.inTime,
    recordsLate: records.late,
    recordsRunning: records.running,
    byKind: figures.byKind.map(({ kind, stages }) => ({ kind, stages: toStages(stages) })),
  };
}

function toStages(counts: StageCounts): readonly types.ConferenceStageCount[] {
  return OVERVIEW_STAGES.map((stage) => ({ stage, count: counts[stage] }));
}
