import { expect, it } from 'vitest';
import { Simulation } from '../../../labrpc/sim/simulation.ts';
import { OperationLog } from './operation-log.ts';

it('numbers operations, and puts what is asked and what returns in one order of moments', () => {
  const simulation = new Simulation({ seed: 1, scenario: 'log' });
  const clerk = simulation.addServer('clerk 0', 'client');
  const log = new OperationLog<string, number, { readonly note: string }>(simulation);
  const first = log.begin(clerk, 'get', { note: 'one' });
  expect(log.newestId).toBe(0);
  const second = log.begin(clerk, 'put', { note: 'two' });
  expect(log.newestId).toBe(1);
  expect(log.returns(log.operation(0))).toBe(2);
  expect(log.all).toEqual([first, second]);
  expect(first).toMatchObject({
    client: clerk.address,
    calledAt: 0,
    returnedAt: 2,
    returnedAtMs: 0,
    note: 'one',
  });
  expect(second).toMatchObject({ input: 'put', calledAt: 1, returnedAt: undefined, output: undefined });
  expect(() => log.operation(2)).toThrow('there is no operation 2');
});
