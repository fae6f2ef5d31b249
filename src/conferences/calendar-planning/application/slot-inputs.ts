import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../../cases/index.js';
import { AppConfig, Clock, LEGAL_TIME_ZONE, PersonVault, type Tx } from '../../../platform/index.js';
import { CaseRelations } from '../../../sharing/index.js';
import { Temporal } from 'temporal-polyfill';
import type { PersonId, StaffId } from '../../../kernel/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { listConflicts } from '../../persistence/request.repository.js';
import type { GrainMap, TimeSpan } from '../domain/grain-map.js';
import { usualNeeds, type DateNeeds, type UnitSeats } from '../domain/needs.js';
import { higherLevel } from '../domain/resource.js';
import { circleOf, type RoleOfStaff } from '../domain/slot-circle.js';
import { bothWays, languageKey, type PoolInterpreter } from '../domain/slot-facts.js';
import { staffOf, type Circle, type PersonSide, type SlotInput } from '../domain/slot-problem.js';
import type { WeeklySpan } from '../domain/weekly-hours.js';
import type { PlanningWishes } from '../domain/wishes.js';
import {
  nextDeadline,
  otherSittingsOfPerson,
  readFreeBusy,
  readLoad,
} from '../persistence/free-busy.repository.js';
import { listInterpreters, type InterpreterRow } from '../persistence/interpreter.repository.js';
import { findNeeds, listSeats, staffForSeats } from '../persistence/needs.repository.js';
import { listRooms, listTravelTimes, type RoomRow, type TravelRow } from '../persistence/place.repository.js';
import { mediatedLanguages, readWishes } from '../persistence/wishes.repository.js';
import type { BestSlotsQuestion } from './best-conference-slots.js';
import { planningRules, schoolHolidaysOf, usualMinutes } from './planning-rules.js';

/** Instants between which times are read. */
interface Horizon {
  readonly from: string;
  readonly until: string;
}

/** What is said and known of the person, where the conference names them. */
interface PersonFacts {
  readonly wishes: PlanningWishes | undefined;
  /** Language for which somebody has to interpret. */
  readonly mediated: string | undefined;
  readonly cannot: readonly TimeSpan[];
}

/** What the tables say before anybody's calendar is opened. */
interface Facts {
  readonly needs: DateNeeds;
  readonly person: PersonFacts | null;
  readonly interpreters: readonly InterpreterRow[];
  readonly rooms: readonly RoomRow[];
  readonly roles: readonly RoleOfStaff[];
  readonly seats: readonly UnitSeats[];
  readonly excluded: ReadonlySet<string>;
  readonly leadStaffId: StaffId | null;
  readonly travel: readonly TravelRow[];
  readonly deadline: string | null;
}

/** Gathers from the tables what a date depends on: three round trips, whoever and how many take part. */
@Injectable()
export class SlotInputs {
  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly vault: PersonVault,
    private readonly relations: CaseRelations,
  ) {}

  /** @param invitedOn First day for which an invitation still goes out in time. */
  async gather(
    tx: Tx,
    standing: ConferenceStanding,
    question: Pick<BestSlotsQuestion, 'chairId' | 'recorderId'>,
    map: GrainMap,
    invitedOn: string,
  ): Promise<SlotInput> {
    const horizon = horizonOf(map);
    const facts = await this.facts(tx, standing, horizon);
    const needs = withWishes(facts.needs, facts.person?.wishes);
    const person = facts.person && personSide(facts.person, needs);
    const pool = fittingInterpreters(facts.interpreters, person, facts.person?.wishes);
    const staffIds = facts.roles.map(({ staffId }) => staffId);
    const at = this.clock.now().toString();
    const load = await readLoad(tx, [...new Set([...staffIds, ...pool.map(({ id }) => id)])], at);
    const circle = circleFor(standing, facts, question, load);
    const free = await readFreeBusy(tx, {
      staffIds: staffOf(circle),
      interpreterIds: pool.map(({ id }) => id),
      roomIds: facts.rooms.map(({ id }) => id),
      at,
      except: standing.conference.id,
      ...horizon,
    });
    return {
      map,
      needs,
      format: needs.format,
      circle,
      person,
      interpreters: leastBurdenedFirst(pool, load),
      rooms: facts.rooms,
      ways: bothWays(facts.travel),
      free,
      usualWeek: usualWeek(),
      betweenMinutes: planningRules.betweenMinutes,
      ...datesOf(needs, facts.deadline, invitedOn),
      preferredOn: this.schoolDays(map),
    };
  }

  /** Everything that can be asked for without knowing any of it: it travels together. */
  private async facts(tx: Tx, standing: ConferenceStanding, horizon: Horizon): Promise<Facts> {
    const { conference, participants } = standing;
    const today = this.clock.today().toString();
    const units = [...participants.map(({ unitId }) => unitId), conference.convenerUnitId];
    const { caseId } = conference;
    const names = namedPerson(conference) !== null;
    const [said, person, interpreters, rooms, roles, seats, conflicts, relation, travel, deadline] =
      await Promise.all([
        findNeeds(tx, conference.id),
        this.personFacts(tx, conference, horizon),
        names ? listInterpreters(tx, today) : [],
        listRooms(tx),
        staffForSeats(tx, units, today),
        listSeats(tx, conference.id),
        listConflicts(tx, conference.id),
        caseId === null ? undefined : this.relations.find(tx, caseId),
        listTravelTimes(tx),
        caseId !== null && standing.knowsCase ? nextDeadline(tx, caseId, today) : null,
      ]);
    return {
      needs: said ?? usualNeeds(usualMinutes(conference.mode)),
      person,
      interpreters,
      rooms,
      roles,
      seats,
      // Staff, or whole bodies: they are not asked, and nobody is told why.
      excluded: new Set(conflicts.map(({ unitId, staffId }) => staffId ?? unitId)),
      leadStaffId: relation?.leadStaffId ?? null,
      travel,
      deadline,
    };
  }

  /** What the search rests on; of it nothing but «can» and «cannot» gets out. */
  private async personFacts(
    tx: Tx,
    conference: ConferenceRow,
    horizon: Horizon,
  ): Promise<PersonFacts | null> {
    const personId = namedPerson(conference);
    if (personId === null) return null;
    const [wishes, languages, cannot] = await tx.exOfficio(() =>
      Promise.all([
        readWishes(tx, this.vault, personId),
        mediatedLanguages(tx, personId),
        otherSittingsOfPerson(tx, { personId, except: conference.id, ...horizon }),
      ]),
    );
    return { wishes, mediated: languages[0], cannot };
  }

  /** Days outside school holidays; none when the horizon has no others, or nothing is known of them. */
  private schoolDays({ days }: GrainMap): readonly string[] {
    const periods = schoolHolidaysOf(this.config.holidayRegion.split('-')[1] ?? '');
    const isFree = (date: string): boolean =>
      periods.some(({ from, until }) => from <= date && date <= until);
    const dates = days.map(({ date }) => date);
    return dates.some(isFree) ? dates.filter((date) => !isFree(date)) : [];
  }
}

/** Of conferences that name nobody, the person is no part. */
function namedPerson({ personId, mode }: ConferenceRow): PersonId | null {
  return mode === 'IDENTIFIED' ? personId : null;
}

function personSide({ wishes, mediated, cannot }: PersonFacts, needs: DateNeeds): PersonSide {
  const wished = wishes?.interpreter ?? null;
  const language = wished ? languageKey(wished.language, wished.variety) : mediated;
  // Where consequences may be discussed, lay interpreting is not enough unless the convener says so (method 4.11).
  const level = higherLevel(needs.interpreterLevel ?? 'QUALIFIED', wished?.level ?? null) ?? 'QUALIFIED';
  return {
    chairs: 1 + (wishes?.companions ?? 0),
    cannot,
    cannotWeekly: wishes?.times ?? [],
    interpreter: language === undefined ? null : { language, level, gender: wished?.gender ?? null },
  };
}

function fittingInterpreters(
  all: readonly InterpreterRow[],
  person: PersonSide | null,
  wishes: PlanningWishes | undefined,
): readonly PoolInterpreter[] {
  const need = person?.interpreter;
  if (!need) return [];
  const not = new Set(wishes?.interpreter?.notPoolNumbers ?? []);
  return all
    .filter(({ poolNumber, endedOn }) => !not.has(poolNumber) && endedOn === null)
    .map(({ id, level, gender, languages }) => ({
      id,
      level,
      gender,
      languages: languages.flatMap(({ language, variety }) => [
        ...new Set([languageKey(language, ''), languageKey(language, variety)]),
      ]),
    }))
    .filter(({ languages }) => languages.includes(need.language));
}

function leastBurdenedFirst(
  pool: readonly PoolInterpreter[],
  load: ReadonlyMap<string, number>,
): readonly PoolInterpreter[] {
  const burden = ({ id }: PoolInterpreter): number => load.get(id) ?? 0;
  return [...pool].sort((a, b) => burden(a) - burden(b) || (a.id < b.id ? -1 : 1));
}

function circleFor(
  { conference, participants }: ConferenceStanding,
  { seats, roles, excluded, leadStaffId }: Facts,
  question: Pick<BestSlotsQuestion, 'chairId' | 'recorderId'>,
  load: ReadonlyMap<string, number>,
): Circle {
  const { convenerStaffId: id, convenerUnitId } = conference;
  const isThere = roles.some(({ staffId, unitId }) => staffId === id && unitId === convenerUnitId);
  return circleOf({
    bodies: participants.filter(({ unitId }) => !excluded.has(unitId)),
    seats,
    roles,
    caseRoles: CASE_ROLES,
    convenerStaffId: isThere ? id : null,
    leadStaffId,
    excluded,
    chairId: question.chairId ?? conference.chairId,
    recorderId: question.recorderId ?? conference.recorderId,
    load,
    poolSize: planningRules.poolSize,
  });
}

/** A last day that lies before the first one for which people can be invited in time does not count: it is told. */
function datesOf(
  needs: DateNeeds,
  deadline: string | null,
  invitedOn: string,
): Pick<SlotInput, 'earliestOn' | 'latestOn' | 'missedOn'> {
  const latest = needs.latestOn ?? deadline ?? undefined;
  const earliest = needs.earliestOn !== null && needs.earliestOn > invitedOn ? needs.earliestOn : invitedOn;
  return latest !== undefined && latest < earliest
    ? { earliestOn: earliest, latestOn: undefined, missedOn: latest }
    : { earliestOn: earliest, latestOn: latest, missedOn: undefined };
}

/** What the person needs of room and form is added to what the convener said. */
function withWishes(needs: DateNeeds, wishes: PlanningWishes | undefined): DateNeeds {
  if (!wishes) return needs;
  return {
    ...needs,
    needsStepFree: needs.needsStepFree || wishes.needsStepFree,
    needsHearingLoop: needs.needsHearingLoop || wishes.needsHearingLoop,
    format: needs.format === 'EITHER' ? wishes.format : needs.format,
  };
}

function horizonOf({ days }: GrainMap): Horizon {
  const midnight = (date: string, plus: number): string =>
    Temporal.PlainDate.from(date).add({ days: plus }).toZonedDateTime(LEGAL_TIME_ZONE).toInstant().toString();
  return { from: midnight(days[0]?.date ?? '', 0), until: midnight(days.at(-1)?.date ?? '', 1) };
}

function usualWeek(): readonly WeeklySpan[] {
  const { weekdays, from, until, lunchFrom, lunchUntil } = planningRules.usualHours;
  return weekdays.flatMap((weekday) => [
    { weekday, kind: 'WORK', fromMinute: from, untilMinute: until } as const,
    { weekday, kind: 'LUNCH', fromMinute: lunchFrom, untilMinute: lunchUntil } as const,
  ]);
}
