import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkHistory } from './check-history.js';
import type { LoggedEvent, LoggedProcess, Outcome, Read, Write } from './history.js';

const START = '0'.repeat(64);

/** An entry whose hash is simply its number. */
function entry(seq: number, mark: string | null, more: Partial<LoggedEvent> = {}): LoggedEvent {
  const isFirst = seq === 1;
  return {
    seq,
    type: isFirst ? 'xstate.init' : 'NOTED',
    mark,
    actor: mark === null ? 'system' : 'staff',
    prevHash: isFirst ? START : `h${seq - 1}`,
    hash: `h${seq}`,
    fromStates: [],
    toStates: [],
    day: '2026-03-02',
    ...more,
  };
}

/** A process whose log has its start and one entry per mark. */
function aProcess(marks: readonly string[], more: Partial<LoggedProcess> = {}): LoggedProcess {
  const events = [entry(1, null), ...marks.map((mark, index) => entry(index + 2, mark))];
  const revision = events.length;
  return { id: 'loan', revision, chainHead: `h${revision}`, events, deadlines: [], ...more };
}

/** A write that began and ended at these moments and was sent for this revision. */
function aWrite(
  mark: string,
  [invoked, ended]: readonly [number, number],
  expectedRevision: number,
  outcome: Outcome,
): Write {
  return { mark, processId: 'loan', type: 'NOTED', expectedRevision, attempts: 1, invoked, ended, outcome };
}

const acknowledged = (revision: number): Outcome => ({ kind: 'acknowledged', revision });
const unknown: Outcome = { kind: 'unknown' };
const conflict = (actualRevision: number): Outcome => ({
  kind: 'refused',
  code: 'REVISION_CONFLICT',
  actualRevision,
});

function aRead(revision: number, [invoked, ended]: readonly [number, number]): Read {
  return { processId: 'loan', revision, invoked, ended };
}

function codes(
  process: LoggedProcess,
  writes: readonly Write[] = [],
  reads: readonly Read[] = [],
): readonly string[] {
  return checkHistory([process], writes, reads).map(({ code }) => code);
}

describe('a right history', () => {
  it('has no fault: one after the other', () => {
    const writes = [aWrite('a', [1, 2], 1, acknowledged(2)), aWrite('b', [3, 4], 2, acknowledged(3))];
    expect(codes(aProcess(['a', 'b']), writes, [aRead(1, [0, 1]), aRead(3, [5, 6])])).toEqual([]);
  });

  it('has no fault: at the same time, one conflict, and an answer that already shows a later event', () => {
    const writes = [
      aWrite('a', [1, 9], 1, acknowledged(3)),
      aWrite('b', [2, 8], 2, acknowledged(3)),
      aWrite('c', [3, 7], 1, conflict(2)),
    ];
    expect(codes(aProcess(['a', 'b']), writes, [aRead(2, [4, 5])])).toEqual([]);
  });

  it('leaves open whether an event of unknown outcome happened', () => {
    const write = aWrite('a', [1, 2], 1, unknown);
    expect(codes(aProcess(['a']), [write])).toEqual([]);
    expect(codes(aProcess([]), [write])).toEqual([]);
  });
});

describe('a broken log', () => {
  it.each<[string, LoggedProcess]>([
    [
      'SEQUENCE_BROKEN',
      aProcess([], {
        events: [entry(1, null), entry(3, null, { prevHash: 'h1' })],
        revision: 2,
        chainHead: 'h3',
      }),
    ],
    [
      'CHAIN_BROKEN',
      aProcess([], {
        events: [entry(1, null), entry(2, null, { prevHash: 'other' })],
        revision: 2,
        chainHead: 'h2',
      }),
    ],
    ['CHAIN_BROKEN', aProcess([], { events: [entry(1, null, { prevHash: 'h0' })] })],
    ['REVISION_WRONG', aProcess([], { revision: 2 })],
    ['CHAIN_HEAD_WRONG', aProcess([], { chainHead: 'h0' })],
  ])('%s is found', (code, process) => {
    expect(codes(process)).toEqual([code]);
  });
});

describe('a wrong history', () => {
  const written = aWrite('a', [1, 2], 1, acknowledged(2));

  it('ACKNOWLEDGED_LOST: an acknowledged event is not in the log', () => {
    expect(codes(aProcess([]), [written])).toContain('ACKNOWLEDGED_LOST');
  });

  it('SEEN_BUT_LOST: a revision that was shown is gone', () => {
    expect(codes(aProcess([]), [], [aRead(2, [1, 2])])).toEqual(['SEEN_BUT_LOST']);
  });

  it('PROCESS_LOST: a process that was written to is gone', () => {
    expect(checkHistory([], [written], []).map(({ code }) => code)).toEqual(['PROCESS_LOST']);
  });

  it('DONE_TWICE: a repeat became a second event', () => {
    expect(codes(aProcess(['a', 'a']), [written])).toContain('DONE_TWICE');
    expect(codes(aProcess(['a', 'a']), [{ ...written, outcome: unknown }])).toContain('DONE_TWICE');
  });

  it('REFUSED_BUT_DONE: what was refused happened', () => {
    expect(codes(aProcess(['a']), [{ ...written, outcome: conflict(2) }])).toEqual(['REFUSED_BUT_DONE']);
  });

  it('NEVER_SENT: an event that nobody sent', () => {
    expect(codes(aProcess(['a', 'ghost']), [written])).toEqual(['NEVER_SENT']);
    const unmarked = aProcess([], {
      events: [entry(1, null), entry(2, null, { actor: 'staff' })],
      revision: 2,
      chainHead: 'h2',
    });
    expect(codes(unmarked)).toEqual(['NEVER_SENT']);
  });

  it('OTHER_EVENT: another event than the one sent', () => {
    expect(codes(aProcess(['a']), [{ ...written, type: 'LENT' }])).toEqual(['OTHER_EVENT']);
  });

  it('WRONG_PLACE: an event follows another revision than it was sent for', () => {
    const writes = [written, aWrite('b', [1, 2], 1, acknowledged(3))];
    expect(codes(aProcess(['a', 'b']), writes)).toEqual(['WRONG_PLACE']);
  });

  it('STALE_ANSWER: the answer does not show the event it acknowledges', () => {
    expect(codes(aProcess(['a']), [{ ...written, outcome: acknowledged(1) }])).toEqual(['STALE_ANSWER']);
  });

  it('NOT_LINEARISABLE: an event stands behind one that had been answered before it was sent', () => {
    const early = aWrite('early', [1, 2], 2, acknowledged(3));
    const late = aWrite('late', [3, 4], 1, acknowledged(2));
    expect(codes(aProcess(['late', 'early']), [early, late])).toContain('NOT_LINEARISABLE');
    const unanswered = { ...late, outcome: unknown };
    expect(codes(aProcess(['late', 'early']), [early, unanswered])).toEqual(['NOT_LINEARISABLE']);
  });

  it('NOT_LINEARISABLE: an event was seen before it was sent', () => {
    expect(codes(aProcess(['a']), [aWrite('a', [3, 4], 1, acknowledged(2))], [aRead(2, [1, 2])])).toEqual([
      'NOT_LINEARISABLE',
    ]);
  });

  it('WENT_BACK: a reader sees less than another one had seen', () => {
    expect(codes(aProcess(['a']), [written], [aRead(1, [3, 4])])).toEqual(['WENT_BACK']);
    expect(codes(aProcess(['a']), [written, aWrite('b', [3, 4], 5, conflict(1))])).toEqual(['WENT_BACK']);
  });
});

describe('every history of a correct register', () => {
  /** Plays operations on one register, in steps that begin, take effect and end in any order the numbers ask for. */
  function play(choices: readonly number[]): { process: LoggedProcess; writes: Write[]; reads: Read[] } {
    const marks: string[] = [];
    const writes: Write[] = [];
    const reads: Read[] = [];
    interface Open {
      readonly invoked: number;
      readonly expected: number;
      readonly mark: string;
      outcome?: Outcome;
    }
    const open: Open[] = [];
    let moment = 0;
    for (const choice of choices) {
      const operation = open[choice % Math.max(1, open.length)];
      if (choice % 3 === 0 || !operation) {
        open.push({ invoked: ++moment, expected: marks.length + 1, mark: `m${moment}` });
      } else if (!operation.outcome) {
        const revision = marks.length + 1;
        const fits = operation.expected === revision;
        if (fits) marks.push(operation.mark);
        operation.outcome = fits ? acknowledged(revision + 1) : conflict(revision);
        reads.push(aRead(marks.length + 1, [++moment, ++moment]));
      } else {
        open.splice(open.indexOf(operation), 1);
        writes.push(
          aWrite(operation.mark, [operation.invoked, ++moment], operation.expected, operation.outcome),
        );
      }
    }
    // Whoever has not been answered by now never is.
    for (const { mark, invoked, expected } of open)
      writes.push(aWrite(mark, [invoked, ++moment], expected, unknown));
    return { process: aProcess(marks), writes, reads };
  }

  it('is right', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 60 }), (choices) => {
        const { process, writes, reads } = play(choices);
        expect(checkHistory([process], writes, reads)).toEqual([]);
      }),
    );
  });

  it('is wrong as soon as one acknowledged event is taken out of it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 10, maxLength: 60 }), (choices) => {
        const { process, writes, reads } = play(choices);
        const done = writes.filter(({ outcome }) => outcome.kind === 'acknowledged');
        fc.pre(done.length > 0);
        const marks = process.events.slice(1).map(({ mark }) => mark ?? '');
        const without = aProcess(marks.filter((mark) => mark !== done[0]?.mark));
        expect(codes(without, writes, reads)).toContain('ACKNOWLEDGED_LOST');
      }),
    );
  });
});
