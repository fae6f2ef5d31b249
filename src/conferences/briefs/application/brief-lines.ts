import { Injectable } from '@nestjs/common';
import type { UnitView } from '../../../directory/index.js';
import type { CaseId, DataItemId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { CaseRelations, OralDisclosures, Visibility } from '../../../sharing/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { withGrounds } from '../domain/brief.js';
import { BriefRepository, type WordedLine } from '../persistence/brief.repository.js';
import { LineSharing, type PartVerdict } from './line-sharing.js';

/** What would be told to one body. */
export interface PlannedLines {
  readonly unit: UnitView;
  /** Every line with what the law says of it, in the order of the brief. */
  readonly all: readonly PartVerdict<WordedLine>[];
  /** Permitted and not told yet. */
  readonly fresh: readonly PartVerdict<WordedLine>[];
  /** Permitted and told before. */
  readonly known: readonly PartVerdict<WordedLine>[];
}

/** Lines of a brief as somebody may know them. Default: none. */
@Injectable()
export class BriefLines {
  constructor(
    private readonly briefs: BriefRepository,
    private readonly sharing: LineSharing,
    private readonly service: ConferenceService,
    private readonly relations: CaseRelations,
    private readonly visibility: Visibility,
    private readonly oral: OralDisclosures,
  ) {}

  /** What a version would tell bodies, in the order of the bodies. Only for the convening unit of a conference with names. */
  async plan(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    briefId: string,
    unitIds: readonly UnitId[],
  ): Promise<readonly PlannedLines[]> {
    const { caseId, personId, convenerUnitId: fromUnitId } = conference;
    if (caseId === null || personId === null) return [];
    const lines = await this.briefs.lines(tx, conference, briefId);
    const ids = lines.map(({ id }) => id);
    const told = (await this.oral.linesOf(tx, caseId, ids)).filter(
      ({ basisEndedAt }) => basisEndedAt === null,
    );
    const texts = await this.itemTexts(tx, caseId, lines);
    const blocks = await this.service.blocksToday(tx, conference, participants);
    const plans: PlannedLines[] = [];
    for (const toUnitId of unitIds) {
      const isBlocked = blocks.some(({ unitId }) => unitId === toUnitId);
      const all = (await this.sharing.judge(tx, { caseId, personId, fromUnitId, toUnitId }, lines)).map(
        (one) =>
          // What was entrusted to a colleague only they can give.
          one.permitted && (isBlocked || (one.part.itemId !== null && !texts.has(one.part.itemId)))
            ? { ...one, permitted: false, sentence: isBlocked ? BLOCKED_BODY : ENTRUSTED }
            : one,
      );
      const permitted = all.filter((one) => one.permitted);
      const standing = new Set(withGrounds(permitted.map(({ part }) => part)).map(({ id }) => id));
      const shown = permitted.filter(({ part }) => standing.has(part.id));
      const has = (id: string): boolean =>
        told.some((line) => line.contributionId === id && line.toUnitId === toUnitId);
      plans.push({
        unit: await this.sharing.unit(tx, toUnitId),
        all: all.map((one) =>
          one.permitted && !standing.has(one.part.id)
            ? { ...one, permitted: false, sentence: GROUNDLESS }
            : one,
        ),
        fresh: shown.filter(({ part }) => !has(part.id)),
        known: shown.filter(({ part }) => has(part.id)),
      });
    }
    return plans;
  }

  /** Lines that were told units of the actor and may still be read: the register, the table and the item decide again. */
  async told(
    tx: Tx,
    caseId: CaseId,
    unitIds: readonly UnitId[],
    lines: readonly WordedLine[],
  ): Promise<readonly WordedLine[]> {
    if (lines.length === 0) return [];
    const ids = lines.map(({ id }) => id);
    const register = await this.oral.linesOf(tx, caseId, ids);
    const given = new Set(
      register
        .filter(({ toUnitId, basisEndedAt }) => basisEndedAt === null && unitIds.includes(toUnitId))
        .map(({ contributionId }) => contributionId),
    );
    const ended = await this.oral.endedFor(tx, caseId, unitIds, ids);
    return this.readable(
      tx,
      caseId,
      lines.filter(({ id }) => given.has(id) && !ended.has(id)),
    );
  }

  /** Lines with the words of their items; those whose item the actor may not read now are left out, and what rests on them. */
  async readable(tx: Tx, caseId: CaseId, lines: readonly WordedLine[]): Promise<readonly WordedLine[]> {
    const texts = await this.itemTexts(tx, caseId, lines);
    const worded = lines.map((line) =>
      line.itemId === null
        ? line
        : { ...line, text: texts.has(line.itemId) ? (line.text ?? texts.get(line.itemId) ?? null) : null },
    );
    return withGrounds(worded.filter(({ text }) => text !== null));
  }

  /** Words of the items of lines that the actor sees in the case. */
  async itemTexts(
    tx: Tx,
    caseId: CaseId,
    lines: readonly WordedLine[],
  ): Promise<ReadonlyMap<DataItemId, string>> {
    const ids = new Set(lines.flatMap(({ itemId }) => itemId ?? []));
    if (ids.size === 0 || !(await this.relations.find(tx, caseId))) return new Map();
    const seen = (await this.visibility.ofCase(tx, caseId)).filter(({ item }) => ids.has(item.id));
    const opened = await this.visibility.open(tx, seen);
    return new Map(opened.flatMap(({ item, text }) => (text === null ? [] : [[item.id, text] as const])));
  }
}

const BLOCKED_BODY =
  'Nicht zulässig: Für diese Stelle fehlt eine Grundlage, die sie für die Konferenz braucht.';
const ENTRUSTED = 'Nicht zulässig: Das kann nur weitergeben, wem es anvertraut wurde.';
const GROUNDLESS = 'Wird nicht gezeigt: Die Zeile, auf der die Einschätzung beruht, erhält die Stelle nicht.';
