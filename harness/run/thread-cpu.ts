import { readFileSync } from 'node:fs';

/** Nanoseconds that the calling thread has spent on a CPU, first of three numbers. Linux only. */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/**
 * CPU time of the calling thread, in ms, from an arbitrary beginning. Node can tell from 23.9 on; before,
 * Linux can. Elsewhere it is elapsed time: the same thing for a run, which never waits, unless others crowd
 * the machine.
 */
export const threadCpuMs: () => number = chooseClock();

function chooseClock(): () => number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => { user: number; system: number } };
  if (threadCpuUsage) {
    return () => {
      const { user, system } = threadCpuUsage.call(process);
      return (user + system) / 1000;
    };
  }
  const fromLinux = () => Number.parseInt(readFileSync(SCHEDSTAT, 'latin1'), 10) / 1e6;
  try {
    if (Number.isFinite(fromLinux())) return fromLinux;
  } catch {
    // Not Linux, or no such file there.
  }
  return () => performance.now();
}
