import { Module } from '@nestjs/common';
import { AddCaseToProgramme } from './application/add-case-to-programme.js';
import { AnswerThemeAssignment } from './application/answer-theme-assignment.js';
import { AssignTheme } from './application/assign-theme.js';
import { DatabaseFindingOrigins, FindingOrigins } from './application/finding-origins.js';
import { FindingReader } from './application/finding-reader.js';
import { FlagTaskFindings } from './application/flag-task-findings.js';
import { FoundWorkingGroup } from './application/found-working-group.js';
import { MergeFindings } from './application/merge-findings.js';
import { MoveMeasure } from './application/move-measure.js';
import { PlanMeasure } from './application/plan-measure.js';
import { ProgrammeRegister } from './application/programme-register.js';
import { ReleaseFinding } from './application/release-finding.js';
import { ReportFinding } from './application/report-finding.js';
import { StructureWorkScopes } from './application/structure-work-scopes.js';
import { StructureProcesses } from './application/structure-processes.js';
import { StructureReader } from './application/structure-reader.js';
import { FindingOriginResolver, FindingResolver } from './graphql/finding.resolver.js';
import { MeasureCommandResolver, MeasureResolver } from './graphql/measure.resolver.js';
import { ProgrammeResolver } from './graphql/programme.resolver.js';
import { MeasuresOfThemeLoader } from './graphql/structure.loader.js';
import { ThemeCommandResolver, ThemeResolver } from './graphql/theme.resolver.js';
import { WorkingGroupMemberResolver, WorkingGroupResolver } from './graphql/working-group.resolver.js';

const useCases = [
  AddCaseToProgramme,
  AnswerThemeAssignment,
  AssignTheme,
  FoundWorkingGroup,
  MergeFindings,
  MoveMeasure,
  PlanMeasure,
  ProgrammeRegister,
  ReleaseFinding,
  ReportFinding,
];

/** From case to structure: programme, findings, themes, working groups, measures. */
@Module({
  providers: [
    ...useCases,
    FindingReader,
    FlagTaskFindings,
    StructureReader,
    StructureProcesses,
    StructureWorkScopes,
    { provide: FindingOrigins, useClass: DatabaseFindingOrigins },
    MeasuresOfThemeLoader,
    FindingResolver,
    FindingOriginResolver,
    MeasureResolver,
    MeasureCommandResolver,
    ProgrammeResolver,
    ThemeResolver,
    ThemeCommandResolver,
    WorkingGroupResolver,
    WorkingGroupMemberResolver,
  ],
  exports: [...useCases, FindingReader, StructureReader],
})
export class ImprovementModule {}
