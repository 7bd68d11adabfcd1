import type { Operation, Trace } from '../../../trace/trace.ts';
import { countUpTo } from './state-history.ts';

/**
 * How many requests each client sent while it worked at an operation, by position in `trace.operations`: more
 * than one, and it has asked again. 0 for what a server was asked, which has other reasons to send.
 */
export function requestCounts({ actors, messages, operations }: Trace): readonly number[] {
  const sentMs = actors.map((): number[] => []);
  for (const { kind, from, sentAtMs, copyOf } of messages) {
    if (kind === 'request' && copyOf === undefined) sentMs[from]?.push(sentAtMs);
  }
  for (const times of sentMs) times.sort((a, b) => a - b);
  const until = (times: readonly number[], ms: number) => countUpTo(times, ms - 0.0001);
  return operations.map(({ actor, fromMs, toMs }: Operation) => {
    const times = sentMs[actor];
    if (!times || actors[actor]?.role !== 'client') return 0;
    // What it sends as the answer comes is the next operation's.
    return until(times, toMs ?? Number.POSITIVE_INFINITY) - until(times, fromMs);
  });
}
