/**
 * Running the microtask queue to its end, so that a turn is over when this returns.
 *
 * `process._tickCallback` is what Node itself calls between two events. It is not documented, so it is used
 * in this file only and only after a test of it; where it does not work, `drainSynchronously` is undefined
 * and the loop waits for a real `setImmediate` after each event instead: about ten times slower, and the same
 * run.
 */

type TickCallback = () => void;

const tickCallback = (process as unknown as { _tickCallback?: TickCallback })._tickCallback;

/**
 * Drains the microtask queue and reports unhandled rejections. Undefined where this Node cannot. Must be
 * called from a real macrotask (not after an `await`): call it inside `atTopOfStack`.
 */
export function synchronousDrain(): TickCallback | undefined {
  if (tickCallback === undefined) return undefined;
  let ran = false;
  Promise.resolve().then(() => {
    ran = true;
  });
  tickCallback.call(process);
  return ran ? () => tickCallback.call(process) : undefined;
}

/** Runs `body` in a macrotask of its own, where microtasks can be drained synchronously. */
export function atTopOfStack<Result>(body: () => Result): Promise<Result> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(body());
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Resolves when every microtask and every unhandled rejection has been dealt with. Works on every Node. */
export function drainByMacrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
