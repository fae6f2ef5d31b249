/** Why a simulation does not run, by code: sentences for people. */
export const SIMULATION_PROBLEMS = {
  SIMULATION_ASSUMPTIONS_INVALID: {
    de: 'Die Annahmen passen nicht.',
    en: 'The assumptions do not fit.',
  },
  SIMULATION_EVENT_INVALID: {
    de: 'Mit den angenommenen Angaben nimmt der Vorgang ein Ereignis oder seinen Beginn nicht an.',
    en: 'The process does not take an event, or its start, with the assumed data.',
  },
  SIMULATION_TOO_FEW_PROCESSES: {
    de: 'Zu wenige aufgezeichnete Vorgänge: Aus ihnen ließe sich auf einzelne Menschen schließen.',
    en: 'Too few recorded processes: they would tell about single persons.',
  },
} as const;

/** Code of a {@link SIMULATION_PROBLEMS}. */
export type SimulationProblemCode = keyof typeof SIMULATION_PROBLEMS;

/** A simulation that does not run, with every reason that is known; never a value out of a case. */
export interface SimulationProblem {
  readonly code: SimulationProblemCode;
  /** Where and what, German. */
  readonly details: readonly string[];
}
