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
  outweighsObjection,
  REFUSED_KINDS,
  ruleOf,
  type RefusedKind,
  type UrgentBasis,
} from '../domain/conference-kinds.js';
import type { ConferenceKind, ConferenceMode, ConferenceTrigger } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import { programmeExists, type NewConference } from '../persistence/conference.repository.js';
import { ConferenceAccess } from './conference-access.js';
import { ConferenceService } from './conference-service.js';

export interface RequestConferenceCommand {
  readonly idempotencyKey: string;
  /** `null` for an anonymised conference that brings no case of this register. */
  readonly caseId?: CaseId | null;
  /** Conferences of police, security or return are refused. */
  readonly kind: ConferenceKind | RefusedKind;
  readonly mode: ConferenceMode;
  /** Why the person has to be named; only for identified. */
  readonly identifiedReason?: string | null;
  /** Why it is urgent; only of urgent ones. */
  readonly urgentBasis?: UrgentBasis | null;
  /** What the occasion is, in words; only of urgent ones. */
  readonly urgentReason?: string | null;
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
    /** The guiding question cannot be answered without it. */
    readonly isEssential?: boolean | undefined;
  }[];
}

/** Who convenes a requested conference, and whom it is about. */
export interface Convener {
  readonly personId: PersonId | null;
  readonly unitId: UnitId;
  readonly staffId: StaffId | null;
  /** Unit that leads the case; `null` without a case. */
  readonly leadUnitId: UnitId | null;
  /** Unit that proposes it to the convener; `null` when the convener or the person asks. */
  readonly proposedByUnitId: UnitId | null;
}

/** Request of a kind that is held here. */
type KnownRequest = RequestConferenceCommand & { readonly kind: ConferenceKind };

const OWN_REASON = 'Die Person möchte selbst über ihren eigenen Fall sprechen.';

/** Nobody has to give reasons for being named in their own conference. */
function withOwnReason(principal: Principal, input: RequestConferenceCommand): RequestConferenceCommand {
  const isOwn = principal.kind === 'person' && input.mode === 'IDENTIFIED';
  if (!isOwn || input.identifiedReason?.trim()) return input;
  return { ...input, identifiedReason: OWN_REASON };
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
   * @returns Id of the conference, which may be blocked. Errors: PURPOSE_NOT_ALLOWED, URGENT_NEEDS_BASIS,
   *   URGENT_ONLY_LEADING_UNIT, KIND_MODE_MISMATCH, IDENTIFIED_NEEDS_CASE,
   *   IDENTIFIED_NEEDS_REASON, TOO_FEW_BODIES, CONVENER_WITHOUT_BASIS, PROTECTED_CASE_NOT_OPEN,
   *   TEXT_NOT_ANONYMOUS, UNIT_UNKNOWN, CONFERENCE_PROGRAMME_UNKNOWN, and those of the engine.
   * @throws {AccessDenied} the actor may not convene with this unit.
   */
  async execute(principal: Principal, input: RequestConferenceCommand) {
    return this.commands.run({ name: 'requestConference', principal, input }, (tx) =>
      this.within(tx, principal, input),
    );
  }

  /** Requests inside a transaction of another use case; errors and refusals as those of {@link execute}. */
  async within(tx: Tx, principal: Principal, input: RequestConferenceCommand) {
    const convener = await this.convener(tx, principal, input);
    return this.convenedBy(tx, principal, withOwnReason(principal, input), convener);
  }

  /** The same for a convener whom the caller has authorised: nothing of that is looked at again. */
  async convenedBy(tx: Tx, principal: Principal, input: RequestConferenceCommand, convener: Convener) {
    const { kind } = input;
    if (isRefused(kind)) return err(rejected(conferenceRequestErrors, 'PURPOSE_NOT_ALLOWED'));
    const urgency = urgencyFault(input, convener);
    if (urgency) return err(rejected(conferenceRequestErrors, urgency));
    const objection = this.objection({ ...input, kind }, convener);
    if (objection) return err(rejected(conferenceErrors, objection));
    const named = await this.namedIn(tx, input);
    if (named) return err(named);
    const unitIds = input.participants.map((participant) => participant.unitId);
    const units = await this.directory.findUnits(tx, unitIds);
    if (units.length !== unitIds.length) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
    if (input.programmeId && !(await programmeExists(tx, input.programmeId)))
      return err(rejected(conferenceErrors, 'CONFERENCE_PROGRAMME_UNKNOWN'));
    const planned = {
      ...input,
      caseId: input.caseId ?? null,
      convenerUnitId: convener.unitId,
      urgentBasis: input.urgentBasis ?? null,
    };
    if (!(await this.service.convenerMayKnow(tx, planned)))
      return err(rejected(conferenceErrors, 'CONVENER_WITHOUT_BASIS'));
    // Before anything is written that an invited body could come across.
    const openTo = await this.service.openTo(tx, planned);
    if (openTo && !unitIds.every((id) => openTo.includes(id)))
      return err(rejected(conferenceErrors, 'PROTECTED_CASE_NOT_OPEN'));
    const conferenceId = await this.insert(tx, principal, { ...input, kind }, convener);
    const { conference, actor } = await this.access.get(tx, conferenceId);
    // A person requests, their case lead convenes: the consent check itself is the system's.
    const codes = actor.codes.includes('CONVENER') ? actor.codes : [...actor.codes, 'CONVENER'];
    const first = convener.proposedByUnitId === null ? 'CHECK_CONSENTS' : 'PROPOSED';
    const begun = await this.service.begin(tx, conference, { ...actor, codes }, first);
    return begun.ok ? ok({ conferenceId }) : begun;
  }

  private async convener(tx: Tx, principal: Principal, input: RequestConferenceCommand): Promise<Convener> {
    if (input.caseId === undefined || input.caseId === null) {
      const unitId = input.convenerUnitId;
      if (!unitId || !hasRole(principal, ['PROJECT_LEAD', 'MODERATOR', 'CASE_MANAGER'], unitId))
        throw new AccessDenied();
      const staffId = principal.kind === 'staff' ? principal.staffId : null;
      return { personId: null, unitId, staffId, leadUnitId: null, proposedByUnitId: null };
    }
    const relation = await this.relations.get(tx, input.caseId);
    if (relation.isClosed) throw new AccessDenied();
    const { personId, leadUnitId } = relation;
    const about = { personId, leadUnitId, proposedByUnitId: null };
    if (relation.isClient) return { ...about, unitId: leadUnitId, staffId: relation.leadStaffId };
    const unitId = input.convenerUnitId ?? relation.leadUnitId;
    if (principal.kind !== 'staff' || !relation.unitIds.includes(unitId)) throw new AccessDenied();
    return { ...about, unitId, staffId: principal.staffId };
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

  private objection(input: KnownRequest, convener: Convener): keyof typeof conferenceErrors | undefined {
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
    input: KnownRequest,
    convener: Convener,
  ): Promise<ConferenceId> {
    const at = this.clock.now();
    const id = newId<ConferenceId>(at);
    const request: NewConference = {
      id,
      number: randomNumber('K', randomBytes(8)),
      caseId: input.caseId ?? null,
      personId: convener.personId,
      kind: input.kind,
      mode: input.mode,
      urgentBasis: input.urgentBasis ?? null,
      urgentReason: input.urgentReason ?? null,
      proposedByUnitId: convener.proposedByUnitId,
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
    };
    // The convener's row, written by somebody else: who may propose was decided before.
    if (convener.proposedByUnitId === null) await this.service.register(tx, request);
    else await tx.exOfficio(() => this.service.register(tx, request));
    return id;
  }
}

function isRefused(kind: RequestConferenceCommand['kind']): kind is RefusedKind {
  return REFUSED_KINDS.some((refused) => refused === kind);
}

/** A basis belongs to urgent conferences, and to them alone; on a danger only the leading unit may rely. */
function urgencyFault(
  { kind, urgentBasis, urgentReason }: RequestConferenceCommand,
  { unitId, leadUnitId, proposedByUnitId }: Convener,
): 'URGENT_NEEDS_BASIS' | 'URGENT_ONLY_LEADING_UNIT' | undefined {
  const needsBasis = !isRefused(kind) && ruleOf(kind).needsUrgentBasis;
  const isComplete = urgentBasis != null && (urgentReason ?? '').trim() !== '';
  const isEmpty = urgentBasis == null && urgentReason == null;
  if (needsBasis ? !isComplete : !isEmpty) return 'URGENT_NEEDS_BASIS';
  const byLead = unitId === leadUnitId && proposedByUnitId === null;
  return outweighsObjection(urgentBasis ?? null) && !byLead ? 'URGENT_ONLY_LEADING_UNIT' : undefined;
}
