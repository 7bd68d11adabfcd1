import { STALE_READ, STALE_READ_CONFLICT } from '../check/linearizability/example-conflict.ts';
import { kvModel } from '../check/linearizability/models/kv.ts';
import { type HistoryPicture, historyPicture } from '../check/linearizability/picture.ts';
import type { Operation, Step, Trace, TraceActor } from '../trace/trace.ts';

/** A made-up stale read, for tests. */
export function examplePicture(): HistoryPicture {
  const clientName = (client: number) => `client ${client}`;
  const momentsOf = (place: number) => {
    const { calledAt, returnedAt } = STALE_READ[place] as (typeof STALE_READ)[number];
    return { calledMs: calledAt, ...(returnedAt === undefined ? {} : { returnedMs: returnedAt }) };
  };
  return historyPicture(kvModel, STALE_READ, STALE_READ_CONFLICT, { clientName, momentsOf });
}

/** The run of its clients, which failed for it. They do nothing but call and answer. */
export function exampleHistoryTrace(history: HistoryPicture = examplePicture()): Trace {
  const names = [...new Set(history.operations.map(({ client }) => client))].sort();
  const calm = { role: 'client', isUp: false, isPaused: false, isOnline: true, clockRate: 1 } as const;
  const actors = names.map((name): TraceActor => ({ name, ...calm, state: null }));
  const operations = history.operations.map(({ client, text, calledMs = 0, returnedMs }, id): Operation => {
    const end = returnedMs === undefined ? {} : { toMs: returnedMs, result: text };
    return { id, actor: names.indexOf(client), method: 'ask', args: [text], fromMs: calledMs, ...end };
  });
  const boots = names.map((_, actor) => ({
    atMs: 0,
    actor,
    cause: { kind: 'boot', incarnation: 1 } as const,
  }));
  const turns = operations.flatMap(({ id, actor, fromMs, toMs }) => [
    { atMs: fromMs, actor, cause: { kind: 'call', operation: id } as const },
    ...(toMs === undefined ? [] : [answerTurn(id, actor, toMs)]),
  ]);
  const steps = [...boots, ...turns.sort((a, b) => a.atMs - b.atMs)].map((step, n): Step => ({ n, ...step }));
  const message = history.why.join('\n');
  const atMs = (steps.at(-1)?.atMs ?? 0) + 1000;
  return {
    format: 'lockstep-trace',
    version: 1,
    run: {
      part: 'lab3a',
      slug: 'made-up',
      scenario: 'a stale read',
      about: 'Made up.',
      seed: 7,
      implementation: 'labs',
      replay: 'npm test lab3a seed=7 only=made-up',
      fingerprint: '00',
      events: steps.length,
      steps: steps.length,
      delivered: 0,
      virtualMs: atMs,
    },
    failure: {
      kind: 'assertion',
      rule: 'kv/linearizable',
      message,
      atMs,
      step: steps.length - 1,
      isInStep: false,
    },
    actors,
    network: { partition: [], cut: [], held: [] },
    steps,
    messages: [],
    operations,
    history,
  };
}

function answerTurn(id: number, actor: number, atMs: number): Omit<Step, 'n'> {
  const cause = { kind: 'timer', id, set: 0, delayMs: 1 } as const;
  return { atMs, actor, cause, effects: [{ kind: 'return', operation: id }] };
}
