import type { Captured } from '../../../trace/captured.ts';
import type { Step, Trace, TraceMessage } from '../../../trace/trace.ts';
import { fieldsOf } from './captured-text.ts';

/**
 * What only says "I am still here": messages that repeat the one before of their kind and change nothing that
 * counts at the receiver, and turns in which nothing but that happened.
 */
export interface Heartbeats {
  /** By position in `trace.steps`. */
  readonly isQuietStep: readonly boolean[];
  /** By position in `trace.messages`. */
  readonly isQuietMessage: readonly boolean[];
  readonly quietSteps: number;
  readonly quietMessages: number;
  /** When the quiet messages were sent, ascending. */
  readonly sentMs: readonly number[];
}

/** Names of fields that say when something happened or will, not what is so. */
const BOOKKEEPING = new RegExp(
  [
    'timer|timeout|deadline|heartbeat|ticker|elapsed|in_?flight|pending',
    'last_?(heard|contact|seen|sent|reset|beat|broadcast|activ)',
    '(at|at_?ms|_ms)$',
    '^(seq|sequence|round|rpcId|callId|time|now)$',
  ].join('|'),
  'i',
);

export function findHeartbeats(trace: Trace): Heartbeats {
  const isCalm = trace.steps.map(isCalmStep);
  const first = trace.steps[0]?.n ?? 0;
  const repeats = repeatingMessages(trace.messages);
  const quiet = new Set<number>();
  const loud = new Set<number>();
  for (const [index, { id, fate, re }] of trace.messages.entries()) {
    const isQuiet =
      repeats[index] === true && (fate.kind !== 'delivered' || isCalm[fate.step - first] === true);
    // The answer to news is news, even if it says what the last one said.
    (isQuiet && !loud.has(re ?? -1) ? quiet : loud).add(id);
  }
  const isQuietMessage = trace.messages.map(({ id }) => quiet.has(id));
  const isQuietStep = trace.steps.map(
    (step, index) =>
      isCalm[index] === true &&
      isQuietCause(step, quiet) &&
      onlySends(step, quiet) &&
      !isFailing(trace, step),
  );
  return {
    isQuietStep,
    isQuietMessage,
    quietSteps: count(isQuietStep),
    quietMessages: count(isQuietMessage),
    sentMs: trace.messages
      .flatMap(({ sentAtMs }, index) => (isQuietMessage[index] ? [sentAtMs] : []))
      .sort((a, b) => a - b),
  };
}

const isFailing = (trace: Trace, { n }: Step) => trace.failure?.step === n;
const count = (flags: readonly boolean[]) => flags.filter(Boolean).length;

/** Nothing happened in this turn but timers, messages, and fields that keep the time. */
function isCalmStep(step: Step): boolean {
  if (step.marks?.length || step.logs?.length || step.crashed || step.unfinished) return false;
  const isCalmEffect = ({ kind }: { kind: string }) =>
    kind === 'send' || kind === 'set-timer' || kind === 'clear-timer';
  if (step.effects && !step.effects.every(isCalmEffect)) return false;
  return step.changes?.every(([path]) => isBookkeeping(path)) ?? true;
}

function isBookkeeping(path: readonly (string | number)[]): boolean {
  return path.some((key) => typeof key === 'string' && BOOKKEEPING.test(key));
}

function isQuietCause({ cause }: Step, quiet: ReadonlySet<number>): boolean {
  switch (cause.kind) {
    case 'timer':
    case 'no-answer':
      return true;
    case 'message':
    case 'reply':
      return quiet.has(cause.message);
    default:
      return false;
  }
}

function onlySends({ effects = [] }: Step, quiet: ReadonlySet<number>): boolean {
  return effects.every((effect) => effect.kind !== 'send' || quiet.has(effect.message));
}

/** Whether each message says what the one before it said, of the same method between the same two. */
function repeatingMessages(messages: readonly TraceMessage[]): boolean[] {
  const last = new Map<string, string>();
  return messages.map(({ kind, from, to, method, payload, copyOf }) => {
    const key = `${kind} ${from} ${to} ${method}`;
    const text = JSON.stringify(withoutBookkeeping(payload)) ?? '';
    const repeats = last.get(key) === text && copyOf === undefined;
    last.set(key, text);
    return repeats;
  });
}

/** Numbers that differ in every message by their nature would hide that it is the same one again. */
function withoutBookkeeping(payload: Captured): Captured {
  const fields = fieldsOf(payload);
  if (!fields) return payload;
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => typeof value !== 'number' || !BOOKKEEPING.test(key)),
  );
}
