import { describe, expect, it } from 'vitest';
import { atTopOfStack, synchronousDrain } from './drain.ts';
import { type DrainKind, type EventHandler, EventLoop } from './event-loop.ts';

const DRAINS: readonly DrainKind[] = ['synchronous', 'macrotask'];

interface Script {
  readonly loop: EventLoop;
  readonly story: string[];
  at(atMs: number, wake: () => void): void;
  run(): Promise<void>;
}

/** A loop that tells what happened. An event ends when its microtasks have run. */
function script(drains: DrainKind): Script {
  const story: string[] = [];
  const loop = new EventLoop(drains);
  const handler: EventHandler = {
    begin: (event) => {
      story.push(`begin ${loop.nowMs}`);
      if (event.kind === 'tester') event.wake();
    },
    end: () => story.push('end'),
    rejected: (error) => story.push(`rejected: ${(error as Error).message}`),
  };
  const run = () => loop.run(handler);
  const at = (atMs: number, wake: () => void) => loop.schedule(atMs, { kind: 'tester', wake });
  return { loop, story, at, run };
}

async function deep(levels: number, done: () => void): Promise<void> {
  for (let level = 0; level < levels; level++) await null;
  done();
}

describe.each(DRAINS)('EventLoop, %s drain', (drains) => {
  it('ends an event when all microtasks have run, however deep', async () => {
    const { loop, story, at, run } = script(drains);
    at(5, () => void deep(50, () => story.push('deep')));
    at(3, () => story.push('first'));
    at(9, () => loop.stop());
    await run();
    expect(story).toEqual(['begin 3', 'first', 'end', 'begin 5', 'deep', 'end', 'begin 9', 'end']);
    expect(loop.nowMs).toBe(9);
    expect(loop.events).toBe(3);
  });

  it('sees a rejection that nobody handles in the event that caused it', async () => {
    const { loop, story, at, run } = script(drains);
    at(1, () => void deep(3, () => Promise.reject(new Error('lost'))));
    at(2, () => void Promise.reject(new Error('handled in time')).catch(() => undefined));
    at(3, () => loop.stop());
    await run();
    expect(story).toEqual(['begin 1', 'rejected: lost', 'end', 'begin 2', 'end', 'begin 3', 'end']);
  });

  it('says so when nothing is left that could happen', async () => {
    const { at, run } = script(drains);
    at(1, () => undefined);
    await expect(run()).rejects.toMatchObject({ rule: 'world/nothing-left', kind: 'hang' });
  });

  it('puts back the listeners that it replaced', async () => {
    const before = process.listeners('unhandledRejection');
    const { loop, at, run } = script(drains);
    at(0, () => loop.stop());
    const running = run();
    expect(process.listeners('unhandledRejection')).not.toEqual(before);
    await running;
    expect(process.listeners('unhandledRejection')).toEqual(before);
  });
});

describe('EventLoop', () => {
  it('lets the real event loop in after some thousand events, and runs the same events with it', async () => {
    const { loop, at, run } = script('synchronous');
    let visits = 0;
    const visit = setInterval(() => visits++, 0);
    let left = 60_000;
    const next = () => {
      if (--left === 0) loop.stop();
      else at(loop.nowMs + 1, next);
    };
    at(0, next);
    await run();
    clearInterval(visit);
    expect(loop.events).toBe(60_000);
    expect(visits).toBeGreaterThan(0);
  });

  it('runs what is scheduled for now after what was, in the order in which it was scheduled', async () => {
    const { loop, story, at, run } = script('synchronous');
    const wake = (name: string) => () => story.push(name);
    at(1, () => {
      at(loop.nowMs, wake('b'));
      at(loop.nowMs, wake('c'));
    });
    at(1, wake('a'));
    at(2, () => loop.stop());
    await run();
    expect(story.filter((line) => /^[abc]$/.test(line))).toEqual(['a', 'b', 'c']);
  });
});

describe('synchronousDrain', () => {
  it('knows that it works only at the top of the stack', async () => {
    expect(await atTopOfStack(() => synchronousDrain() !== undefined)).toBe(true);
    await null;
    expect(synchronousDrain()).toBeUndefined();
  });

  it('runs what microtasks queue, and what they queue', async () => {
    const reached = await atTopOfStack(() => {
      const drain = synchronousDrain();
      let done = false;
      void deep(1000, () => {
        done = true;
      });
      drain?.();
      return done;
    });
    expect(reached).toBe(true);
  });

  it('passes on what its body throws', async () => {
    const body = () => {
      throw new Error('no');
    };
    await expect(atTopOfStack(body)).rejects.toThrow('no');
  });
});
