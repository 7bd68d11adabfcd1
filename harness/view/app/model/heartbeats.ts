import type { Captured } from '../../../trace/captured.ts';
import type { Step, Trace, TraceMessage } from '../../../trace/trace.ts';
import { fieldsOf } from './captured-text.ts';
import { messageFacts } from './message-facts.ts';
import { isFailing, type Quiet, quietOf } from './quiet.ts';
import { positionOfStep } from './step-position.ts';

/** Names of fields that say when something happened or will, not what is so. */
const BOOKKEEPING = new RegExp(
  [
    'timer|timeout|deadline|heartbeat|ticker|elapsed|in_?flight|pending',
    'last_?(heard|contact|seen|sent|reset|beat|broadcast|activ|ask|answer|poll)',
    '(at|at_?ms|_ms)$',
    '^(seq|sequence|round|rpcId|callId|now)$',
  ].join('|'),
  'i',
);

/** How often the same news is shown before it is folded too. */
const NEWS_SHOWN = 3;

/** Longer lists of changes do more than keep count. */
const SMALL_CHANGE = 3;

/**
 * What only says "I am still here", or asks whether there is anything new: messages that repeat the one
 * before of their kind and change nothing that counts at the receiver, and turns in which nothing but that
 * happened. Entries and refusals are news for the first few times. `refusedRequests`: ids of the requests
 * that were answered with a refusal.
 */
export function findHeartbeats(trace: Trace, refusedRequests: ReadonlySet<number>): Quiet {
  const isCalm = calmSteps(trace);
  const repeats = timesRepeated(trace.messages);
  const quiet = new Set<number>();
  const loud = new Set<number>();
  for (const [index, message] of trace.messages.entries()) {
    const { id, fate, re } = message;
    const isNews = refusedRequests.has(re ?? id) || (messageFacts(message).entries ?? 0) > 0;
    const isQuiet =
      (repeats[index] ?? 0) >= (isNews ? NEWS_SHOWN : 1) &&
      (fate.kind !== 'delivered' || isCalm[positionOfStep(trace.steps, fate.step)] === true);
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
  return quietOf(isQuietStep, isQuietMessage);
}

/**
 * By position: whether nothing happened in a turn but timers, messages, and what keeps the time or counts.
 */
function calmSteps(trace: Trace): readonly boolean[] {
  const last = new Map<string, string>();
  return trace.steps.map((step) => {
    if (!isUneventful(step)) return false;
    const { actor, cause, changes = [] } = step;
    const lasting = changes.filter(([path]) => !isBookkeeping(path));
    if (lasting.length === 0) return true;
    if (lasting.length > SMALL_CHANGE || (cause.kind !== 'timer' && cause.kind !== 'reply')) return false;
    // A poll may count what it asks, and set the count back with each answer.
    const key = `${actor} ${cause.kind}`;
    const text = JSON.stringify(lasting);
    const isRepeated = last.get(key) === text;
    last.set(key, text);
    return isRepeated;
  });
}

function isUneventful({ marks, logs, crashed, unfinished, effects = [] }: Step): boolean {
  if (marks?.length || logs?.length || crashed || unfinished) return false;
  return effects.every(({ kind }) => kind === 'send' || kind === 'set-timer' || kind === 'clear-timer');
}

export function isBookkeeping(path: readonly (string | number)[]): boolean {
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

/** How often in a row each message was sent before: the same method between the same two, saying the same. */
function timesRepeated(messages: readonly TraceMessage[]): readonly number[] {
  const last = new Map<string, { readonly text: string; readonly times: number }>();
  return messages.map(({ kind, from, to, method, payload, copyOf }) => {
    const key = `${kind} ${from} ${to} ${method}`;
    const text = JSON.stringify(withoutBookkeeping(payload)) ?? '';
    const known = last.get(key);
    const times = known?.text === text && copyOf === undefined ? known.times + 1 : 0;
    last.set(key, { text, times });
    return times;
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
