/** Longest delay that `setTimeout` can count, about 25 days. It takes anything beyond for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Resolves after `ms` milliseconds of virtual time on this server's clock, at least one. `signal` ends it
 * early; it then resolves too, so look at `signal.aborted` where it matters. Rejects with a `RangeError` if
 * `ms` is not a number or longer than 25 days.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!(ms <= LONGEST_MS)) throw new RangeError(`cannot sleep for ${ms} ms`);
    if (signal?.aborted) return resolve();

    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake);
  });
}
