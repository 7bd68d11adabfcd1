import { describe, expect, it } from 'vitest';
import { jobTrace } from '../../example-job.ts';
import { openRun } from './run.ts';
import { applyFilter, NO_FILTER } from './search.ts';
import { storageMethods } from './storage-talk.ts';

const trace = jobTrace();
const run = openRun(trace);
const methodsShown = (filter: typeof NO_FILTER) => {
  const { isMessage } = applyFilter(run, filter);
  const shown = trace.messages.filter((_, index) => isMessage[index]);
  return shown.map(({ kind, method }) => `${kind} ${method}`);
};

describe('talk with storage', () => {
  it('is folded, but for what changes an output', () => {
    const shown = methodsShown(NO_FILTER);
    expect(shown.filter((text) => / (read|create|finish)$/.test(text))).toEqual([
      'request create',
      'request finish',
    ]);
    expect(methodsShown({ ...NO_FILTER, foldStorage: false }).length).toBe(shown.length + 8);
  });

  it('leaves steps in which more happened', () => {
    const { steps } = applyFilter(run, NO_FILTER);
    const begins = run.steps.findIndex(({ marks }) => marks?.some(({ span }) => span === 'begins'));
    expect(run.steps[begins]?.cause.kind).toBe('reply');
    expect(steps).toContain(begins);
    expect(run.storageTalk.quietSteps).toBe(6);
  });

  it('is not folded where it was lost, or broke a rule', () => {
    const [read, begins] = [
      trace.messages.findIndex(({ kind, method }) => kind === 'request' && method === 'read'),
      trace.messages.findIndex(({ kind, method }) => kind === 'reply' && method === 'read'),
    ];
    expect(run.storageTalk.isQuietMessage[read]).toBe(true);
    const messages = trace.messages.map((message, index) =>
      index === read ? { ...message, fate: { kind: 'lost', atMs: 9, why: 'down' } as const } : message,
    );
    expect(openRun({ ...trace, messages }).storageTalk.isQuietMessage[read]).toBe(false);
    const { fate } = trace.messages[begins] ?? {};
    const step = fate?.kind === 'delivered' ? fate.step : -1;
    const failure = { ...trace.failure, step, isInStep: true } as NonNullable<typeof trace.failure>;
    expect(openRun({ ...trace, failure }).storageTalk.isQuietMessage[begins]).toBe(false);
  });

  it('has methods of its own', () => {
    expect(storageMethods(trace)).toEqual(['read', 'create', 'finish']);
  });
});

describe('polls', () => {
  it('are folded from the second on, also if they count what is not answered', () => {
    const { steps } = applyFilter(run, NO_FILTER);
    const waits = trace.steps.flatMap(({ cause, actor }, position) =>
      cause.kind === 'reply' && actor === 3 && isWait(cause.message) ? [position] : [],
    );
    expect(waits.length).toBe(20);
    expect(waits.filter((position) => steps.includes(position)).length).toBe(1);
  });

  const isWait = (id: number) => JSON.stringify(trace.messages[id]?.payload) === '{"kind":"wait"}';
});
