import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../../cases/index.js';
import { AppConfig, Clock, LEGAL_TIME_ZONE, PersonVault, type Tx } from '../../../platform/index.js';
import { CaseRelations } from '../../../sharing/index.js';
import { Temporal } from 'temporal-polyfill';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { listConflicts } from '../../persistence/request.repository.js';
import type { GrainMap } from '../domain/grain-map.js';
import { usualNeeds, type DateNeeds } from '../domain/needs.js';
import { higherLevel } from '../domain/resource.js';
import { circleOf, type RoleOfStaff } from '../domain/slot-circle.js';
import { bothWays, languageKey, type PoolInterpreter } from '../domain/slot-facts.js';
import { staffOf, type PersonSide, type SlotInput } from '../domain/slot-problem.js';
import type { WeeklySpan } from '../domain/weekly-hours.js';
import type { PlanningWishes } from '../domain/wishes.js';
import { nextDeadline, otherSittingsOfPerson, readFreeBusy } from '../persistence/free-busy.repository.js';
import { listInterpreters } from '../persistence/interpreter.repository.js';
import { findNeeds, listSeats, staffForSeats } from '../persistence/needs.repository.js';
import { listRooms, listTravelTimes } from '../persistence/place.repository.js';
import { mediatedLanguages, readWishes } from '../persistence/wishes.repository.js';
import type { BestSlotsQuestion } from './best-conference-slots.js';
import { planningRules, schoolHolidaysOf, usualMinutes } from './planning-rules.js';

/** Instants between which times are read. */
interface Horizon {
  readonly from: string;
  readonly until: string;
}

/** Gathers from the tables what a date depends on. */
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
    const { conference } = standing;
    const horizon = horizonOf(map);
    const said = (await findNeeds(tx, conference.id)) ?? usualNeeds(usualMinutes(conference.mode));
    const wishes = await this.wishes(tx, standing);
    const needs = withWishes(said, wishes);
    const person = await this.person(tx, standing, needs, wishes, horizon);
    const interpreters = await this.interpreters(tx, person, wishes);
    const rooms = await listRooms(tx);
    const roles = await this.roles(tx, standing);
    const seats = await listSeats(tx, conference.id);
    const ask = (staffIds: readonly string[]) =>
      readFreeBusy(tx, {
        staffIds,
        interpreterIds: interpreters.map(({ id }) => id),
        roomIds: rooms.map(({ id }) => id),
        at: this.clock.now().toString(),
        except: conference.id,
        ...horizon,
      });
    const free = await ask([...new Set(roles.map(({ staffId }) => staffId))]);
    const excluded = await this.excluded(tx, standing);
    const circle = circleOf({
      bodies: standing.participants.filter(({ unitId }) => !excluded.has(unitId)),
      seats,
      roles,
      caseRoles: CASE_ROLES,
      convenerStaffId: this.convenerThere(standing, roles),
      leadStaffId: await this.leadStaff(tx, standing),
      excluded,
      chairId: question.chairId ?? conference.chairId,
      recorderId: question.recorderId ?? conference.recorderId,
      load: free.load,
      poolSize: planningRules.poolSize,
    });
    const asked = new Set<string>(staffOf(circle));
    return {
      map,
      needs,
      format: needs.format,
      circle,
      person,
      interpreters: [...interpreters].sort(
        (a, b) => (free.load.get(a.id) ?? 0) - (free.load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1),
      ),
      rooms,
      ways: bothWays(await listTravelTimes(tx)),
      free: {
        ...free,
        hours: free.hours.filter((row) => asked.has(row.holderId) || isInterpreter(row, interpreters)),
      },
      usualWeek: usualWeek(),
      betweenMinutes: planningRules.betweenMinutes,
      ...(await this.dates(tx, standing, needs, invitedOn)),
      preferredOn: this.schoolDays(map),
    };
  }

  private async roles(
    tx: Tx,
    { participants, conference }: ConferenceStanding,
  ): Promise<readonly RoleOfStaff[]> {
    const units = [...participants.map(({ unitId }) => unitId), conference.convenerUnitId];
    return staffForSeats(tx, units, this.clock.today().toString());
  }

  private convenerThere({ conference }: ConferenceStanding, roles: readonly RoleOfStaff[]) {
    const { convenerStaffId: id, convenerUnitId } = conference;
    return roles.some(({ staffId, unitId }) => staffId === id && unitId === convenerUnitId) ? id : null;
  }

  private async leadStaff(tx: Tx, { conference }: ConferenceStanding) {
    if (conference.caseId === null) return null;
    return (await this.relations.find(tx, conference.caseId))?.leadStaffId ?? null;
  }

  /** Staff, or whole bodies, with a conflict of interest: they are not asked, and nobody is told why. */
  private async excluded(tx: Tx, { conference }: ConferenceStanding): Promise<ReadonlySet<string>> {
    const conflicts = await listConflicts(tx, conference.id);
    return new Set(conflicts.map(({ unitId, staffId }) => staffId ?? unitId));
  }

  /** Of conferences that name nobody, the person is no part. */
  private async wishes(tx: Tx, { conference }: ConferenceStanding): Promise<PlanningWishes | undefined> {
    const { personId, mode } = conference;
    if (personId === null || mode !== 'IDENTIFIED') return undefined;
    // What the search rests on; of it nothing but «can» and «cannot» gets out.
    return tx.exOfficio(() => readWishes(tx, this.vault, personId));
  }

  private async person(
    tx: Tx,
    { conference }: ConferenceStanding,
    needs: DateNeeds,
    wishes: PlanningWishes | undefined,
    horizon: Horizon,
  ): Promise<PersonSide | null> {
    const { personId, mode } = conference;
    if (personId === null || mode !== 'IDENTIFIED') return null;
    const [mediated] = await tx.exOfficio(() => mediatedLanguages(tx, personId));
    const wished = wishes?.interpreter ?? null;
    const language = wished ? languageKey(wished.language, wished.variety) : mediated;
    // Where consequences may be discussed, lay interpreting is not enough unless the convener says so (method 4.11).
    const level = higherLevel(needs.interpreterLevel ?? 'QUALIFIED', wished?.level ?? null) ?? 'QUALIFIED';
    return {
      chairs: 1 + (wishes?.companions ?? 0),
      cannot: await otherSittingsOfPerson(tx, { personId, except: conference.id, ...horizon }),
      cannotWeekly: wishes?.times ?? [],
      interpreter: language === undefined ? null : { language, level, gender: wished?.gender ?? null },
    };
  }

  private async interpreters(
    tx: Tx,
    person: PersonSide | null,
    wishes: PlanningWishes | undefined,
  ): Promise<readonly PoolInterpreter[]> {
    const need = person?.interpreter;
    if (!need) return [];
    const not = new Set(wishes?.interpreter?.notPoolNumbers ?? []);
    const all = await listInterpreters(tx, this.clock.today().toString());
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

  /** A last day that lies before the first one for which people can be invited in time does not count: it is told. */
  private async dates(
    tx: Tx,
    { conference, knowsCase }: ConferenceStanding,
    needs: DateNeeds,
    invitedOn: string,
  ): Promise<Pick<SlotInput, 'earliestOn' | 'latestOn' | 'missedOn'>> {
    const today = this.clock.today().toString();
    const deadline =
      conference.caseId !== null && knowsCase ? await nextDeadline(tx, conference.caseId, today) : null;
    const latest = needs.latestOn ?? deadline ?? undefined;
    const earliest = needs.earliestOn !== null && needs.earliestOn > invitedOn ? needs.earliestOn : invitedOn;
    return latest !== undefined && latest < earliest
      ? { earliestOn: earliest, latestOn: undefined, missedOn: latest }
      : { earliestOn: earliest, latestOn: latest, missedOn: undefined };
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

function isInterpreter(row: { readonly holderId: string }, all: readonly PoolInterpreter[]): boolean {
  return all.some(({ id }) => id === row.holderId);
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
