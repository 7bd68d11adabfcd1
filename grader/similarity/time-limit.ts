import { createContext, Script } from 'node:vm';

const box = createContext({ work: undefined as (() => void) | undefined });
const call = new Script('work()');

/**
 * Runs work of ours that never waits and ends it after `limitMs` of waiting time; false if it had to be
 * ended. Throws what the work throws. A parser may take years over a few hundred hostile characters, and
 * Node can interrupt only what runs below a script of `vm`. This is no sandbox: the work is our own code.
 */
export function endsInTime(work: () => void, limitMs: number): boolean {
  box.work = work;
  try {
    call.runInContext(box, { timeout: Math.ceil(limitMs) });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    box.work = undefined;
  }
}
