import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { LifeArea } from '../../cases/index.js';
import { SittingRules } from '../../conferences/index.js';
import type { OrgTypeCode } from '../../directory/index.js';
import {
  asId,
  err,
  ok,
  rejected,
  type ConferenceId,
  type FindingId,
  type ProgrammeId,
  type UnitId,
} from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { anonymisationDoubtful } from '../domain/anonymisation-doubt.js';
import { anonymisationHints } from '../../sharing/index.js';
import { quarterOf, type FindingKind, type FindingOriginRef } from '../domain/finding.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { insertFinding } from '../persistence/finding.repository.js';
import { findProgramme } from '../persistence/programme.repository.js';
import { FindingOrigins } from './finding-origins.js';
import { structureStaff } from './structure-access.js';

export interface ReportFindingCommand {
  readonly idempotencyKey: string;
  readonly programmeId?: ProgrammeId | null;
  /** Anonymised by the author. */
  readonly text: string;
  readonly kind: FindingKind;
  readonly lifeArea: LifeArea;
  /** Bodies as types, never a single one. */
  readonly bodyTypes: readonly OrgTypeCode[];
  /** 1 to 3. */
  readonly severity: number;
  readonly origin: FindingOriginRef;
  /** Unit of the actor for which it is reported; the only one that ever learns the origin. */
  readonly originUnitId: UnitId;
  readonly anonymisationConfirmed: boolean;
}

/** Reports what one case teaches about the structure, without the case. */
@Injectable()
export class ReportFinding {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly origins: FindingOrigins,
    private readonly sittings: SittingRules,
  ) {}

  /**
   * It waits for the release by a second person before others see it.
   *
   * @returns Id of the finding. Errors: ANONYMISATION_NOT_CONFIRMED, ANONYMISATION_DOUBTFUL,
   *   INTERVIEW_NOT_FOR_ANALYSIS, PROGRAMME_UNKNOWN.
   * @throws {AccessDenied} the unit is not one of the actor's, or does not take part in the origin.
   */
  async execute(principal: Principal, input: ReportFindingCommand) {
    const author = structureStaff(principal, input.originUnitId);
    return this.commands.run({ name: 'reportFinding', principal, input }, async (tx) => {
      const origin = await this.origins.get(tx, input.origin);
      if (!origin.unitIds.includes(input.originUnitId)) throw new AccessDenied();
      if (!origin.mayBeAnalysed) return err(rejected(improvementErrors, 'INTERVIEW_NOT_FOR_ANALYSIS'));
      if (!input.anonymisationConfirmed)
        return err(rejected(improvementErrors, 'ANONYMISATION_NOT_CONFIRMED'));
      const hints = anonymisationHints(input.text, origin.personNames);
      if (hints.length > 0) return err(anonymisationDoubtful(hints));
      if (input.programmeId && !(await findProgramme(tx, input.programmeId))) {
        return err(rejected(improvementErrors, 'PROGRAMME_UNKNOWN'));
      }
      const findingId = await this.insert(tx, author, input);
      const { kind, id } = input.origin;
      // What is captured in the last two minutes of a sitting answers its question for findings.
      if (kind === 'CONFERENCE' && id) await this.sittings.findingReported(tx, asId<ConferenceId>(id));
      return ok({ findingId });
    });
  }

  private async insert(tx: Tx, author: StaffPrincipal, input: ReportFindingCommand): Promise<FindingId> {
    // Not by time: the identifier is public, and a finding is dated to the quarter only.
    const id = asId<FindingId>(randomUUID());
    const { origin } = input;
    await insertFinding(tx, {
      id,
      programmeId: input.programmeId ?? null,
      text: input.text,
      kind: input.kind,
      lifeArea: input.lifeArea,
      bodyTypes: input.bodyTypes,
      severity: input.severity,
      quarter: quarterOf(this.clock.today()),
      originKind: origin.kind,
      originId: origin.kind === 'FREE' ? null : (origin.id ?? null),
      originUnitId: input.originUnitId,
      authorId: author.staffId,
      reportedAt: this.clock.now().toString(),
    });
    // The register must not lead back either: no case, no identifier of the origin.
    await this.audit.record(tx, {
      action: 'FINDING_REPORTED',
      objectType: 'finding',
      objectId: id,
      unitId: input.originUnitId,
      details: { originKind: origin.kind, kind: input.kind },
    });
    return id;
  }
}
