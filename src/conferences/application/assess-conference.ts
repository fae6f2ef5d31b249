import { Injectable } from '@nestjs/common';
import { mayHaveToReport } from '../../cases/index.js';
import { DirectoryReader, type UnitView } from '../../directory/index.js';
import type { UnitId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { CaseRelations, type SharingBlock } from '../../sharing/index.js';
import { WorkflowEngine, type ProcessView } from '../../workflow/index.js';
import type { BlockBody, BlockFacts } from '../domain/block-facts.js';
import { assessBlocks, preventing, type ConferenceBlock, type PreventedStep } from '../domain/blocks.js';
import { isEnforcement, outweighsObjection, ruleOf, type QuorumRule } from '../domain/conference-kinds.js';
import type { ConferenceParticipant, ConferenceRow } from '../domain/conference.js';
import { ConferenceFacts, type ConferenceSubject } from './conference-facts.js';
import { ConferenceService, legalDayOf } from './conference-service.js';
import { DefaultFacts } from './default-facts.js';
import { listCircle } from '../persistence/conference.repository.js';
import { listConflicts } from '../persistence/request.repository.js';

/** States in which what the sitting needs may still be missing. */
const BEFORE_END = [
  'proposed',
  'draft',
  'consentCheck',
  'blocked',
  'scheduled',
  'postponed',
  'inSession',
].map((state) => `case-conference.${state}`);

const SCHEDULED = 'case-conference.scheduled';

/** Looks up what the blocks of a conference rest on, and assesses them. */
@Injectable()
export class ConferenceAssessment {
  constructor(
    private readonly service: ConferenceService,
    private readonly facts: ConferenceFacts,
    private readonly defaults: DefaultFacts,
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
  ) {}

  /** Everything that stands in the way now, hard and soft; empty when nothing does. */
  async blocks(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly ConferenceBlock[]> {
    const sharing = await this.service.blocks(tx, conference, participants);
    const [process] = await this.engine.findBySubject(tx, 'conference', conference.id);
    const facts = await tx.exOfficio(() => this.look(tx, { conference, participants }, sharing, process));
    return assessBlocks(facts);
  }

  /**
   * What keeps the next step from happening, as the machine asks for it: while a date stands the sitting, else a date.
   * The person's no is not among it: the machine itself keeps that.
   */
  async preventingNext(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly ConferenceBlock[]> {
    const [process] = await this.engine.findBySubject(tx, 'conference', conference.id);
    const step = process?.activeStates.includes(SCHEDULED) === true ? 'SITTING' : 'SCHEDULING';
    return this.withoutObjection(await this.preventing(tx, conference, participants, step));
  }

  /** What keeps a conference from being prepared at all, the person's no left aside. */
  async preventingDate(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly ConferenceBlock[]> {
    return this.withoutObjection(await this.preventing(tx, conference, participants, 'SCHEDULING'));
  }

  private withoutObjection(blocks: readonly ConferenceBlock[]): readonly ConferenceBlock[] {
    return blocks.filter(({ code }) => code !== 'PERSON_OBJECTS');
  }

  /** What keeps a step from happening. */
  async preventing(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
    step: PreventedStep,
  ): Promise<readonly ConferenceBlock[]> {
    return preventing(await this.blocks(tx, conference, participants), step);
  }

  private async look(
    tx: Tx,
    subject: ConferenceSubject,
    sharing: readonly SharingBlock[],
    process: ProcessView | undefined,
  ): Promise<BlockFacts> {
    const { conference } = subject;
    const { caseId } = conference;
    const dateIsSet = this.dateIsSet(conference, process);
    const leadUnitId = caseId === null ? undefined : await this.relations.leadUnit(tx, caseId);
    const bodies = await this.bodies(tx, subject, await this.openTo(tx, conference));
    const conflicts = await listConflicts(tx, conference.id);
    const inConflict = (id: string | null): boolean =>
      conflicts.some(({ staffId }) => staffId !== null && staffId === id);
    return {
      rule: ruleOf(conference.kind),
      mode: conference.mode,
      dateIsSet,
      convenerUnitId: conference.convenerUnitId,
      bodies,
      sharing,
      isProtected: caseId !== null && (await this.relations.isProtected(tx, caseId)),
      personObjects: objects(process),
      outweighsObjection: outweighsObjection(conference.urgentBasis),
      hasChair: conference.chairId !== null && !inConflict(conference.chairId),
      hasRecorder: conference.recorderId !== null && !inConflict(conference.recorderId),
      caseLeadTakesPart:
        leadUnitId === undefined ||
        leadUnitId === conference.convenerUnitId ||
        bodies.some(({ unitId, takesPart }) => takesPart && unitId === leadUnitId),
      isConsultation: conference.isConsultation,
      conflicts,
      ...(await this.ofSitting(tx, subject, dateIsSet)),
    };
  }

  /** What only the sitting needs; it is not looked up before there is a date. */
  private async ofSitting(tx: Tx, subject: ConferenceSubject, dateIsSet: boolean) {
    if (!dateIsSet) return this.defaults.beforeDate;
    const { facts, defaults } = this;
    const quorum: QuorumRule = await defaults.quorum(tx);
    return {
      quorum,
      personInvited:
        (await facts.find('personInvited', tx, subject)) ?? (await defaults.personInvited(tx, subject)),
      interpreter: (await facts.find('interpreter', tx, subject)) ?? defaults.beforeDate.interpreter,
      undertakingsMissing: (await facts.find('undertakingsMissing', tx, subject)) ?? [],
      contributionsMissing: (await facts.find('contributionsMissing', tx, subject)) ?? [],
      anonymisationReleased: (await facts.find('anonymisationReleased', tx, subject)) ?? null,
    };
  }

  private async bodies(
    tx: Tx,
    subject: ConferenceSubject,
    openTo: readonly UnitId[],
  ): Promise<readonly BlockBody[]> {
    const { conference } = subject;
    const circle = await listCircle(tx, conference.id);
    const ids = [conference.convenerUnitId, ...circle.map(({ unitId }) => unitId)];
    const units = new Map((await this.directory.findUnits(tx, ids)).map((unit) => [unit.id, unit]));
    const absent = (await this.facts.find('absentUnits', tx, subject)) ?? [];
    const mandates =
      (await this.facts.find('mandates', tx, subject)) ?? (await this.defaults.mandates(tx, subject));
    return circle.map(({ unitId, staffId, excluded, isEssential }) => ({
      ...named(units.get(unitId)),
      unitId,
      staffId,
      isEssential,
      takesPart: !excluded,
      isAbsent: absent.includes(unitId),
      hasMandate: mandates.get(unitId),
      wasOpened: openTo.includes(unitId),
    }));
  }

  private async openTo(tx: Tx, { caseId }: ConferenceRow): Promise<readonly UnitId[]> {
    return caseId === null ? [] : this.relations.participatingUnits(tx, caseId);
  }

  private dateIsSet({ startsAt }: ConferenceRow, process: ProcessView | undefined): boolean {
    const isOver = process !== undefined && !process.activeStates.some((state) => BEFORE_END.includes(state));
    return startsAt !== null && !isOver && legalDayOf(startsAt) >= this.clock.today().toString();
  }
}

function named(unit: UnitView | undefined): Pick<BlockBody, 'name' | 'mayHaveToReport' | 'isEnforcement'> {
  // A unit that is not in the directory any more is taken for the most dangerous one.
  if (!unit) return { name: 'Unbekannte Stelle', mayHaveToReport: true, isEnforcement: true };
  const { name, type } = unit;
  return { name, mayHaveToReport: mayHaveToReport(type), isEnforcement: isEnforcement(type) };
}

function objects(process: ProcessView | undefined): boolean {
  return process?.context['blockedBy'] === 'PERSON_OBJECTS' || process?.context['objection'] === 'NOTED';
}
