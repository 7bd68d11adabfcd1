import type { ControllerInput, ControllerOutput } from './controller-model.ts';
import { describeCall } from './controller-model.ts';
import { someOf } from './shard-config-texts.ts';

/** A call, as far as it has got. */
export interface TimedCall {
  readonly who: string;
  readonly input: ControllerInput;
  readonly calledAtMs: number;
  readonly returnedAtMs: number | undefined;
  readonly output: ControllerOutput | undefined;
}

/**
 * When a configuration that somebody was told was made, as far as queries tell, and whose changes were under
 * way: `made between 412 ms and 500 ms, when clerk 0's leave(7) was under way`.
 */
export function tellMade(number: number, calls: readonly TimedCall[]): string {
  let fromMs = 0;
  let toMs = Number.POSITIVE_INFINITY;
  for (const { input, output, calledAtMs, returnedAtMs } of calls) {
    if (input.kind !== 'query' || typeof output !== 'number' || returnedAtMs === undefined) continue;
    if (output >= number) toMs = Math.min(toMs, returnedAtMs);
    else if (output !== input.number) fromMs = Math.max(fromMs, calledAtMs);
  }
  const changes = calls.filter(({ input, calledAtMs, returnedAtMs = Number.POSITIVE_INFINITY }) => {
    return input.kind !== 'query' && calledAtMs <= toMs && returnedAtMs >= fromMs;
  });
  const told = changes.map(({ who, input }) => `${who}'s ${describeCall(input)}`);
  const underWay =
    told.length === 0
      ? 'no join, leave or move was'
      : `${someOf(told)} ${told.length === 1 ? 'was' : 'were'}`;
  return `made between ${fromMs.toFixed(0)} ms and ${toMs.toFixed(0)} ms, when ${underWay} under way`;
}
