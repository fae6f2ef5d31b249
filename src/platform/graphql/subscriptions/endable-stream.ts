/**
 * A stream that can be ended from outside while it waits.
 *
 * A plain async generator that awaits something takes note of `return()` only afterwards, so a subscription would live
 * on until its next event.
 *
 * @param produce Yields until `signal` is aborted; must then stop waiting and return.
 */
export function endableStream<T>(
  produce: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const ending = new AbortController();
  const inner = produce(ending.signal);
  return {
    next: () => inner.next(),
    return: () => {
      ending.abort();
      return inner.return();
    },
    throw: (error: unknown) => {
      ending.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await inner.return();
    },
  };
}

/** Resolves after the time, or at once when aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
