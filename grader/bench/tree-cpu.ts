import { usageOf } from '../sandbox/process-usage.ts';

/**
 * CPU time of this process, its threads and all processes below it, in ms, since they began. What runs inside
 * a sandbox is not in it once that has ended: look while it lives. Linux only.
 */
export function treeCpuMs(): number {
  const usage = usageOf(process.pid);
  if (!usage) throw new Error('this system does not tell what other processes use: it has no /proc');
  return usage.cpuMs;
}
