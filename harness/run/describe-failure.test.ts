import { expect, it } from 'vitest';
import type { Boot } from '../../labrpc/host/program.ts';
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
      ' 0.0 ms  boot     server 0',
      ' 0.0 ms  state    server 0  { well: true }',
      '10.0 ms  throws   server 0  after a timer ran out',
    ],
    situation: ['server 0  up, { well: true }'],
  });
});

it('describes a run that was stopped before the turn that never ends', async () => {
  const world = new TestWorld(labFactory({ throwing }), { stopBeforeEvent: 3 });
  world.start('server 0', 'throwing');
  expect(await world.run(20)).toBeUndefined();
  const { before, situation } = describeRun(world.simulation, SCENARIO);
  expect(before.at(-1)).toBe('10.0 ms  hangs    server 0  after a timer ran out');
  expect(situation).toEqual(['server 0  up, { well: true }']);
});
