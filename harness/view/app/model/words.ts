import type { Cause, Fate, Operation, Step, TraceEffect, TraceMessage } from '../../../trace/trace.ts';
import { shortText } from './captured-text.ts';
import { longSaying, shortSaying } from './message-saying.ts';
import { nameOf, type Run } from './run.ts';

export function timeText(ms: number): string {
  return `${Number.isInteger(ms) ? ms : ms.toFixed(3).replace(/0+$/, '')} ms`;
}

/** `3.2 s` */
export function secondsText(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `47,000` */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** Why a step happened, in one line. */
export function causeText(run: Run, { cause }: Step): string {
  switch (cause.kind) {
    case 'boot':
      return cause.incarnation > 1 ? `restarts (life ${cause.incarnation})` : 'starts';
    case 'timer':
      return `timer of ${timeText(cause.delayMs)}`;
    case 'message':
    case 'reply': {
      const message = run.messageOf(cause.message);
      return message ? receivedText(run, message) : `${cause.kind} ${cause.message}`;
    }
    case 'no-answer': {
      const request = run.messageOf(cause.request);
      return request ? `no answer to ${request.method} from ${nameOf(run, request.to)}` : 'no answer';
    }
    case 'call': {
      const operation = run.operationOf(cause.operation);
      return operation ? `call ${operationText(operation)}` : 'call';
    }
    case 'gap':
      return `${countText(cause.steps)} steps are left out before this one`;
    case 'fault':
      return `${cause.what}${cause.text ? `: ${cause.text}` : ''}`;
    default:
      return unknownKind(cause);
  }
}

/** Traces may come from a later writer of the same version: what it calls a thing is better than nothing. */
function unknownKind(thing: never): string {
  return String((thing as { kind?: unknown }).kind);
}

/** The message whose arrival the step is. */
export function messageOfCause(run: Run, { cause }: Step): TraceMessage | undefined {
  return cause.kind === 'message' || cause.kind === 'reply' ? run.messageOf(cause.message) : undefined;
}

/** What it says: `t4 +2 after 6`, `✗ t4`, `map, in-3.txt`; empty for what is no message. */
export function causeFacts(run: Run, step: Step): string {
  const message = messageOfCause(run, step);
  return message ? longSaying(message) : '';
}

function receivedText(run: Run, message: TraceMessage): string {
  const what = message.kind === 'reply' ? `reply to ${message.method}` : message.method;
  return `${what} from ${nameOf(run, message.from)}`;
}

export function operationText({ method, args }: Operation): string {
  const text = shortText(args, 60);
  return `${method}(${Array.isArray(args) ? text.slice(1, -1) : text})`;
}

/** Of an operation that was answered. Null is what lab code gets for "no answer", and this is one. */
export function resultText({ result }: Operation, width: number): string {
  return result === null || result === undefined ? 'done' : shortText(result, width);
}

export function messageText(run: Run, message: TraceMessage): string {
  const what = message.kind === 'reply' ? `reply to ${message.method}` : message.method;
  const copy = message.copyOf === undefined ? '' : ' (doubled by the network)';
  return `${what}, ${nameOf(run, message.from)} → ${nameOf(run, message.to)}${copy}`;
}

export function fateText(message: TraceMessage): string {
  const fate: Fate = message.fate;
  switch (fate.kind) {
    case 'delivered':
      return `delivered after ${timeText(fate.atMs - message.sentAtMs)}`;
    case 'lost':
      return `lost: ${fate.why}`;
    case 'ignored':
      return `ignored: ${fate.why}`;
    default:
      return 'under way when the run ended';
  }
}

export function effectText(run: Run, effect: TraceEffect): string {
  switch (effect.kind) {
    case 'send': {
      const message = run.messageOf(effect.message);
      return message ? `sends ${messageText(run, message)}` : `sends message ${effect.message}`;
    }
    case 'set-timer':
      return `sets timer ${effect.id} to ${timeText(effect.delayMs)}`;
    case 'clear-timer':
      return `clears timer ${effect.id}`;
    case 'save': {
      const snapshot =
        effect.snapshotBytes === undefined ? '' : `, snapshot of ${effect.snapshotBytes} bytes`;
      return `saves ${effect.stateBytes} bytes${snapshot}`;
    }
    case 'emit':
      return `${effect.name} ${shortText(effect.value)}`;
    case 'return':
      return `answers the call${returnText(run, effect.operation)}`;
    case 'failed':
      return `throws: ${effect.error}`;
    default:
      return unknownKind(effect);
  }
}

/** Of more messages with one method, only how many there are is said. */
const SAYINGS_MAX = 4;

/** What a step did, in a few words: `4 × requestVote t3, saves`. */
export function effectsSummary(run: Run, { effects = [] }: Step): string {
  const words = new Map<string, Map<string, number>>();
  const add = (word: string, saying: string) => {
    const sayings = words.get(word) ?? new Map<string, number>();
    words.set(word, sayings.set(saying, (sayings.get(saying) ?? 0) + 1));
  };
  for (const effect of effects) {
    if (effect.kind === 'send') {
      const message = run.messageOf(effect.message);
      if (message && message.kind !== 'reply') add(message.method, shortSaying(message));
    } else if (effect.kind === 'save') add('saves', '');
    else if (effect.kind === 'failed') add('throws', '');
  }
  const times = (count: number, word: string) => (count > 1 ? `${count} × ${word}` : word);
  return [...words]
    .flatMap(([word, sayings]) => {
      if (sayings.size > SAYINGS_MAX)
        return times(
          [...sayings.values()].reduce((a, b) => a + b),
          word,
        );
      return [...sayings].map(([saying, count]) => times(count, `${word} ${saying}`.trim()));
    })
    .join(', ');
}

function returnText(run: Run, id: number): string {
  const operation = run.operationOf(id);
  const { result } = operation ?? {};
  return result === undefined || result === null ? '' : ` with ${shortText(result)}`;
}

/** A word for each kind of cause that can be filtered. */
export const CAUSE_WORDS: Readonly<Record<Exclude<Cause['kind'], 'gap'>, string>> = {
  boot: 'starts',
  timer: 'timers',
  message: 'requests',
  reply: 'replies',
  'no-answer': 'no answers',
  call: 'calls',
  fault: 'faults',
};
