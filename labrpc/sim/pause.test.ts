import { describe, expect, it } from 'vitest';
import type { Boot } from '../host/program.ts';
import { EchoWorld } from '../testing/echo.ts';
import { labFactory, TestWorld } from '../testing/world.ts';

/** Timers that are set in another order than they fire. */
const timers: Boot = (_lab, environment) => {
  for (const delay of [60, 30, 50, 40]) setTimeout(() => environment.emit('fired', delay), delay);
  const cancelled = setTimeout(() => environment.emit('fired', 'cancelled'), 45);
  setTimeout(() => clearTimeout(cancelled), 35);
  return { calls: { ask: () => environment.emit('fired', 'call') } };
};

describe('a paused server', () => {
  it('does nothing, and then does all that waited, in the order of its times', async () => {
    const world = new TestWorld(labFactory({ timers }));
    const server = world.start('server 0', 'timers');
    const { simulation } = world;
    await world.run(100, async () => {
      await simulation.sleep(32);
      simulation.inflict({ what: 'pause', server });
      await simulation.sleep(23);
      const call = simulation.call(server, 'ask', null);
      await simulation.sleep(45);
      expect(world.values('fired')).toEqual([30]);
      simulation.inflict({ what: 'resume', server });
      await call;
    });
    expect(world.values('fired')).toEqual([30, 40, 50, 'call', 60]);
    expect(world.times('fired')).toEqual([30, 100, 100, 100, 100]);
  });

  it('may be paused again before it has caught up', async () => {
    const world = new TestWorld(labFactory({ timers }));
    const server = world.start('server 0', 'timers');
    const { simulation } = world;
    await world.run(100, async () => {
      await simulation.sleep(1);
      simulation.inflict({ what: 'pause', server });
      await simulation.sleep(99);
      simulation.inflict({ what: 'resume', server });
      simulation.inflict({ what: 'pause', server });
      simulation.inflict({ what: 'pause', server });
      await simulation.sleep(50);
      expect(world.values('fired')).toEqual([]);
      simulation.inflict({ what: 'resume', server });
      simulation.inflict({ what: 'resume', server });
    });
    expect(world.values('fired')).toEqual([30, 40, 50, 60]);
  });

  it('keeps its callers waiting, and gets its own replies afterwards', async () => {
    const world = new EchoWorld(2);
    await world.run(0, async () => {
      const incoming = world.ask(0, 1);
      const outgoing = world.ask(1, 0);
      await world.simulation.sleep(0.5);
      world.simulation.inflict({ what: 'pause', server: world.server(1) });
      await world.simulation.sleep(1000);
      world.simulation.inflict({ what: 'resume', server: world.server(1) });
      const answers = await Promise.all([incoming, outgoing]);
      for (const { reply, afterMs } of answers) {
        expect(reply).toEqual({ value: 1 });
        expect(afterMs).toBeGreaterThanOrEqual(1000);
        expect(afterMs).toBeLessThan(1010);
      }
    });
  });

  it('that dies answers nobody: its callers get null', async () => {
    const world = new EchoWorld(2);
    await world.run(0, async () => {
      world.simulation.inflict({ what: 'pause', server: world.server(1) });
      const calls = world.askMany(3, 0, 1);
      await world.simulation.sleep(100);
      world.simulation.kill(world.server(1));
      expect((await calls).map(({ reply }) => reply)).toEqual([null, null, null]);
      world.restart(1);
      expect((await world.ask(0, 1)).afterMs).toBeLessThan(7);
    });
    expect(world.values('ran')).toEqual([1]);
  });
});

/** An election timer: heard of a leader at 20, 40 and 60, and then no more. */
const election: Boot = (_lab, environment) => {
  const timer = setTimeout(() => environment.emit('fired', performance.now()), 50);
  for (const heardMs of [20, 40, 60]) setTimeout(() => timer.refresh(), heardMs);
  return {};
};

describe('a timer that is set again before it fires', () => {
  it('fires once, at its new time', async () => {
    const world = new TestWorld(labFactory({ election }));
    world.start('server 0', 'election');
    await world.run(300);
    expect(world.times('fired')).toEqual([110]);
  });

  it('also if it ran out during a pause', async () => {
    const world = new TestWorld(labFactory({ election }));
    const server = world.start('server 0', 'election');
    const { simulation } = world;
    await world.run(300, async () => {
      await simulation.sleep(30);
      simulation.inflict({ what: 'pause', server });
      await simulation.sleep(100);
      simulation.inflict({ what: 'resume', server });
    });
    // At 40 it was refreshed in its own order, after the pause: before what ran out at 70.
    expect(world.times('fired')).toEqual([180]);
  });
});
