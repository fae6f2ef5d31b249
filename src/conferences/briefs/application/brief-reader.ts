import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { CASE_ROLES } from '../../../cases/index.js';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import { AccessDenied, hasRole, type Tx } from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { attributesInWords } from '../domain/anonymity-rules.js';
import type { BriefVersion } from '../domain/brief.js';
import { thirdPersonWarnings, type ThirdPersonWarning } from '../domain/third-persons.js';
import { BriefRepository, type BriefRow, type WordedLine } from '../persistence/brief.repository.js';
import { BriefOffices } from './brief-offices.js';
import { BriefLines, type PlannedLines } from './brief-lines.js';
import { briefRules } from './brief-rules.js';

/** A brief as the reader may know it. */
export interface BriefView extends BriefVersion {
  readonly conferenceId: ConferenceId;
  /** In the order of the brief; nothing tells how many lines others see. */
  readonly lines: readonly WordedLine[];
  /** What it tells of the person in general, German; for the convening unit. */
  readonly attributes: readonly string[];
  /** For the convening unit; empty for others. */
  readonly warnings: readonly ThirdPersonWarning[];
}

/** Reads briefs. The convening unit reads all of it, the person what is about them, a body what it was sent and may know. */
@Injectable()
export class BriefReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly briefs: BriefRepository,
    private readonly lines: BriefLines,
    private readonly accessLog: AccessLog,
    private readonly offices: BriefOffices,
  ) {}

  /**
   * The brief of a conference; `null` when there is none for the reader.
   *
   * @throws {AccessDenied} the conference is not there, or the actor has nothing to do with it.
   */
  async find(tx: Tx, id: ConferenceId): Promise<BriefView | null> {
    const standing = await this.access.get(tx, id);
    const view = await this.view(tx, standing);
    if (view && view.lines.length > 0) this.note(tx, standing);
    return view;
  }

  /**
   * What the latest version would tell a body, with what stands in the way; for the convening unit of a conference with
   * names.
   *
   * @returns `null` when there is no brief, or the conference names nobody.
   * @throws {AccessDenied} as {@link find}, or the unit is not asked to take part.
   */
  async preview(tx: Tx, id: ConferenceId, unitId: UnitId): Promise<PlannedLines | null> {
    const standing = await this.access.get(tx, id);
    const { conference, participants } = standing;
    if (!keeps(tx, standing)) throw new AccessDenied();
    const isAsked = participants.some((body) => body.unitId === unitId);
    if (!isAsked && !(await this.offices.unitsFor(tx, conference)).includes(unitId)) throw new AccessDenied();
    const brief = conference.mode === 'IDENTIFIED' ? await this.briefs.latest(tx, conference) : undefined;
    if (!brief) return null;
    this.note(tx, standing);
    const [plan] = await this.lines.plan(tx, standing, brief.id, [unitId]);
    return plan ?? null;
  }

  private async view(tx: Tx, standing: ConferenceStanding): Promise<BriefView | null> {
    const { conference, isClient, unitIds } = standing;
    if (keeps(tx, standing)) return this.own(tx, standing);
    const { caseId } = conference;
    if (caseId === null) return null;
    if (isClient) {
      const brief = await this.briefs.latest(tx, conference);
      if (!brief) return null;
      const all = await this.briefs.lines(tx, conference, brief.id);
      const about = all.filter(({ category }) => category !== 'THIRD');
      return viewOf(brief, conference.id, await this.lines.readable(tx, caseId, about));
    }
    if (conference.mode === 'ANONYMISED') return null;
    if (standing.isChair || standing.isRecorder) return this.ofOffice(tx, standing);
    if (unitIds.length === 0) return null;
    const brief = await this.briefs.latest(tx, conference, true);
    if (!brief) return null;
    const sent = await this.briefs.lines(tx, conference, brief.id);
    const lines = await this.lines.told(tx, caseId, unitIds, sent);
    return lines.length === 0 ? null : viewOf(brief, conference.id, lines);
  }

  /** Chair and recorder belong to no body of the case: their lines are found ex officio and let through one by one. */
  private async ofOffice(tx: Tx, standing: ConferenceStanding): Promise<BriefView | null> {
    const { conference } = standing;
    return tx.exOfficio(async () => {
      const brief = await this.briefs.latest(tx, conference, true);
      if (!brief) return null;
      const sent = await this.briefs.lines(tx, conference, brief.id);
      const lines = await this.offices.told(tx, standing, sent);
      return lines.length === 0 ? null : viewOf(brief, conference.id, lines);
    });
  }

  private async own(tx: Tx, { conference }: ConferenceStanding): Promise<BriefView | null> {
    const brief = await this.briefs.latest(tx, conference);
    if (!brief) return null;
    const { caseId } = conference;
    const all = await this.briefs.lines(tx, conference, brief.id);
    const texts = caseId === null ? new Map<string, string>() : await this.lines.itemTexts(tx, caseId, all);
    const lines = all.map((line) => ({
      ...line,
      text: line.text ?? (line.itemId === null ? null : (texts.get(line.itemId) ?? null)),
    }));
    const warnings = thirdPersonWarnings(lines.map((line) => ({ ...line, text: line.text ?? '' })));
    const attributes = attributesInWords(briefRules, brief.attributes);
    return { ...viewOf(brief, conference.id, lines), warnings, attributes };
  }

  private note(tx: Tx, { conference, isOfConvenerUnit, unitIds }: ConferenceStanding): void {
    const { id: objectId, caseId, convenerUnitId } = conference;
    // The line about an anonymised one must not lead to its case.
    const of = caseId === null || conference.mode === 'ANONYMISED' ? {} : { caseId };
    const unitId = isOfConvenerUnit ? convenerUnitId : unitIds[0];
    this.accessLog.read(tx, { objectType: 'caseBrief', objectId, unitId, ...of }, !isOfConvenerUnit);
  }
}

/** Whether the actor works on cases in the convening unit, or convenes without a case: the brief is theirs. */
export function keeps(tx: Tx, { conference, isConvener }: ConferenceStanding): boolean {
  if (tx.principal.kind !== 'staff') return false;
  if (conference.caseId === null)
    return isConvener || hasRole(tx.principal, CASE_ROLES, conference.convenerUnitId);
  return hasRole(tx.principal, CASE_ROLES, conference.convenerUnitId);
}

function viewOf(
  { id, version, authorId, writtenAt, sentAt }: BriefRow,
  conferenceId: ConferenceId,
  lines: readonly WordedLine[],
): BriefView {
  return { id, version, authorId, writtenAt, sentAt, conferenceId, lines, attributes: [], warnings: [] };
}
