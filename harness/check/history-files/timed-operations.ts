import { MalformedHistory } from './malformed.ts';
import type { OpenCall, RecordedOperation } from './recorded-operations.ts';

/** An operation as a clock has seen it. */
export interface TimedOperation<Input, Output> {
  readonly line: number;
  readonly client: number;
  readonly input: Input;
  readonly output: Output | undefined;
  /** In any unit. */
  readonly call: number;
  /** Not before `call`. Undefined: it has not returned. */
  readonly return: number | undefined;
}

interface End<Input, Output> {
  readonly operation: OpenCall<Input, Output>;
  readonly moment: number;
  readonly isReturn: boolean;
}

/**
 * Puts calls and returns in an order. Of equal moments the call comes first: a clock that cannot tell them
 * apart cannot say that one operation ended before another began. Throws `MalformedHistory` if a client did
 * two things at a time.
 */
export function orderByMoments<Input, Output>(
  timed: readonly TimedOperation<Input, Output>[],
): readonly RecordedOperation<Input, Output>[] {
  const ends: End<Input, Output>[] = [];
  for (const one of timed) {
    const operation = untimed(one);
    ends.push({ operation, moment: one.call, isReturn: false });
    if (one.return !== undefined) ends.push({ operation, moment: one.return, isReturn: true });
  }
  ends.sort((a, b) => a.moment - b.moment || Number(a.isReturn) - Number(b.isReturn));
  checkClients(timed);
  return ends.flatMap(({ operation, isReturn }, place) => {
    if (isReturn) {
      operation.returnedAt = place;
      return [];
    }
    operation.calledAt = place;
    return [operation];
  });
}

function untimed<Input, Output>(timed: TimedOperation<Input, Output>): OpenCall<Input, Output> {
  const { client, input, output, line } = timed;
  const returnedOnLine = timed.return === undefined ? undefined : line;
  return { client, input, output, calledAt: 0, returnedAt: undefined, calledOnLine: line, returnedOnLine };
}

/** A client that got no answer may go on; one that got it had to wait for it. */
function checkClients(timed: readonly TimedOperation<unknown, unknown>[]): void {
  const last = new Map<number, TimedOperation<unknown, unknown>>();
  for (const one of timed.toSorted((a, b) => a.call - b.call)) {
    const before = last.get(one.client);
    if (before?.return !== undefined && before.return > one.call) {
      const other = `its operation of line ${before.line} (until ${before.return})`;
      throw new MalformedHistory(
        one.line,
        `client ${one.client} to wait for ${other}`,
        `a call at ${one.call}`,
      );
    }
    if (one.return !== undefined) last.set(one.client, one);
  }
}
