// Closed loop: every client sends its next event when the last one was answered.

/**
 * Runs `once(client)` in a loop per client.
 *
 * @param clients Number of loops. @param seconds How long. @param once One event of one client.
 * @returns Events per second and latencies in milliseconds.
 */
export async function closedLoop({ clients, seconds, most = Infinity }, once) {
  const latencies = [];
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  let started = 0;
  const client = async (index) => {
    while (performance.now() < end && started < most) {
      started += 1;
      const sent = performance.now();
      await once(index);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  const took = (performance.now() - begin) / 1_000;
  return { events: latencies.length, perSecond: latencies.length / took, ...percentiles(latencies) };
}

/** Median, 95th percentile and largest of a list of numbers. */
export function percentiles(values) {
  const sorted = Float64Array.from(values).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

export function median(values) {
  return percentiles(values).medianMs;
}

/** Each client walks its own loans, so that nobody waits for another's row. */
export class Loans {
  /** @param loans As `lend` answers them. @param clients Number of clients to divide them among. */
  constructor(loans, clients) {
    this.shares = Array.from({ length: clients }, (_, client) =>
      loans.filter((_loan, index) => index % clients === client),
    );
    this.turns = Array.from({ length: clients }, () => 0);
  }

  next(client) {
    const share = this.shares[client];
    const loan = share[this.turns[client] % share.length];
    this.turns[client] += 1;
    return loan;
  }
}

/** The event a loan takes next: the book is misplaced (a deadline ends) or found (a deadline begins). */
export function nextEvent(loan) {
  return loan.isMisplaced ? 'FOUND' : 'MISPLACED';
}

/** Notes that the loan took its next event. */
export function moved(loan) {
  loan.revision += 1;
  loan.isMisplaced = !loan.isMisplaced;
}
