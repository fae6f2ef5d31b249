import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CaseReader, randomNumber } from '../../cases/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type ConferenceId,
  type PersonId,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, type SharingCategory } from '../../sharing/index.js';
import { textNotAnonymous } from './anonymous-text.js';
import {
  kindFitsMode,
  type ConferenceKind,
  type ConferenceMode,
  type ConferenceTrigger,
} from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { programmeExists } from '../persistence/conference.repository.js';
import { ConferenceAccess } from './conference-access.js';
import { ConferenceService } from './conference-service.js';

export interface RequestConferenceCommand {
  readonly idempotencyKey: string;
  /** `null` for an anonymised conference that brings no case of this register. */
  readonly caseId?: CaseId | null;
  readonly kind: ConferenceKind;
  readonly mode: ConferenceMode;
  /** Why the person has to be named; only for identified. */
  readonly identifiedReason?: string | null;
  /** One question the conference must answer. */
  readonly guidingQuestion: string;
  readonly trigger: ConferenceTrigger;
  /** Subject for invitations, without a person. */
  readonly topic: string;
  /** Unit that convenes and brings the case; for a person their leading unit is taken. */
  readonly convenerUnitId?: UnitId | null;
  readonly programmeId?: string | null;
  readonly participants: readonly {
    readonly unitId: UnitId;
    readonly neededCategories: readonly SharingCategory[];
  }[];
}

/** Who convenes a requested conference, and whom it is about. */
interface Convener {
  readonly personId: PersonId | null;
  readonly unitId: UnitId;
  readonly staffId: StaffId | null;
}

/** Requests a Fallkonferenz; the consent check follows at once and says which body lacks what. */
@Injectable()
export class RequestConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly cases: CaseReader,
  ) {}

  /**
   * The person, the case lead and every unit that takes part in the case may request; anonymised ones without a case
   * also project lead and moderation.
   *
   * @returns Id of the conference, which may be blocked. Errors: KIND_MODE_MISMATCH, IDENTIFIED_NEEDS_CASE,
   *   IDENTIFIED_NEEDS_REASON, TOO_FEW_BODIES, CONVENER_WITHOUT_BASIS, PROTECTED_CASE_NOT_OPEN,
   *   TEXT_NOT_ANONYMOUS, UNIT_UNKNOWN, CONFERENCE_PROGRAMME_UNKNOWN, and those of the engine.
   * @throws {AccessDenied} the actor may not convene with this unit.
   */
  async execute(principal: Principal, input: RequestConferenceCommand) {
    return this.commands.run({ name: 'requestConference', principal, input }, async (tx) => {
      const convener = await this.convener(tx, principal, input);
      const objection = this.objection(input, convener);
      if (objection) return err(rejected(conferenceErrors, objection));
      const named = await this.namedIn(tx, input);
      if (named) return err(named);
      const unitIds = input.participants.map((participant) => participant.unitId);
      const units = await this.directory.findUnits(tx, unitIds);
      if (units.length !== unitIds.length) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      if (input.programmeId && !(await programmeExists(tx, input.programmeId)))
        return err(rejected(conferenceErrors, 'CONFERENCE_PROGRAMME_UNKNOWN'));
      const planned = { ...input, caseId: input.caseId ?? null, convenerUnitId: convener.unitId };
      if (!(await this.service.convenerMayKnow(tx, planned)))
        return err(rejected(conferenceErrors, 'CONVENER_WITHOUT_BASIS'));
      // Before anything is written that an invited body could come across.
      const openTo = await this.service.openTo(tx, planned);
      if (openTo && !unitIds.every((id) => openTo.includes(id)))
        return err(rejected(conferenceErrors, 'PROTECTED_CASE_NOT_OPEN'));
      const conferenceId = await this.insert(tx, principal, input, convener);
      const { conference, actor } = await this.access.get(tx, conferenceId);
      // A person requests, their case lead convenes: the consent check itself is the system's.
      const codes = actor.codes.includes('CONVENER') ? actor.codes : [...actor.codes, 'CONVENER'];
      const begun = await this.service.begin(tx, conference, { ...actor, codes });
      return begun.ok ? ok({ conferenceId }) : begun;
    });
  }

  private async convener(tx: Tx, principal: Principal, input: RequestConferenceCommand): Promise<Convener> {
    if (input.caseId === undefined || input.caseId === null) {
      const unitId = input.convenerUnitId;
      if (!unitId || !hasRole(principal, ['PROJECT_LEAD', 'MODERATOR', 'CASE_MANAGER'], unitId))
        throw new AccessDenied();
      return { personId: null, unitId, staffId: principal.kind === 'staff' ? principal.staffId : null };
    }
    const relation = await this.relations.get(tx, input.caseId);
    if (relation.isClosed) throw new AccessDenied();
    const { personId } = relation;
    if (relation.isClient) return { personId, unitId: relation.leadUnitId, staffId: relation.leadStaffId };
    const unitId = input.convenerUnitId ?? relation.leadUnitId;
    if (principal.kind !== 'staff' || !relation.unitIds.includes(unitId)) throw new AccessDenied();
    return { personId, unitId, staffId: principal.staffId };
  }

  /** The topic goes into invitations; of an anonymised conference nothing may lead to the person. */
  private async namedIn(tx: Tx, input: RequestConferenceCommand) {
    const texts = input.mode === 'ANONYMISED' ? [input.topic, input.guidingQuestion] : [input.topic];
    // Whoever may not know the person gets no answer about names.
    const person = input.caseId ? await this.cases.findPerson(tx, input.caseId) : null;
    const names = (person?.names ?? []).flatMap(({ givenNames, familyNames }) => [givenNames, familyNames]);
    return textNotAnonymous(
      texts,
      names.flatMap((name) => name ?? []),
    );
  }

  private objection(
    input: RequestConferenceCommand,
    convener: Convener,
  ): keyof typeof conferenceErrors | undefined {
    if (!kindFitsMode(input.kind, input.mode)) return 'KIND_MODE_MISMATCH';
    if (input.mode === 'IDENTIFIED' && !input.caseId) return 'IDENTIFIED_NEEDS_CASE';
    if (input.mode === 'IDENTIFIED' && !input.identifiedReason?.trim()) return 'IDENTIFIED_NEEDS_REASON';
    const bodies = new Set(input.participants.map((participant) => participant.unitId));
    const enough =
      bodies.size >= 2 && bodies.size === input.participants.length && !bodies.has(convener.unitId);
    return enough ? undefined : 'TOO_FEW_BODIES';
  }

  private async insert(
    tx: Tx,
    principal: Principal,
    input: RequestConferenceCommand,
    convener: Convener,
  ): Promise<ConferenceId> {
    const at = this.clock.now();
    const id = newId<ConferenceId>(at);
    await this.service.register(tx, {
      id,
      number: randomNumber('K', randomBytes(8)),
      caseId: input.caseId ?? null,
      personId: convener.personId,
      kind: input.kind,
      mode: input.mode,
      identifiedReason: input.mode === 'IDENTIFIED' ? (input.identifiedReason ?? null) : null,
      guidingQuestion: input.guidingQuestion,
      trigger: input.trigger,
      topic: input.topic,
      programmeId: input.programmeId ?? null,
      convenerUnitId: convener.unitId,
      convenerStaffId: convener.staffId,
      requestedByKind: principal.kind === 'person' ? 'PERSON' : 'STAFF',
      requestedAt: at.toString(),
      participants: input.participants,
    });
    return id;
  }
}
