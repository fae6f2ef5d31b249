/** Kinds of conditions that people may decide to give up. */
export type ConditionKind =
  | 'withoutOptional'
  | 'shorterBuffer'
  | 'substitute'
  | 'videoInsteadOfRoom'
  | 'moveOtherMeeting'
  | 'laterDate'
  | 'earlierDate'
  | 'againstWish'
  | 'withoutRequired';

/** What giving up one condition is worth avoiding; data of a region. */
export interface RelaxationPrices {
  readonly perCondition: Readonly<Record<ConditionKind, number>>;
  /** On top for each week after the last possible date. */
  readonly perWeekLate: number;
}

/**
 * Usual prices: people who merely wish to come and buffers are given up first, a body that is needed last (it may then
 * contribute in writing, method 4.3). Capacity, accessibility and interpreters are never given up (method 4.9, 4.11).
 */
export const priceOfConditions: RelaxationPrices = {
  perCondition: {
    withoutOptional: 1,
    shorterBuffer: 2,
    substitute: 3,
    videoInsteadOfRoom: 6,
    moveOtherMeeting: 8,
    laterDate: 10,
    earlierDate: 10,
    againstWish: 15,
    withoutRequired: 25,
  },
  perWeekLate: 2,
};
