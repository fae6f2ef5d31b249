/** Law that refers to §§ 187 to 193 BGB; only these know periods whose first day is counted. */
export type NationalLaw = (typeof NATIONAL_LAWS)[number];
/** Law with an own text under which the day of the event is never counted. */
export type EventDayLaw = (typeof EVENT_DAY_LAWS)[number];
/** Law under which Saturdays, Sundays and holidays count also as the last day: the end is never shifted. */
export type UnshiftedLaw = (typeof UNSHIFTED_LAWS)[number];
/** Body of law by which a period is counted. */
export type CountingLaw = NationalLaw | EventDayLaw | UnshiftedLaw;
/** Law that shifts the end to the next working day where the rule says so. */
export type ShiftingLaw = NationalLaw | EventDayLaw;

/**
 * `vwvfg`: authorities of foreigners, naturalisation, youth (VwVfG, VwVfG NRW); `sgbx`: social administration;
 * `vwgo`: administrative courts; `bgb`: claims of civil and labour law.
 */
export const NATIONAL_LAWS = ['vwvfg', 'sgbx', 'vwgo', 'bgb'] as const;
/** `sgg`: social courts; `ammvo`: asylum and migration management regulation; `apr`: asylum procedure regulation. */
export const EVENT_DAY_LAWS = ['sgg', 'ammvo', 'apr'] as const;
/** `dublin3`: Regulation (EU) 604/2013. Its successor, `ammvo`, does shift. */
export const UNSHIFTED_LAWS = ['dublin3'] as const;

/** Counts unless a rule names another law. */
export const DEFAULT_COUNTING_LAW: NationalLaw = 'vwvfg';

/** Norms quoted in explanations. */
export interface CountingNorms {
  /** Start on the day after the event. */
  readonly eventDay: string;
  /** End of a period of days. */
  readonly endOfDays: string;
  /** End of a period of weeks, months or years. */
  readonly endOfMonths: string;
}

const BGB: CountingNorms = {
  eventDay: '§ 187 Abs. 1 BGB',
  endOfDays: '§ 188 Abs. 1 BGB',
  endOfMonths: '§ 188 Abs. 2, 3 BGB',
};

/** Start and end by law. */
export const COUNTING_NORMS: Readonly<Record<CountingLaw, CountingNorms>> = {
  vwvfg: BGB,
  sgbx: BGB,
  vwgo: BGB,
  bgb: BGB,
  sgg: { eventDay: '§ 64 Abs. 1 SGG', endOfDays: '§ 64 Abs. 2 SGG', endOfMonths: '§ 64 Abs. 2 SGG' },
  ammvo: { eventDay: 'Art. 75 AMM-VO', endOfDays: 'Art. 75 AMM-VO', endOfMonths: 'Art. 75 AMM-VO' },
  apr: { eventDay: 'Art. 73 APR', endOfDays: 'Art. 73 APR', endOfMonths: 'Art. 73 APR' },
  dublin3: {
    eventDay: 'Art. 42 Dublin-III-VO',
    endOfDays: 'Art. 42 Dublin-III-VO',
    endOfMonths: 'Art. 42 Dublin-III-VO',
  },
};

/** Shift of the end to the next working day by law. */
export const SHIFT_NORMS: Readonly<Record<ShiftingLaw, string>> = {
  vwvfg: '§ 31 Abs. 3 VwVfG',
  sgbx: '§ 26 Abs. 3 SGB X',
  vwgo: '§ 57 Abs. 2 VwGO, § 222 Abs. 2 ZPO',
  bgb: '§ 193 BGB',
  sgg: '§ 64 Abs. 3 SGG',
  ammvo: 'Art. 75 Buchst. d AMM-VO',
  apr: 'Art. 73 APR',
};

/** Start with the beginning of a day; the same norm in all national laws. */
export const DAY_COUNTED_NORM = '§ 187 Abs. 2 BGB';

/** End of a period with a half month. */
export const HALF_MONTH_NORM = '§ 189 BGB';
