import type { HolidayCalendar } from './holidays.js';
import type { PlainDate } from './plain-date.js';

const SATURDAY = 6;
const SUNDAY = 7;

/** Days on which authorities and courts of a place work. */
export interface WorkingDayCalendar {
  /** Arbeitstag: Monday to Friday, no public holiday. */
  readonly isWorkingDay: (date: PlainDate) => boolean;
  /** Werktag in the literal sense: Monday to Saturday, no public holiday. */
  readonly isWerktag: (date: PlainDate) => boolean;
  /** The date itself if it is a working day, else the next one (§ 31 Abs. 3 VwVfG, § 193 BGB). */
  readonly nextWorkingDay: (date: PlainDate) => PlainDate;
  /** Last working day strictly before the date. */
  readonly previousWorkingDay: (date: PlainDate) => PlainDate;
}

/** Working days over the holidays of a place. */
export function workingDayCalendar(holidays: HolidayCalendar): WorkingDayCalendar {
  const isWerktag = (date: PlainDate): boolean => date.dayOfWeek !== SUNDAY && !holidays.isHoliday(date);
  const isWorkingDay = (date: PlainDate): boolean => date.dayOfWeek !== SATURDAY && isWerktag(date);
  return {
    isWerktag,
    isWorkingDay,
    nextWorkingDay: (date) => {
      let day = date;
      while (!isWorkingDay(day)) day = day.add({ days: 1 });
      return day;
    },
    previousWorkingDay: (date) => {
      let day = date.subtract({ days: 1 });
      while (!isWorkingDay(day)) day = day.subtract({ days: 1 });
      return day;
    },
  };
}
