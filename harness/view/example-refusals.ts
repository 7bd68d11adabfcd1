import type { Captured, Change } from '../trace/captured.ts';
import type { Step, Trace, TraceEffect, TraceMessage } from '../trace/trace.ts';
import { exampleTrace } from './example-trace.ts';

/** Log indexes that the leader holds, and that server 2 holds. */
export const HELD = { leader: 7, lagging: 2 } as const;

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ term: 1, command: index + 1 }));

const other = (peer: number, matchIndex: number) => ({
  peer: { $: 'opaque', text: `peer server ${peer}` },
  nextIndex: 8,
  matchIndex,
  retryTimer: { $: 'undefined' },
});

function memoryOf(me: number): Captured {
  const links = [0, 1, 2].map((peer) => ({ $: 'opaque', text: `peer server ${peer}` }));
  const common = { $: 'instance', $class: 'Raft', me, peers: links, currentTerm: 2, commitIndex: 2 };
  const log = entries(me === 2 ? HELD.lagging : HELD.leader);
  const others = me === 0 ? [other(1, 7), other(2, 7)] : [];
  return { raft: { ...common, votedFor: 0, log, others } };
}

/**
 * A made-up run, for tests: server 0 leads term 2 and takes it that server 2 holds seven entries, which holds
 * two. It sends the same entry `times` times, is refused each time, and learns nothing. Server 1 stands in
 * vain before that. A time is up at the end: no step breaks the rule. Each round is three steps.
 */
export function refusalTrace(times: number): Trace {
  const steps: Step[] = [];
  const messages: TraceMessage[] = [];
  let atMs = 0;
  const add = (step: Omit<Step, 'n' | 'atMs'>) => steps.push({ n: steps.length, atMs, ...step });
  const send = (rest: Pick<TraceMessage, 'kind' | 'from' | 'to' | 'method' | 'payload' | 're'>) => {
    const id = messages.length;
    const fate = { kind: 'delivered', atMs: atMs + 1, step: steps.length + 1 } as const;
    messages.push({ id, ...rest, bytes: 40, sentAtMs: atMs, sent: steps.length, fate });
    return [{ kind: 'send', message: id }] satisfies readonly TraceEffect[];
  };
  for (const actor of [0, 1, 2]) {
    const disk = { state: { currentTerm: 2, votedFor: actor === 2 ? null : 0 }, snapshot: null };
    const reports = { term: 2, isLeader: actor === 0 };
    const state = { reports, memory: memoryOf(actor), disk };
    const changes: readonly Change[] = [[[], state]];
    const effects = [{ kind: 'save', stateBytes: 20 }] as const;
    add({ actor, cause: { kind: 'boot', incarnation: 1 }, changes, effects });
  }
  /** A question of `from` and its answer: three steps, a ms apart. */
  const ask = (from: number, to: number, method: string, payload: Captured, answer: Captured) => {
    atMs += 1;
    const sent = send({ kind: 'request', from, to, method, payload });
    add({ actor: from, cause: { kind: 'timer', id: 1, set: 0, delayMs: 100 }, effects: sent });
    atMs += 1;
    const request = messages.length - 1;
    const reply = send({ kind: 'reply', from: to, to: from, method, payload: answer, re: request });
    add({ actor: to, cause: { kind: 'message', message: request }, effects: reply });
    atMs += 1;
    add({ actor: from, cause: { kind: 'reply', message: messages.length - 1 } });
  };
  ask(1, 2, 'requestVote', { term: 2, lastLogIndex: 7, lastLogTerm: 1 }, { term: 2, voteGranted: false });
  const append = { term: 2, prevLogIndex: 7, prevLogTerm: 1, entries: [{ term: 2, command: 8 }] };
  for (let round = 0; round < times; round++) {
    ask(0, 2, 'appendEntries', append, { term: 2, success: false });
  }
  return finished(steps, messages, atMs + 500);
}

function finished(steps: readonly Step[], messages: readonly TraceMessage[], endMs: number): Trace {
  const { failure: _, ...trace } = exampleTrace(1);
  const message = 'command 8 was not agreed on by 3 servers within 10 s: servers 0 and 2 (at 2 ms) differ';
  const failure = { kind: 'assertion', rule: 'raft/agreement', message, atMs: endMs };
  return {
    ...trace,
    steps,
    messages,
    operations: [],
    failure: { ...failure, step: steps.length - 1, isInStep: false },
  };
}
