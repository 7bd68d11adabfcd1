import type { Trace, TraceMessage } from '../../../trace/trace.ts';
import { messageFacts } from './message-facts.ts';
import { positionOfTurn } from './step-position.ts';

/** The same news sent again and again: whoever sends it does not learn from the answers. */
export interface Storm {
  readonly from: number;
  readonly to: number;
  readonly method: string;
  readonly count: number;
  /** How many of them said something that none before had said. */
  readonly distinct: number;
  /** How many entries each carries. */
  readonly entries: { readonly least: number; readonly most: number };
  /** Whether each was answered with a refusal. */
  readonly isRefused: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  /** Position of the step that sent the first one of which that is in the trace. */
  readonly position: number;
}

/** Fewer may be patience. */
const STORM_MIN = 100;
/** Each message that is repeated less often than this on average belongs to no storm. */
const REPEATED_MIN = 10;
const STORMS_MAX = 3;

/** Requests with entries, or refused, that were sent hundreds of times; the worst first. */
export function findStorms(trace: Trace, refusedRequests: ReadonlySet<number>): readonly Storm[] {
  const groups = new Map<string, TraceMessage[]>();
  for (const message of trace.messages) {
    const { id, kind, from, to, method } = message;
    const isRefused = refusedRequests.has(id);
    if (kind === 'reply' || !(isRefused || (messageFacts(message).entries ?? 0) > 0)) continue;
    const key = `${from} ${to} ${method} ${isRefused}`;
    const group = groups.get(key);
    if (group) group.push(message);
    else groups.set(key, [message]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= STORM_MIN)
    .map((group) => stormOf(trace, group, refusedRequests.has(group[0]?.id ?? -1)))
    .filter(({ count, distinct }) => count >= REPEATED_MIN * distinct)
    .sort((a, b) => b.count - a.count)
    .slice(0, STORMS_MAX);
}

function stormOf(trace: Trace, group: readonly TraceMessage[], isRefused: boolean): Storm {
  const [first, last] = [group[0] as TraceMessage, group.at(-1) as TraceMessage];
  const entries = group.map((message) => messageFacts(message).entries ?? 0);
  const positions = group.map(({ sent }) => positionOfTurn(trace.steps, sent));
  return {
    from: first.from,
    to: first.to,
    method: first.method,
    count: group.length,
    distinct: new Set(group.map(({ payload }) => JSON.stringify(payload))).size,
    entries: {
      least: entries.reduce((least, count) => Math.min(least, count)),
      most: entries.reduce((most, count) => Math.max(most, count)),
    },
    isRefused,
    fromMs: first.sentAtMs,
    toMs: last.sentAtMs,
    position: positions.find((position) => position >= 0) ?? 0,
  };
}
