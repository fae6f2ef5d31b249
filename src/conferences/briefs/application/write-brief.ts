import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { CASE_ROLES } from '../../../cases/index.js';
import {
  ok,
  rejected,
  type ConferenceId,
  type DataItemId,
  type RequestRejected,
  type Result,
  type StaffId,
} from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { Visibility, type ItemCategory, type ItemKind, type ItemSource } from '../../../sharing/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { ConferenceService } from '../../application/conference-service.js';
import { areKnown, type Attributes } from '../domain/anonymity-rules.js';
import { objectionTo, type BriefSection, type DraftLine } from '../domain/brief.js';
import { briefErrors } from '../domain/brief.errors.js';
import { BriefRepository, type WordedLine } from '../persistence/brief.repository.js';
import { AnonymisedBriefRepository } from '../persistence/anonymised-brief.repository.js';
import { briefRules } from './brief-rules.js';
import { isAhead } from './conference-phase.js';

/** A line of the new version: one of the version before, or a new one. */
export interface WrittenLine {
  /** Name within this version, for opinions that rest on it. */
  readonly key: string;
  /** Line of the version before that stays as it is; nothing else is then given. */
  readonly lineId?: string | null;
  readonly section?: BriefSection | null;
  readonly kind?: ItemKind | null;
  readonly source?: ItemSource | null;
  readonly category?: ItemCategory | null;
  readonly text?: string | null;
  readonly itemId?: DataItemId | null;
  readonly restsOn?: string | null;
}

export interface WriteBriefCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Version that is edited; 0 for the first. */
  readonly expectedVersion: number;
  /** What a brief without names tells of the person. */
  readonly attributes?: Attributes | null;
  readonly lines: readonly WrittenLine[];
}

type Refusal = RequestRejected<keyof typeof briefErrors>;

/** Writes the Falldarstellung of a conference; every edit is a version of its own and ends an anonymous release. */
@Injectable()
export class WriteBrief {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly facts: ConferenceFacts,
    private readonly visibility: Visibility,
    private readonly briefs: BriefRepository,
    private readonly anonymised: AnonymisedBriefRepository,
  ) {}

  /**
   * @returns Id of the conference and the version. Errors: BRIEF_VERSION_OVERTAKEN, BRIEF_NOT_POSSIBLE_NOW, those of the
   *   lines, BRIEF_ITEM_NOT_OF_UNIT.
   * @throws {AccessDenied} the actor does not work on cases in the convening unit, or an item is none they see.
   */
  async execute(principal: Principal, input: WriteBriefCommand) {
    return this.commands.run({ name: 'writeBrief', principal, input }, async (tx) => {
      this.briefs.hold(tx, input.conferenceId);
      const standing = await this.access.get(tx, input.conferenceId);
      const author = authorOf(principal, standing);
      const { conference } = standing;
      if (!(await isAhead(this.service, tx, conference.id))) return refused('BRIEF_NOT_POSSIBLE_NOW');
      const before = await this.briefs.latest(tx, conference);
      if ((before?.version ?? 0) !== input.expectedVersion) return refused('BRIEF_VERSION_OVERTAKEN');
      const attributes = input.attributes ?? {};
      if (!areKnown(briefRules, attributes)) throw new AccessDenied();
      const kept = before ? await this.briefs.lines(tx, conference, before.id) : [];
      const drafted = await this.draft(tx, standing, input, kept);
      if (!drafted.ok) return drafted;
      const objection = objectionTo(drafted.value, conference.mode === 'ANONYMISED');
      if (objection) return refused(objection);
      const version = input.expectedVersion + 1;
      const writtenAt = new Date(this.clock.now().epochMilliseconds);
      const ids = await this.write(tx, conference, input, drafted.value, author, writtenAt);
      const brief = { id: newId<string>(), version, authorId: author, writtenAt, sentAt: null, attributes };
      await this.briefs.insertVersion(tx, conference, brief, ids);
      await this.anonymised.withdraw(tx, conference.id, this.clock.today().toString());
      await this.audit.record(tx, {
        action: 'BRIEF_WRITTEN',
        objectType: 'conference',
        objectId: conference.id,
        unitId: conference.convenerUnitId,
        details: { version, lines: ids.length },
      });
      await this.facts.changed(tx, conference.id);
      return ok({ conferenceId: conference.id, version });
    });
  }

  /** The lines in full; those that stay as they are, those from items with what the item says. */
  private async draft(
    tx: Tx,
    { conference }: ConferenceStanding,
    input: WriteBriefCommand,
    kept: readonly WordedLine[],
  ): Promise<Result<readonly DraftLine[], Refusal>> {
    const before = new Map(kept.map((line) => [line.id, line]));
    const keyOf = new Map(input.lines.flatMap(({ key, lineId }) => (lineId ? [[lineId, key] as const] : [])));
    const needsItems = input.lines.some(({ itemId, lineId }) => itemId && !lineId);
    if (needsItems && conference.caseId === null) throw new AccessDenied();
    const seen =
      needsItems && conference.caseId !== null ? await this.visibility.ofCase(tx, conference.caseId) : [];
    const items = new Map(seen.filter(({ isVisible }) => isVisible).map(({ item }) => [item.id, item]));
    const lines: DraftLine[] = [];
    for (const line of input.lines) {
      if (line.lineId) {
        const old = before.get(line.lineId);
        if (!old) return refused('BRIEF_VERSION_OVERTAKEN');
        const restsOn = old.restsOnId === null ? null : (keyOf.get(old.restsOnId) ?? 'left out');
        lines.push({ ...old, key: line.key, restsOn });
        continue;
      }
      const item = line.itemId ? items.get(line.itemId) : undefined;
      if (line.itemId && !item) throw new AccessDenied();
      if (item && item.controllerUnitId !== conference.convenerUnitId)
        return refused('BRIEF_ITEM_NOT_OF_UNIT');
      const { section, restsOn = null, text = null, itemId = null, key } = line;
      const kind = item?.kind ?? line.kind;
      const source = item?.source ?? line.source;
      const category = item?.category ?? line.category;
      if (!section || !kind || !source || !category) return refused('BRIEF_LINE_WITHOUT_TEXT');
      lines.push({ key, section, kind, source, category, text, itemId, restsOn });
    }
    return ok(lines);
  }

  /** Writes the new lines. @returns Ids of all lines, in the order of the version. */
  private async write(
    tx: Tx,
    conference: ConferenceStanding['conference'],
    input: WriteBriefCommand,
    lines: readonly DraftLine[],
    writtenBy: StaffId,
    at: Date,
  ): Promise<readonly string[]> {
    const ids = new Map(input.lines.map(({ key, lineId }) => [key, lineId ?? newId<string>()]));
    const idOf = (key: string): string => {
      const id = ids.get(key);
      if (id === undefined) throw new Error('A line without id');
      return id;
    };
    const stays = new Set(input.lines.flatMap(({ key, lineId }) => (lineId ? [key] : [])));
    const fresh = lines
      .filter(({ key }) => !stays.has(key))
      .map(({ key, restsOn, ...line }) => ({
        ...line,
        id: idOf(key),
        restsOnId: restsOn === null ? null : idOf(restsOn),
        writtenBy,
      }));
    await this.briefs.insertLines(tx, conference, fresh, at);
    return lines.map(({ key }) => idOf(key));
  }
}

/** @throws {AccessDenied} the actor is not of the convening unit. */
export function authorOf(principal: Principal, { conference, isConvener }: ConferenceStanding): StaffId {
  if (principal.kind !== 'staff') throw new AccessDenied();
  const worksThere = hasRole(principal, CASE_ROLES, conference.convenerUnitId);
  // Without a case project lead and moderation convene as well.
  if (!worksThere && !(conference.caseId === null && isConvener)) throw new AccessDenied();
  return principal.staffId;
}

function refused(code: keyof typeof briefErrors): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error: rejected(briefErrors, code) };
}
