import { defineErrors } from '../../../kernel/index.js';

/** Codes of planning many conferences. */
export const planErrors = defineErrors({
  PLAN_NOTHING_OPEN: {
    de: 'Es gibt keine offene Fallkonferenz, die Sie einberufen und die einen Termin braucht.',
    en: 'There is no open conference that you convene and that needs a date.',
    action: 'Hindernisse der blockierten Fallkonferenzen ausräumen, oder eine andere Stelle wählen.',
  },
  PLAN_PERIOD_NOT_POSSIBLE: {
    de: 'Dieser Zeitraum kann nicht geplant werden.',
    en: 'This period cannot be planned.',
    action:
      'Einen Zeitraum wählen, der nach heute beginnt, höchstens 120 Tage dauert und Arbeitstage enthält.',
  },
  PLAN_BLOCK_NOT_POSSIBLE: {
    de: 'Ein Block enthält eine Fallkonferenz, die nicht mitgeplant wird oder schon zu einem anderen Block gehört.',
    en: 'A block contains a conference that is not planned along, or belongs to another block already.',
    action: 'Blöcke nur aus offenen Fallkonferenzen bilden, jede in höchstens einem.',
  },
  PLAN_UNDER_WAY: {
    de: 'Eine Planung von Ihnen läuft schon.',
    en: 'A planning of yours is under way already.',
    action: 'Ihr Ende abwarten oder sie beenden; ihr bester Plan bleibt erhalten.',
  },
  PLAN_NOT_RUNNING: {
    de: 'Diese Planung ist schon zu Ende.',
    en: 'This planning has ended already.',
    action: 'Ihren Plan ansehen oder neu planen.',
  },
  PLAN_STILL_RUNNING: {
    de: 'Die Planung läuft noch; angenommen werden kann nur ein Plan, der sich nicht mehr ändert.',
    en: 'The planning is still running; only a plan that no longer changes can be accepted.',
    action: 'Das Ende abwarten oder die Planung beenden; ihr bester Plan bleibt erhalten.',
  },
  PLAN_ENTRY_UNKNOWN: {
    de: 'Der Plan enthält eine der genannten Fallkonferenzen nicht, ohne Termin, oder sie ist schon angenommen.',
    en: 'The plan lacks one of the named conferences, has no date for it, or it was accepted already.',
    action: 'Nur offene Einträge des Plans annehmen.',
  },
  PLAN_ENTRIES_NO_LONGER_FIT: {
    de: 'Nicht alle Einträge passen noch; es wurde nichts gebucht.',
    en: 'Not all entries still fit; nothing was booked.',
    action: 'Die Einträge einzeln annehmen, oder neu planen.',
  },
  PLANS_NOT_COMPARABLE: {
    de: 'Diese beiden Pläne haben keine Fallkonferenz gemeinsam.',
    en: 'These two plans have no conference in common.',
    action: 'Zwei Pläne derselben Stelle vergleichen.',
  },
});

/** Code of planning many conferences. */
export type PlanErrorCode = keyof typeof planErrors;
