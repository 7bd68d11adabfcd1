import { expect, it } from 'vitest';
import type { Boot } from '../../labrpc/host/program.ts';
import { Violation } from '../../labrpc/sim/violation.ts';
import { EchoWorld } from '../../labrpc/testing/echo.ts';
import { labFactory, TestWorld } from '../../labrpc/testing/world.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { describeFailure, describeRun } from './describe-failure.ts';

const SCENARIO: Scenario = {
  name: 'a test',
  slug: 'a-test',
  points: 0,
  paper: '',
  about: '',
  floors: {},
  run: async () => undefined,
};

const throwing: Boot = () => {
  setTimeout(async () => {
    await null;
    throw new RangeError('after an await');
  }, 10);
  return { state: () => ({ well: true }) };
};

it('says that a turn threw, what it began with, and how the world then stood', async () => {
  const world = new TestWorld(labFactory({ throwing }));
  world.start('server 0', 'throwing');
  const failure = await world.run(20);
  if (!failure) throw new Error('the run must fail');
  expect(describeFailure(world.simulation, SCENARIO, failure, () => 'at raft.ts:3:1')).toEqual({
    kind: 'exception',
    rule: 'lab/exception',
    message: 'RangeError: after an await',
    atMs: 10,
    actor: 'server 0',
    stack: 'at raft.ts:3:1',
    before: [
      ' 0.0  boot     server 0',
      ' 0.0  state    server 0  { well: true }',
      '10.0  throws   server 0  after a timer ran out',
    ],
    situation: ['server 0  up, { well: true }'],
  });
});

it('keeps the last messages of the servers that the message names', async () => {
  const world = new EchoWorld(12);
  await world.run(2000, async () => {
    await world.ask(1, 2, 'echo', { value: 'early' });
    for (let count = 0; count < 400; count++)
      await world.ask(3, 4 + (count % 8), 'echo', { value: `${count}` });
  });
  const beginsWith = (message: string): string | undefined =>
    describeRun(world.simulation, SCENARIO, { message }).before.find((line) => line.includes('early'));
  expect(beginsWith('server 2 is stuck')).toContain('gets     server 1 → 2  echo { value: "early" }');
  expect(beginsWith('server 10 is stuck, and servers 2, 3')).toBeUndefined();
});

it('describes a run that was stopped before the turn that never ends', async () => {
  const world = new TestWorld(labFactory({ throwing }), { stopBeforeEvent: 3 });
  world.start('server 0', 'throwing');
  expect(await world.run(20)).toBeUndefined();
  const { before, situation } = describeRun(world.simulation, SCENARIO, { message: '' });
  expect(before.at(-1)).toBe('10.0  hangs    server 0  after a timer ran out');
  expect(situation).toEqual(['server 0  up, { well: true }']);
});

it('tells a check without a verdict from one that failed', async () => {
  const world = new TestWorld(labFactory({ throwing }));
  const failure = await world.simulation.run(async () => {
    throw new Violation('kv/undecided', 'too many steps', { kind: 'unknown' });
  });
  if (!failure) throw new Error('the run must fail');
  expect(describeFailure(world.simulation, SCENARIO, failure, (stack) => stack)).toMatchObject({
    kind: 'unknown',
    rule: 'kv/undecided',
  });
});
