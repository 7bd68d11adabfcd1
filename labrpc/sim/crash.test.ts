import { describe, expect, it } from 'vitest';
import type { Boot } from '../host/program.ts';
import { EchoWorld } from '../testing/echo.ts';
import { bareFactory, labFactory, TestWorld } from '../testing/world.ts';
import type { Fault } from './faults.ts';
import type { CrashPoint, CutTurn, SimServer } from './server.ts';

/** In one turn: saves 1, reports, saves 2 with a snapshot, reports, saves 3, answers. Six effects. */
const worker: Boot = (_lab, environment) => {
  const { persister } = environment;
  const state = persister.readState()?.[0] ?? 0;
  const snapshot = persister.readSnapshot()?.[0] ?? 0;
  environment.emit('booted', { state, snapshot });
  return {
    calls: {
      work: () => {
        persister.save(Uint8Array.of(1));
        environment.emit('step', 1);
        persister.save(Uint8Array.of(2), Uint8Array.of(20));
        environment.emit('step', 2);
        setTimeout(() => environment.emit('step', 'late'), 10);
        persister.save(Uint8Array.of(3));
        return 'done';
      },
    },
  };
};

interface Outcome {
  readonly answer: unknown;
  readonly steps: readonly unknown[];
  readonly disk: { readonly state: number; readonly snapshot: number };
  readonly crashes: number;
  /** What the story says of the turn. */
  readonly cut: CutTurn | undefined;
}

/** Lets a server work, crash at this point, and start again. */
async function crashing(point: CrashPoint): Promise<Outcome> {
  const world = new TestWorld(labFactory({ worker }));
  const { simulation } = world;
  const server = world.start('server 0', 'worker');
  let answer: unknown;
  const failure = await world.run(100, async () => {
    await simulation.sleep(1);
    simulation.inflict({ what: 'crash in turn', server, point });
    const result = await simulation.call(server, 'work', null);
    answer = result.kind === 'returned' ? result.value : result.kind;
    await simulation.sleep(50);
    if (!server.isUp) simulation.boot(server, 'worker', null);
  });
  expect(failure).toBeUndefined();
  const disk = world.values('booted').at(-1) as Outcome['disk'];
  const faults = simulation.recent
    .list()
    .flatMap(({ kind, value }) => (kind === 'fault' ? [value as Fault] : []));
  const crash = faults.find((fault) => fault.what === 'crash');
  const crashes = simulation.exercised.crashesInMidTurn ?? 0;
  return { answer, steps: world.values('step'), disk, crashes, cut: crash?.turn };
}

describe('a crash in the middle of a turn', () => {
  const when = undefined;
  it.each([
    [0, { answer: 'down', steps: [], disk: { state: 0, snapshot: 0 } }],
    [1, { answer: 'down', steps: [], disk: { state: 1, snapshot: 0 } }],
    [2, { answer: 'down', steps: [1], disk: { state: 1, snapshot: 0 } }],
    [3, { answer: 'down', steps: [1], disk: { state: 2, snapshot: 20 } }],
    [4, { answer: 'down', steps: [1, 2], disk: { state: 2, snapshot: 20 } }],
    [5, { answer: 'down', steps: [1, 2], disk: { state: 3, snapshot: 20 } }],
    [6, { answer: 'done', steps: [1, 2], disk: { state: 3, snapshot: 20 } }],
    [99, { answer: 'done', steps: [1, 2], disk: { state: 3, snapshot: 20 } }],
  ])(
    'after %i effects: nothing later happens, and what was saved before is there',
    async (effects, expected) => {
      expect(await crashing({ effects, when })).toMatchObject({ ...expected, crashes: 1 });
    },
  );

  it('is told with what of the turn was done', async () => {
    const effects = ['save', 'emit', 'save', 'emit', 'save', 'return'];
    expect((await crashing({ effects: 2, when })).cut).toEqual({
      done: effects.slice(0, 2),
      undone: effects.slice(2),
    });
    expect((await crashing({ effects: 99, when })).cut).toEqual({ done: effects, undone: [] });
  });

  it('waits for a turn with an effect of the kind that was named', async () => {
    const never = await crashing({ effects: 0, when: 'request' });
    expect(never).toMatchObject({ answer: 'done', steps: [1, 2, 'late'], crashes: 0 });
    const saving = await crashing({ effects: 2, when: 'save' });
    expect(saving).toMatchObject({ answer: 'down', steps: [1], crashes: 1 });
  });

  it('keeps the reply of a handler from its caller, though the handler ran', async () => {
    for (const [effects, ran] of [
      [0, 0],
      [1, 1],
    ] as const) {
      const world = new EchoWorld(2);
      await world.run(0, async () => {
        await world.simulation.sleep(1);
        world.simulation.inflict({
          what: 'crash in turn',
          server: world.server(1),
          point: { effects, when: 'reply' },
        });
        expect((await world.ask(0, 1)).reply).toBeNull();
        expect(world.server(1).isUp).toBe(false);
      });
      expect(world.values('ran')).toHaveLength(ran);
    }
  });
});

describe('a crash', () => {
  it('stops timers, and gives the next life nothing of them', async () => {
    const world = new TestWorld(labFactory({ worker: ticking }));
    const server = world.start('server 0', 'worker');
    await world.run(100, async () => {
      await world.simulation.sleep(35);
      world.simulation.kill(server);
      await world.simulation.sleep(35);
      world.simulation.boot(server, 'worker', null);
    });
    // The second life begins at 70, and counts by itself.
    expect(world.times('tick')).toEqual([10, 20, 30, 80, 90, 100, 110, 120, 130, 140, 150, 160]);
    expect(world.values('tick').slice(2, 5)).toEqual([3, 1, 2]);
  });

  it('is over when the judge says so: later effects of that turn do not happen', async () => {
    const world = new TestWorld(labFactory({ worker }));
    const server = world.start('server 0', 'worker');
    const { simulation, reports } = world;
    simulation.judge = {
      emitted: ({ name }, kind, value) => {
        reports.push({ atMs: simulation.nowMs, server: name, name: kind, value });
        if (value === 1) simulation.kill(server);
      },
    };
    await world.run(50, async () => {
      expect(await simulation.call(server, 'work', null)).toEqual({ kind: 'down' });
    });
    expect(world.values('step')).toEqual([1]);
    expect(server.disk.state).toEqual(Uint8Array.of(1));
  });

  it('answers what the tester asked: down', async () => {
    const world = new EchoWorld(2);
    await world.run(0, async () => {
      const call = world.ask(0, 1, 'never');
      await world.simulation.sleep(100);
      world.simulation.kill(world.server(0));
      expect((await call).reply).toBe('down');
      expect((await world.ask(0, 1)).reply).toBe('down');
    });
  });

  it('loses what was about to be asked, also if the server is back at once', async () => {
    const world = new EchoWorld(2);
    await world.run(100, async () => {
      await world.simulation.sleep(10);
      const call = world.ask(0, 1);
      world.simulation.kill(world.server(0));
      world.restart(0);
      expect((await call).reply).toBe('down');
    });
    expect(world.values('ran')).toEqual([]);
  });

  it('cannot happen to the dead, nor life to the living', async () => {
    const world = new EchoWorld(1);
    await world.run(0, () => {
      expect(() => world.restart(0)).toThrow('server 0 is already up');
      world.simulation.kill(world.server(0));
      world.simulation.kill(world.server(0));
      expect(world.server(0).incarnation).toBe(1);
    });
  });
});

const ticking: Boot = (_lab, environment) => {
  let count = 0;
  setInterval(() => {
    count++;
    environment.emit('tick', count);
  }, 10);
  return {};
};

describe('ten thousand crashes', () => {
  it('leave nothing behind', { timeout: 30_000 }, async () => {
    const collectGarbage = await exposedGc();
    let alive = 0;
    const registry = new FinalizationRegistry(() => alive--);
    const greedy: Boot = (_lab, environment) => {
      const memory = { ballast: new Float64Array(5000) };
      alive++;
      registry.register(memory, null);
      const peer = environment.peer<Record<string, (args: object) => object>>(
        { address: 1, name: 'other' },
        'x',
      );
      const hang = async () => {
        await Promise.all([peer.call('never', { a: 1 }), new Promise(() => undefined)]);
        environment.emit('never', memory.ballast.length);
      };
      void hang();
      return { services: { x: { never: () => new Promise(() => undefined) } } };
    };
    const world = new TestWorld(bareFactory({ greedy }));
    const servers: SimServer[] = [world.start('server 0', 'greedy'), world.start('other', 'greedy')];
    const { simulation } = world;
    const heapMb: number[] = [];
    const failure = await world.run(0, async () => {
      for (let cycle = 0; cycle < 5000; cycle++) {
        await simulation.sleep(cycle % 3);
        for (const server of servers) {
          simulation.kill(server);
          simulation.boot(server, 'greedy', null);
        }
        if (cycle % 1000 === 999) {
          await collectGarbage();
          heapMb.push(process.memoryUsage().heapUsed / 2 ** 20);
        }
      }
    });
    expect(failure).toBeUndefined();
    expect(servers[0]?.incarnation).toBe(5001);
    expect(world.values('never')).toEqual([]);
    await collectGarbage();
    // Callbacks of the registry come in turns of their own.
    for (let turn = 0; turn < 50 && alive > 50; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(alive).toBeLessThan(50);
    expect(heapMb[4]).toBeLessThan((heapMb[0] ?? 0) + 8);
  });
});

async function exposedGc(): Promise<() => Promise<void>> {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  return async () => gc();
}
