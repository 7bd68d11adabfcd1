import { describe, expect, it } from 'vitest';
import { EchoWorld } from '../testing/echo.ts';
import { type LinkFaults, LONG_WAITS } from './link-faults.ts';

async function inWorld(size: number, main: (world: EchoWorld) => Promise<void>): Promise<EchoWorld> {
  const world = new EchoWorld(size);
  expect(await world.run(0, () => main(world))).toBeUndefined();
  return world;
}

const lost = (answers: readonly { reply: unknown }[]) => answers.filter(({ reply }) => reply === null).length;

describe('a calm network', () => {
  it('carries a call and its reply, each with its delay', async () => {
    await inWorld(2, async (world) => {
      const { reply, afterMs } = await world.ask(0, 1, 'echo', { value: [1, new Date(0), 'x'] });
      expect(reply).toEqual({ value: [1, new Date(0), 'x'] });
      expect(afterMs).toBeGreaterThanOrEqual(2);
      expect(afterMs).toBeLessThanOrEqual(6);
    });
  });

  it('carries calls of all to all at once, without mixing them up', async () => {
    const world = await inWorld(5, async (world) => {
      const calls = world.servers.flatMap((_, from) =>
        world.servers.map((_, to) => world.ask(from, to, 'echo', { value: `${from}→${to}` })),
      );
      const answers = await Promise.all(calls);
      const replies = answers.map(({ reply }) => (reply as { value: string }).value);
      expect(new Set(replies).size).toBe(25);
      expect(replies[7]).toBe('1→2');
    });
    expect(world.values('ran')).toHaveLength(25);
  });

  it('keeps a call waiting as long as its handler works, though others overtake it', async () => {
    await inWorld(2, async (world) => {
      const slow = world.ask(0, 1, 'slow', { ms: 20_000 });
      const fast = await world.ask(0, 1);
      expect(fast.afterMs).toBeLessThan(7);
      expect((await slow).afterMs).toBeGreaterThan(20_000);
    });
  });

  it('delays within the range, and lets calls overtake each other', async () => {
    await inWorld(2, async (world) => {
      world.simulation.network.faults.setNetwork({ delayMs: [10, 100] });
      const answers = await world.askMany(200, 0, 1);
      const times = answers.map(({ afterMs }) => afterMs);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(20);
      expect(Math.max(...times)).toBeLessThanOrEqual(200);
      expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100);
      const order = world.values('ran');
      expect(order).not.toEqual([...order].sort((a, b) => (a as number) - (b as number)));
    });
  });
});

describe('a lossy network', () => {
  it.each([
    ['requests', { dropRequestRatio: 0.2 }],
    ['replies', { dropReplyRatio: 0.2 }],
  ] as const)('loses a fifth of the %s, and then tells the caller null', async (what, faults) => {
    const world = await inWorld(2, async (world) => {
      world.simulation.network.faults.setNetwork({ ...faults, lostAfterMs: [50, 60] });
      const answers = await world.askMany(1000, 0, 1);
      expect(lost(answers)).toBeGreaterThan(150);
      expect(lost(answers)).toBeLessThan(250);
      const waited = answers.filter(({ reply }) => reply === null).map(({ afterMs }) => afterMs);
      expect(Math.min(...waited)).toBeGreaterThanOrEqual(50);
      expect(Math.max(...waited)).toBeLessThan(70);
      expect(world.values('ran')).toHaveLength(what === 'requests' ? 1000 - lost(answers) : 1000);
    });
    expect(world.simulation.network.traffic.total.rpcs).toBe(1000);
  });

  it('doubles requests: the handler runs twice, the caller gets one reply', async () => {
    const world = await inWorld(2, async (world) => {
      world.simulation.network.faults.setNetwork({ duplicateRatio: 0.5 });
      const answers = await world.askMany(400, 0, 1);
      expect(lost(answers)).toBe(0);
      await world.simulation.sleep(100);
    });
    const runs = world.values('ran').length - 400;
    expect(runs).toBeGreaterThan(150);
    expect(runs).toBeLessThan(250);
  });

  it('holds some requests and replies back, for the time that was set', async () => {
    const late = async (faults: Partial<LinkFaults>) => {
      let count = 0;
      await inWorld(2, async (world) => {
        world.simulation.network.faults.setNetwork({ holdMs: [200, 2200], ...faults });
        for (const { afterMs, reply } of await world.askMany(600, 0, 1)) {
          expect(reply).not.toBeNull();
          if (afterMs <= 6) continue;
          expect(afterMs).toBeGreaterThanOrEqual(202);
          expect(afterMs).toBeLessThanOrEqual(2206);
          count++;
        }
      });
      return count / 600;
    };
    expect(await late({ holdReplyRatio: 2 / 3 })).toBeCloseTo(2 / 3, 1);
    expect(await late({ holdRequestRatio: 1 / 3 })).toBeCloseTo(1 / 3, 1);
  });

  it('has faults of single servers and of single directions', async () => {
    await inWorld(3, async (world) => {
      const { faults } = world.simulation.network;
      faults.setServer(2, { dropRequestRatio: 1 });
      faults.setLink(0, 1, { delayMs: [300, 300] });
      expect((await world.ask(0, 2)).reply).toBeNull();
      expect((await world.ask(2, 0)).reply).toBeNull();
      const there = await world.ask(0, 1);
      expect(there.afterMs).toBeGreaterThan(300);
      expect(there.afterMs).toBeLessThan(304);
      const back = await world.ask(1, 0);
      expect(back.afterMs).toBeGreaterThan(300);
    });
  });
});

describe('servers that cannot be reached', () => {
  it.each([
    ['a short time', {}, 0, 100],
    ['up to seven seconds', LONG_WAITS, 3000, 7000],
  ] as const)('keep their callers waiting for %s', async (_, faults, atLeast, atMost) => {
    await inWorld(3, async (world) => {
      const { network } = world.simulation;
      network.faults.setNetwork(faults);
      network.reach.setOnline(world.server(1), false);
      world.simulation.kill(world.server(2));
      const answers = [...(await world.askMany(40, 0, 1)), ...(await world.askMany(40, 0, 2))];
      expect(lost(answers)).toBe(80);
      const times = answers.map(({ afterMs }) => afterMs);
      expect(Math.max(...times)).toBeGreaterThanOrEqual(Math.max(atLeast, 50));
      expect(Math.max(...times)).toBeLessThanOrEqual(atMost);
    });
  });

  it('are reached again at once when they are back, whatever still waits', async () => {
    await inWorld(2, async (world) => {
      const { network } = world.simulation;
      network.faults.setNetwork(LONG_WAITS);
      network.reach.setOnline(world.server(1), false);
      const waiting = world.askMany(20, 0, 1);
      await world.simulation.sleep(1);
      network.reach.setOnline(world.server(1), true);
      expect((await world.ask(0, 1)).afterMs).toBeLessThan(7);
      expect(lost(await waiting)).toBe(20);
      expect(world.values('ran')).toEqual([1]);
    });
  });

  it('can be cut in one direction: then the handler runs, and the reply is lost', async () => {
    await inWorld(2, async (world) => {
      const { reach } = world.simulation.network;
      reach.setLink(world.server(1), world.server(0), false);
      expect((await world.ask(0, 1, 'echo', { value: 'there' })).reply).toBeNull();
      expect(world.values('ran')).toEqual(['there']);
      expect((await world.ask(1, 0, 'echo', { value: 'back' })).reply).toBeNull();
      expect(world.values('ran')).toEqual(['there']);
    });
  });

  it('do not get what was on its way when the link was cut', async () => {
    await inWorld(2, async (world) => {
      const call = world.ask(0, 1);
      await world.simulation.sleep(0);
      world.simulation.network.reach.setOnline(world.server(1), false);
      expect((await call).reply).toBeNull();
      expect(world.values('ran')).toEqual([]);
    });
  });
});

describe('a server that crashes', () => {
  it('tells its callers nothing of what it was doing: they get null, also after it is back', async () => {
    await inWorld(2, async (world) => {
      const call = world.ask(0, 1, 'slow', { ms: 1000 });
      await world.simulation.sleep(500);
      world.simulation.kill(world.server(1));
      world.restart(1);
      const { reply, afterMs } = await call;
      expect(reply).toBeNull();
      expect(afterMs).toBeLessThan(601);
      expect((await world.ask(0, 1)).reply).toEqual({ value: 1 });
    });
  });

  it('ends calls that would have hung for ever', async () => {
    await inWorld(2, async (world) => {
      const call = world.ask(0, 1, 'never');
      await world.simulation.sleep(60_000);
      world.simulation.kill(world.server(1));
      const { reply, afterMs } = await call;
      expect(reply).toBeNull();
      expect(afterMs).toBeLessThan(60_100);
    });
  });

  it('gets no reply to a call of its earlier life', async () => {
    const world = await inWorld(2, async (world) => {
      const call = world.ask(0, 1, 'slow', { ms: 50 });
      await world.simulation.sleep(20);
      world.simulation.kill(world.server(0));
      expect((await call).reply).toBe('down');
      world.restart(0);
      const second = world.ask(0, 1, 'slow', { ms: 80 });
      // The first reply arrives meanwhile, and has the number of the second call.
      expect((await second).reply).toEqual({ ms: 80 });
    });
    expect(world.values('ran')).toEqual([50, 80]);
  });
});
