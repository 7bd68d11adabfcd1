import type { Random } from '../../../../labrpc/sim/random.ts';
import type { History, Operation } from '../history.ts';
import type { KvInput, KvOutput } from '../models/kv.ts';

/** The same history, but that the operation at `place` gave something else. */
export function withOutput<Input, Output>(
  history: History<Input, Output>,
  place: number,
  output: Output,
): History<Input, Output> {
  return history.map((operation, other) => (other === place ? { ...operation, output } : operation));
}

/**
 * One operation gives what another gave, if both gave something. Its history may be linearizable all the
 * same.
 */
export function changeOneOutput<Input, Output>(
  history: History<Input, Output>,
  random: Random,
): History<Input, Output> {
  const place = random.integer(0, history.length - 1);
  const output = random.pick(history).output;
  if (output === undefined || history[place]?.returnedAt === undefined) return history;
  return withOutput(history, place, output);
}

/** One operation returns at once. Its history may be linearizable all the same. */
export function returnEarly<Input, Output>(
  history: History<Input, Output>,
  random: Random,
): History<Input, Output> {
  const place = random.integer(0, history.length - 1);
  return history.map((operation, other) => {
    const isIt = other === place && operation.returnedAt !== undefined;
    return isIt ? { ...operation, returnedAt: operation.calledAt + 0.5 } : operation;
  });
}

/**
 * Ways in which a get can be wrong:
 * - `stale`: the value of an earlier get of the key;
 * - `future`: the value of a get of the key that began only when this one was over;
 * - `other key`: the value of a get of another key;
 * - `missing append`: without the last append, or without one in the middle;
 * - `never written`.
 */
export const WRONG_GETS = ['stale', 'future', 'other key', 'missing append', 'never written'] as const;
export type WrongGet = (typeof WRONG_GETS)[number];

type KvOperation = Operation<KvInput, KvOutput>;

/** One get of each key made wrong, if there is one that can be wrong in this way. */
export function spoilEveryKey(
  history: History<KvInput, KvOutput>,
  wrong: WrongGet,
  random: Random,
): History<KvInput, KvOutput> {
  const keys = [...new Set(history.map(({ input }) => input.key))].sort();
  let spoiled = history;
  for (const key of keys) {
    const gets = history.flatMap((operation, place) => (isGetOf(operation, key) ? [place] : []));
    for (const place of random.shuffle(gets)) {
      const output = wrongValue(history, place, wrong, random);
      if (output === undefined) continue;
      spoiled = withOutput(spoiled, place, output);
      break;
    }
  }
  return spoiled;
}

function wrongValue(
  history: History<KvInput, KvOutput>,
  place: number,
  wrong: WrongGet,
  random: Random,
): string | undefined {
  const get = history[place] as KvOperation;
  const value = get.output as string;
  const others = history.filter((other) => {
    if (other.input.kind !== 'get' || typeof other.output !== 'string' || other.output === value)
      return false;
    const sameKey = other.input.key === get.input.key;
    if (wrong === 'other key') return !sameKey && other.output !== '';
    if (wrong === 'future') return sameKey && other.calledAt > (get.returnedAt as number);
    return wrong === 'stale' && sameKey && (other.returnedAt as number) < get.calledAt;
  });
  if (wrong === 'never written') return `${value}?`;
  if (wrong === 'missing append') return withoutAppend(value, random);
  return others.length === 0 ? undefined : (random.pick(others).output as string);
}

function withoutAppend(value: string, random: Random): string | undefined {
  const parts = value.match(/x \d+ \d+ y/g) ?? [];
  if (parts.length < 2) return undefined;
  const left = random.integer(1, parts.length - 1);
  return parts.filter((_, index) => index !== left).join('');
}

function isGetOf({ input, output }: KvOperation, key: string): boolean {
  return input.kind === 'get' && input.key === key && output !== undefined;
}
