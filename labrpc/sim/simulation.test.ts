import { describe, expect, it } from 'vitest';
import type { Boot } from '../host/program.ts';
import { EchoWorld } from '../testing/echo.ts';
import { labFactory, TestWorld } from '../testing/world.ts';
import { UNRELIABLE } from './link-faults.ts';
import type { SimulationOptions } from './simulation-options.ts';
import { Violation } from './violation.ts';

/** A run with a bit of everything. */
async function busyRun(
  options: Partial<SimulationOptions>,
): Promise<{ fingerprint: string; events: number }> {
  const world = new EchoWorld(3, options);
  const { simulation } = world;
  const failure = await world.run(1000, async () => {
    simulation.network.faults.setNetwork({ ...UNRELIABLE, duplicateRatio: 0.2 });
    const calls = world.askMany(30, 0, 1);
    await world.send(2, 0, 'hello');
    simulation.inflict({ what: 'pause', server: world.server(2) });
    await world.simulation.sleep(20);
    simulation.kill(world.server(1));
    world.restart(1);
    simulation.inflict({ what: 'resume', server: world.server(2) });
    simulation.inflict({ what: 'clock rate', server: world.server(1), rate: 1.2 });
    await calls;
    await world.ask(2, 1, 'slow', { ms: 100 });
  });
  expect(failure).toBeUndefined();
  return { fingerprint: simulation.finalFingerprint(), events: simulation.events };
}

describe('a run', () => {
  it('is the same for one seed, and another for another seed or scenario', async () => {
    const first = await busyRun({ seed: 7 });
    expect(await busyRun({ seed: 7 })).toEqual(first);
    expect((await busyRun({ seed: 8 })).fingerprint).not.toBe(first.fingerprint);
    expect((await busyRun({ seed: 7, scenario: 'other' })).fingerprint).not.toBe(first.fingerprint);
  });

  it('is the same when microtasks are drained in the documented way', async () => {
    for (const seed of [1, 2, 3]) {
      const slow = await busyRun({ seed, drains: 'macrotask' });
      expect(slow).toEqual(await busyRun({ seed, drains: 'synchronous' }));
    }
  });

  it('tells its progress, with the server whose turn it is', async () => {
    const seen: string[] = [];
    const progress: SimulationOptions['progress'] = (events, atMs, actor) =>
      seen.push(`${events} ${atMs} ${actor?.name ?? 'tester'}`);
    const world = new EchoWorld(1, { progress });
    await world.run(5);
    expect(seen).toEqual(['1 0 tester', '1 0 server 0', '2 0 tester', '3 5 tester']);
  });

  it('ends with what the tester throws', async () => {
    const world = new EchoWorld(1);
    const failure = await world.run(0, async () => {
      await world.simulation.sleep(10);
      throw new Violation('test/rule', 'no');
    });
    expect(failure).toMatchObject({
      atMs: 10,
      actor: undefined,
      port: undefined,
      error: { rule: 'test/rule' },
    });
  });

  it('ends with what the judge throws, at the server it was looking at', async () => {
    const world = new EchoWorld(2);
    world.simulation.judge = {
      emitted: () => {
        throw new Violation('test/rule', 'no');
      },
    };
    const failure = await world.run(0, async () => void (await world.ask(0, 1)));
    expect(failure).toMatchObject({ actor: 'server 1', error: { rule: 'test/rule' } });
  });

  it('hangs, and says so, when the tester waits for what never comes', async () => {
    const world = new EchoWorld(2);
    const failure = await world.run(0, async () => void (await world.ask(0, 1, 'never')));
    expect(failure?.error).toMatchObject({ kind: 'hang', rule: 'world/nothing-left' });
  });

  it('counts what it exercised, and remembers what happened last', async () => {
    const world = new EchoWorld(2);
    await world.run(0, async () => {
      world.simulation.count('calls');
      world.simulation.count('calls', 2);
      await world.ask(0, 1);
    });
    expect(world.simulation.exercised).toEqual({ calls: 3 });
    const last = world.simulation.recent
      .list()
      .map(({ kind, who, whom }) => `${kind} ${who} ${whom ?? ''}`.trim());
    expect(last).toContain('boot server 0');
    expect(last).toContain('gets server 1 server 0');
    expect(last).toContain('answer server 0 server 1');
  });
});

const failing: Boot = (_lab, environment) => ({
  calls: {
    throws: () => {
      throw new RangeError('thrown');
    },
    rejects: async () => {
      await null;
      throw new RangeError('rejected');
    },
    forgets: () => {
      void Promise.reject(new RangeError('forgotten'));
      return null;
    },
    later: () => {
      setTimeout(() => {
        throw new RangeError('later');
      }, 30);
      return null;
    },
    microtask: () => {
      queueMicrotask(() => {
        throw new RangeError('microtask');
      });
      return null;
    },
    listener: () => {
      AbortSignal.timeout(30).addEventListener('abort', () => {
        throw new RangeError('listener');
      });
      return null;
    },
    unencodable: () => ({ deep: [() => 1] }),
    text: () => {
      throw 'just text';
    },
    trap: () => {
      throw Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error('trap');
        },
      });
    },
    exits: () => {
      try {
        process.exit(3);
      } catch {
        environment.emit('went on', null);
      }
      return null;
    },
  },
});

describe('what lab code does wrong', () => {
  it.each([
    ['throws', 'thrown', 20],
    ['rejects', 'rejected', 20],
    ['forgets', 'forgotten', 20],
    ['later', 'later', 50],
    ['microtask', 'microtask', 20],
    ['listener', 'listener', 50],
    [
      'unencodable',
      'encode: deep[0] is a function; send data, and let the other side know what to do with it',
      20,
    ],
    ['text', "threw 'just text'", 20],
    ['trap', 'threw something that cannot be shown', 20],
    ['exits', 'process.exit(3)', 20],
    ['missing', 'the program has nothing to call that is named missing', 20],
  ])('ends the run, with its server and time: %s', async (method, message, atMs) => {
    for (const drains of ['synchronous', 'macrotask'] as const) {
      const world = new TestWorld(labFactory({ failing }), { drains });
      world.start('other', 'failing');
      const server = world.start('server 1', 'failing');
      const failure = await world.run(100, async () => {
        await world.simulation.sleep(20);
        void world.simulation.call(server, method, null);
      });
      const kind = method === 'exits' ? 'exit' : 'exception';
      expect(failure).toMatchObject({ atMs, actor: 'server 1', port: { kind, message } });
    }
  });
});
