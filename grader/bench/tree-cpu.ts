import { usageOf } from '../sandbox/process-usage.ts';

/**
 * CPU time of this process, its threads and all processes below it, in ms, since they began. Those that have
 * ended are not in it: look while they live. Linux only.
 */
export function treeCpuMs(): number {
  const usage = usageOf(process.pid);
  if (!usage) throw new Error('this system does not tell what other processes use: it has no /proc');
  return usage.cpuMs;
}
