import { expect, it } from 'vitest';
import { encode } from '../../labrpc/encoding.ts';
import type { Boot } from '../../labrpc/host/program.ts';
import { bareFactory, TestWorld } from '../../labrpc/testing/world.ts';
import { happening } from './fake-happenings.ts';
import { describeSituation } from './situation.ts';

/** Reports its number as its state, and says one thing when it is asked to. */
const reporting: Boot = (_lab, { setup, emit }) => {
  emit('started', null);
  return {
    calls: {
      say: (what: string) => {
        emit('say', what);
        return null;
      },
      wait: () => new Promise<null>(() => {}),
    },
    state: () => ({ number: setup }),
  };
};

it('says who is up, what was reported last, and what is wrong with the network', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  const { simulation } = world;
  const servers = [0, 0, 1, 2, 3].map((number, index) => world.start(`server ${index}`, 'reporting', number));
  simulation.addServer('server 5');
  const [, , down, off, paused] = servers as [
    never,
    never,
    (typeof servers)[0],
    (typeof servers)[0],
    (typeof servers)[0],
  ];
  await world.run(20, async () => {
    await simulation.sleep(10);
    await simulation.call(down, 'say', 'hello');
    simulation.inflict({ what: 'crash', server: down });
    simulation.inflict({ what: 'disconnect', server: off });
    simulation.inflict({ what: 'pause', server: paused });
    simulation.inflict({ what: 'clock rate', server: paused, rate: 0.5 });
    simulation.inflict({ what: 'cut one way', from: off, to: down });
    simulation.inflict({ what: 'hold', from: down, to: off });
    simulation.inflict({ what: 'release', from: down, to: off });
    void simulation.call(off, 'wait', { forEver: true });
    await simulation.sleep(5);
  });
  expect(describeSituation(simulation, () => undefined, 80)).toEqual([
    'servers 0, 1  up, { number: 0 }',
    'server 2      down since 10 ms, before: { number: 1 }, last: say "hello"',
    'server 3      cut off since 10 ms, { number: 2 }',
    'server 4      paused since 10 ms, { number: 3 }, clock rate 0.5',
    'server 5      not started',
    'cut           server 3 → 2  (since 10 ms)',
    'open call     server 3  wait { forEver: true } (since 10 ms)',
  ]);
});

it('tells the oldest calls that are open, and counts the others', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  const server = world.start('server 0', 'reporting', 7);
  await world.run(20, async () => {
    for (let nth = 1; nth <= 10; nth++) void world.simulation.call(server, 'wait', nth);
    await world.simulation.sleep(5);
  });
  expect(describeSituation(world.simulation, () => undefined, 80)).toEqual([
    'server 0  up, { number: 7 }',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `open call  server 0  wait ${nth} (since 0 ms)`),
    'open call  and 2 more',
  ]);
});

it('tells open calls that are alike in one line', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  const servers = [0, 1, 2, 3].map((index) => world.start(`server ${index}`, 'reporting', 7));
  await world.run(20, async () => {
    for (const server of servers) void world.simulation.call(server, 'wait', 'a while');
    await world.simulation.sleep(5);
  });
  expect(describeSituation(world.simulation, () => undefined, 80).at(-1)).toBe(
    'open call    servers 0–3  wait "a while" (since 0 ms)',
  );
});

it('tells which calls a pause keeps from beginning', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  const { simulation } = world;
  const server = world.start('server 0', 'reporting', 7);
  await world.run(30, async () => {
    void simulation.call(server, 'wait', 1);
    await simulation.sleep(10);
    simulation.inflict({ what: 'pause', server });
    await simulation.sleep(10);
    void simulation.call(server, 'wait', 2);
    await simulation.sleep(5);
  });
  expect(describeSituation(simulation, () => undefined, 80).slice(1)).toEqual([
    'open call  server 0  wait 1 (since 0 ms)',
    'open call  server 0  wait 2 (since 20 ms, begins when it is resumed)',
  ]);
});

it('tells of a client that waits what it has heard from whom', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  const { simulation } = world;
  const client = simulation.addServer('client 0', 'client');
  simulation.boot(client, 'reporting', 1);
  await world.run(5, async () => {
    void simulation.call(client, 'wait', 'for ever');
    await simulation.sleep(5);
    const value = encode({ kind: 'refused' });
    simulation.recent.add(happening(5, 'answer', { whom: 'server 2', name: 'ask', value }, 'client 0'));
  });
  expect(describeSituation(simulation, () => undefined, 100).at(-1)).toBe(
    'open call  client 0  wait "for ever" (since 0 ms); heard last: refused from server 2',
  );
});

it('uses the words of the lab, and keeps to its width', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  world.start('server 0', 'reporting', 7);
  await world.run(20);
  const tell = (name: string, value: unknown) => `${name} ${(value as { number: number }).number}`;
  expect(describeSituation(world.simulation, tell, 80)).toEqual(['server 0  up, state 7']);
  expect(describeSituation(world.simulation, tell, 18)).toEqual(['server 0  up,', '          state 7']);
});

it('has room for many groups whose servers all do the same', async () => {
  const world = new TestWorld(bareFactory({ reporting }));
  for (const gid of Array(20).keys()) {
    for (const index of [0, 1, 2]) world.start(`group${gid}.${index}`, 'reporting', 7);
  }
  await world.run(5, async () => {
    await world.simulation.sleep(1);
  });
  const lines = describeSituation(world.simulation, () => undefined, 80);
  expect(lines[0]).toMatch(/^group0\.0–2, group1\.0–2, /);
  expect(lines.at(-1)).toMatch(/group19\.0–2 +up, \{ number: 7 \}$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
