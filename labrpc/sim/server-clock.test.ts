import { describe, expect, it } from 'vitest';
import type { Boot } from '../host/program.ts';
import { labFactory, TestWorld } from '../testing/world.ts';
import { SimServer } from './server.ts';

const EPOCH_MS = Date.UTC(2030, 0, 1);
const host = { begin: () => undefined, settle: () => [] };

/** Reports its clocks every 100 ms of its own time. */
const ticker: Boot = (_lab, environment) => {
  const tell = () => environment.emit('tick', { now: performance.now(), wall: Date.now() });
  tell();
  setInterval(tell, 100);
  return {};
};

interface Tick {
  readonly now: number;
  readonly wall: number;
}

async function ticks(
  ms: number,
  main: (world: TestWorld, server: SimServer) => Promise<void> | void,
  rate = 1,
) {
  const world = new TestWorld(labFactory({ ticker }));
  const server = world.start('server 0', 'ticker');
  world.simulation.inflict({ what: 'clock rate', server, rate });
  expect(await world.run(ms, () => main(world, server))).toBeUndefined();
  return { times: world.times('tick'), clocks: world.values('tick') as Tick[] };
}

describe('a server’s clocks', () => {
  it('start in 2030 and at 0, and run with the world', async () => {
    const { times, clocks } = await ticks(250, () => undefined);
    expect(times).toEqual([0, 100, 200]);
    expect(clocks.map(({ now }) => now)).toEqual([0, 100, 200]);
    expect(clocks.map(({ wall }) => wall - EPOCH_MS)).toEqual([0, 100, 200]);
  });

  it('may be fast: its timers come early, and it does not notice', async () => {
    const { times, clocks } = await ticks(300, () => undefined, 1.25);
    expect(times).toEqual([0, 80, 160, 240]);
    expect(clocks.map(({ now }) => now)).toEqual([0, 100, 200, 300]);
  });

  it('may be slow', async () => {
    const { times, clocks } = await ticks(300, () => undefined, 0.8);
    expect(times).toEqual([0, 125, 250]);
    expect(clocks.map(({ wall }) => wall - EPOCH_MS)).toEqual([0, 100, 200]);
  });

  it('may jump: only Date shows it', async () => {
    const { times, clocks } = await ticks(450, async ({ simulation }, server) => {
      await simulation.sleep(150);
      simulation.inflict({ what: 'clock jump', server, byMs: -3_600_000 });
      await simulation.sleep(100);
      simulation.inflict({ what: 'clock jump', server, byMs: 7_200_000 });
    });
    expect(times.slice(0, 5)).toEqual([0, 100, 200, 300, 400]);
    expect(clocks.slice(0, 5).map(({ now }) => now)).toEqual([0, 100, 200, 300, 400]);
    const wall = clocks.slice(0, 5).map((clock) => clock.wall - EPOCH_MS);
    expect(wall).toEqual([0, 100, 200 - 3_600_000, 300 + 3_600_000, 400 + 3_600_000]);
  });

  it('never run back, and never leap, when the rate changes', () => {
    const server = new SimServer(0, 'server 0');
    server.begin(host, 0);
    let last = -1;
    for (let nowMs = 0; nowMs < 100; nowMs++) {
      if (nowMs % 7 === 0) server.setRate(nowMs % 2 === 0 ? 0.5 : 2, nowMs);
      const { monotonicMs } = server.read(nowMs);
      expect(monotonicMs).toBeGreaterThan(last);
      expect(monotonicMs - last).toBeLessThanOrEqual(2);
      last = monotonicMs;
    }
  });

  it('outlive a restart: Date goes on, performance.now begins again', () => {
    const server = new SimServer(0, 'server 0');
    server.begin(host, 0);
    server.setRate(2, 1000);
    server.jump(500);
    server.end();
    server.begin(host, 2000);
    expect(server.read(2000)).toEqual({ monotonicMs: 0, wallMs: EPOCH_MS + 3000 + 500 });
    expect(server.read(2010)).toEqual({ monotonicMs: 20, wallMs: EPOCH_MS + 3020 + 500 });
  });

  it.each([0, -1, Number.NaN])('refuse the rate %s', (rate) => {
    expect(() => new SimServer(0, 'x').setRate(rate, 0)).toThrow('must be positive');
  });
});
