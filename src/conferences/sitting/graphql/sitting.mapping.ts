import type { ItemContent, ItemView, SittingView } from '../application/sitting-view.js';
import type { AgendaBox, Sitting, SittingContent, SittingItem } from './sitting.type.js';

const NOTHING = {
  conferenceId: null,
  state: null,
  revision: null,
  leads: false,
  elapsedSeconds: 0,
  agenda: [],
  tellings: [],
  pause: null,
  recognised: 0,
  content: null,
} as const;

/** A sitting as the API shows it. */
export function toSitting({ conferenceId, items }: SittingView): Sitting {
  return { conferenceId, items: items.map(toItem) };
}

function toItem(item: ItemView): SittingItem {
  const { startsAt, endsAt, delaySeconds } = item;
  const times = { startsAt, endsAt, delaySeconds };
  if (item.isOther) return { ...NOTHING, ...times, isOther: true, title: 'anderer Fall' };
  const { conferenceId, state, revision, leads, tellings, pause, elapsedSeconds = 0, recognised = 0 } = item;
  return {
    ...times,
    isOther: false,
    title: `${item.number}: ${item.topic}`,
    conferenceId,
    state,
    revision,
    leads,
    elapsedSeconds,
    recognised,
    tellings,
    pause,
    agenda: item.agenda.map(toBox),
    content: item.content && toContent(item.content),
  };
}

function toBox(box: Extract<ItemView, { readonly isOther: false }>['agenda'][number]): AgendaBox {
  const { key, label, holds, startedAt, endedAt } = box;
  return {
    key,
    label,
    holds,
    startedAt,
    endedAt,
    startsAt: box.startsAt ?? null,
    endsAt: box.endsAt ?? null,
    seconds: box.seconds ?? box.plannedSeconds,
    cutSeconds: box.cutSeconds ?? 0,
    overSeconds: box.overSeconds ?? 0,
  };
}

function toContent({ attendance, room, person, positions, unheard, sealed }: ItemContent): SittingContent {
  const { form, turn, readBack, dissent, noFinding, findings } = person;
  return {
    attendance: attendance.map((row) => ({ ...row, isInRoom: room.includes(row.id) })),
    person: { form, turn, readBack, dissent, isFindingAnswered: noFinding || findings > 0 },
    positions,
    unheard,
    sealedEntries: sealed,
  };
}
