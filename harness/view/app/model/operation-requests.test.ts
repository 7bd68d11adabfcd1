import { expect, it } from 'vitest';
import type { Operation, Trace, TraceMessage } from '../../../trace/trace.ts';
import { jobTrace } from '../../example-job.ts';
import { openRun } from './run.ts';

it('counts what a client sent for each operation, without copies that the network made', () => {
  const { actors, ...rest } = jobTrace();
  const request = (id: number, sentAtMs: number, more: Partial<TraceMessage> = {}): TraceMessage => ({
    id,
    kind: 'request',
    from: 2,
    to: 0,
    method: 'increment',
    payload: {},
    bytes: 1,
    sentAtMs,
    sent: 0,
    fate: { kind: 'under-way' },
    ...more,
  });
  const operation = (id: number, actor: number, fromMs: number, toMs?: number): Operation => ({
    id,
    actor,
    method: 'increment',
    args: {},
    fromMs,
    ...(toMs !== undefined && { toMs }),
  });
  const trace: Trace = {
    ...rest,
    actors: actors.map((actor, index) => ({ ...actor, role: index === 2 ? 'client' : 'server' })),
    messages: [
      request(0, 0),
      request(1, 5),
      request(2, 5, { copyOf: 1 }),
      request(3, 8),
      request(4, 90),
      request(5, 7, { from: 3 }),
    ],
    operations: [operation(0, 2, 0, 8), operation(1, 2, 8), operation(2, 3, 0)],
  };
  expect(openRun(trace).requestCounts).toEqual([2, 2, 0]);
});
