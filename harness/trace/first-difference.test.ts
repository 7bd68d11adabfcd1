import { describe, expect, it } from 'vitest';
import { EchoWorld } from '../../labrpc/testing/echo.ts';
import { firstDifference } from './first-difference.ts';
import { TraceRecorder } from './recorder.ts';
import type { Trace } from './trace.ts';

async function echoes(...values: readonly number[]): Promise<Trace> {
  const recorder = new TraceRecorder();
  const world = new EchoWorld(2, { recorder });
  recorder.watch(world.simulation);
  await world.run(10, async () => {
    for (const value of values) await world.ask(0, 1, 'echo', { value });
  });
  const names = { part: 'lab', slug: 's', scenario: 's', about: '', implementation: 'labs', replay: '' };
  const run = { ...names, seed: 1, fingerprint: '', events: 0, virtualMs: 0 };
  return recorder.trace({ run, failure: undefined, mapStack: (stack) => stack });
}

describe('firstDifference', () => {
  it('is none between equal runs', async () => {
    expect(firstDifference(await echoes(1, 2), await echoes(1, 2))).toBeUndefined();
  });

  it('is the first message that says something else', async () => {
    const difference = firstDifference(await echoes(1, 2, 4), await echoes(1, 3, 4));
    expect(difference?.atMs).toBeGreaterThan(0);
  });

  it('is where the shorter run ends', async () => {
    const [short, long] = [await echoes(1), await echoes(1, 2)];
    expect(firstDifference(short, long)).toMatchObject({
      position: short.steps.length,
    });
  });
});
