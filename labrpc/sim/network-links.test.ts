import { describe, expect, it } from 'vitest';
import { EchoWorld } from '../testing/echo.ts';

async function inWorld(size: number, main: (world: EchoWorld) => Promise<void>): Promise<EchoWorld> {
  const world = new EchoWorld(size);
  expect(await world.run(0, () => main(world))).toBeUndefined();
  return world;
}

const messages = (world: EchoWorld) =>
  world.values('message').map((value) => (value as { message: unknown }).message);

describe('a link that is held', () => {
  it('keeps requests in order until it is released, and loses nothing', async () => {
    await inWorld(2, async (world) => {
      const { network } = world.simulation;
      const [a, b] = [world.server(0), world.server(1)];
      network.hold(a, b);
      const calls = world.askMany(5, 0, 1);
      await world.simulation.sleep(30_000);
      expect(world.values('ran')).toEqual([]);
      expect(network.heldOn(a, b)).toBe(5);
      expect(network.release(a, b)).toBe(5);
      expect((await calls).map(({ reply }) => reply)).toEqual([0, 1, 2, 3, 4].map((value) => ({ value })));
      expect(world.values('ran')).toEqual([0, 1, 2, 3, 4]);
      expect((await world.ask(0, 1)).afterMs).toBeLessThan(7);
    });
  });

  it('holds replies by their own direction', async () => {
    await inWorld(2, async (world) => {
      const { network } = world.simulation;
      network.hold(world.server(1), world.server(0));
      const call = world.ask(0, 1);
      await world.simulation.sleep(1000);
      expect(world.values('ran')).toEqual([1]);
      network.release(world.server(1), world.server(0));
      expect((await call).reply).toEqual({ value: 1 });
    });
  });

  it('lets single messages go, the newest or the oldest first', async () => {
    const world = await inWorld(2, async (world) => {
      const { network } = world.simulation;
      const [a, b] = [world.server(0), world.server(1)];
      network.hold(a, b);
      for (const message of ['a', 'b', 'c']) await world.send(0, 1, message);
      expect(network.releaseOne(a, b, 'newest')).toBe(true);
      await world.simulation.sleep(10);
      expect(network.releaseOne(a, b, 'oldest')).toBe(true);
      await world.simulation.sleep(10);
      expect(network.heldOn(a, b)).toBe(1);
      network.release(a, b);
      await world.simulation.sleep(10);
      expect(network.releaseOne(a, b, 'oldest')).toBe(false);
    });
    expect(messages(world)).toEqual(['c', 'a', 'b']);
  });

  it('gives a caller null if the other side died meanwhile', async () => {
    await inWorld(2, async (world) => {
      const { network } = world.simulation;
      network.hold(world.server(0), world.server(1));
      const call = world.ask(0, 1);
      await world.simulation.sleep(10);
      world.simulation.kill(world.server(1));
      network.release(world.server(0), world.server(1));
      expect((await call).reply).toBeNull();
    });
  });
});

describe('one-way messages', () => {
  it('arrive in an event of their own, from whom they came', async () => {
    const world = await inWorld(3, async (world) => {
      await world.send(2, 0, { at: new Date(5) });
      await world.simulation.sleep(10);
    });
    expect(world.values('message')).toEqual([{ from: 2, message: { at: new Date(5) } }]);
    expect(world.reports[0]?.server).toBe('server 0');
  });

  it('suffer loss, doubling and holding like requests', async () => {
    const count = async (faults: object) => {
      const world = await inWorld(2, async (world) => {
        world.simulation.network.faults.setNetwork(faults);
        for (let message = 0; message < 300; message++) await world.send(0, 1, message);
        await world.simulation.sleep(5000);
      });
      return messages(world);
    };
    expect(await count({})).toHaveLength(300);
    const lossy = (await count({ dropRequestRatio: 0.5 })).length;
    expect(lossy > 100 && lossy < 200).toBe(true);
    const doubled = (await count({ duplicateRatio: 0.5 })).length;
    expect(doubled > 400 && doubled < 500).toBe(true);
    const held = await count({ holdRequestRatio: 0.5 });
    expect(held).toHaveLength(300);
    expect(held).not.toEqual(await count({ delayMs: [1, 1] }));
  });

  it('stay in order on a link that keeps it, doubled, late or released as they may be', async () => {
    const world = await inWorld(2, async (world) => {
      const { network } = world.simulation;
      const [a, b] = [world.server(0), world.server(1)];
      network.faults.setNetwork({ keepsOrder: true, holdRequestRatio: 0.5 });
      for (let message = 0; message < 50; message++) await world.send(0, 1, message);
      network.hold(a, b);
      for (let message = 50; message < 100; message++) await world.send(0, 1, message);
      network.release(a, b);
      for (let message = 100; message < 150; message++) await world.send(0, 1, message);
      await world.simulation.sleep(5000);
    });
    expect(messages(world)).toEqual([...Array(150).keys()]);
  });

  it('are told to the judge when they leave and come, a copy under its original’s number', async () => {
    const told: string[] = [];
    await inWorld(2, async (world) => {
      world.simulation.judge = {
        messageSent: (from, to, message) => told.push(`${message}: ${from.name} > ${to.name}`),
        messageArrives: (to, from, message) => told.push(`${message}: ${to.name} < ${from.name}`),
      };
      world.simulation.network.faults.setNetwork({ duplicateRatio: 1 });
      await world.send(0, 1, 'one');
      await world.simulation.sleep(10);
    });
    const arrival = '0: server 1 < server 0';
    expect(told).toEqual(['0: server 0 > server 1', arrival, arrival]);
  });

  it('are lost on cut links, and at servers that are down', async () => {
    const world = await inWorld(3, async (world) => {
      world.simulation.network.reach.setLink(world.server(0), world.server(1), false);
      world.simulation.kill(world.server(2));
      await world.send(0, 1, 'cut');
      await world.send(0, 2, 'down');
      await world.send(1, 0, 'fine');
      await world.simulation.sleep(100);
    });
    expect(messages(world)).toEqual(['fine']);
  });
});

describe('traffic', () => {
  it('counts calls, and the bytes of arguments and replies, by link, server and in all', async () => {
    await inWorld(3, async (world) => {
      const { traffic } = world.simulation.network;
      for (let call = 0; call < 17; call++) await world.ask(0, 1, 'echo', { value: 'x'.repeat(284) });
      expect(traffic.total.rpcs).toBe(17);
      expect(traffic.onLink(0, 1).rpcs).toBe(17);
      expect(traffic.onLink(1, 0).rpcs).toBe(0);
      // The texts, and at most some thirty bytes around each.
      for (const { bytes } of [traffic.onLink(0, 1), traffic.onLink(1, 0)]) {
        expect(bytes).toBeGreaterThanOrEqual(17 * 284);
        expect(bytes).toBeLessThan(17 * (284 + 30));
      }
      expect(traffic.total.bytes).toBe(traffic.onLink(0, 1).bytes + traffic.onLink(1, 0).bytes);
      await world.ask(2, 1);
      expect(traffic.sentTo(1).rpcs).toBe(18);
      expect(traffic.sentBy(0).rpcs).toBe(17);
      expect(traffic.sentBy(2).rpcs).toBe(1);
      expect(traffic.sentBy(1).bytes).toBe(traffic.onLink(1, 0).bytes + traffic.onLink(1, 2).bytes);
    });
  });

  it('counts attempts: what was lost, and calls of the dead and the cut off', async () => {
    await inWorld(3, async (world) => {
      const { network } = world.simulation;
      world.simulation.kill(world.server(1));
      network.reach.setOnline(world.server(2), false);
      await world.ask(0, 1);
      await world.ask(0, 2);
      await world.send(0, 2, 'message');
      expect(network.traffic.total.rpcs).toBe(3);
    });
  });
});
