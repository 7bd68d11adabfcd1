import { beforeEach, describe, expect, it } from 'vitest';
import type { Violation } from '../../labrpc/sim/violation.ts';
import { JobOutputs } from './job-outputs.ts';

let outputs: JobOutputs;
beforeEach(() => {
  outputs = new JobOutputs(['apple 3', 'pear 1'], 2);
});

function ruleOf(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    return (error as Violation).rule;
  }
  return undefined;
}

describe('JobOutputs', () => {
  it('knows what is missing', () => {
    expect(outputs.changed(1, 'pear 1\n')).toBe('appeared');
    expect(outputs.missing).toEqual([0]);
    expect(ruleOf(() => outputs.jobIsDone('done() is true'))).toBe('mapreduce/done-too-early');
  });

  it('rejects a job that is done with the wrong output', () => {
    outputs.changed(0, 'apple 6\n');
    outputs.changed(1, 'pear 1\n');
    expect(outputs.areRight).toBe(false);
    expect(ruleOf(() => outputs.jobIsDone('done() is true'))).toBe('mapreduce/output');
  });

  it('lets outputs change until the job is done, and be written again afterwards', () => {
    outputs.changed(0, 'app');
    expect(outputs.changed(0, 'apple 3\npear 1\n')).toBe('changed');
    outputs.changed(1, '');
    outputs.jobIsDone('done() is true');
    expect(outputs.changed(0, 'pear 1\napple 3\n')).toBe('written again');
  });

  it.each([['apple 3\n'], [''], [null]])('rejects a change after the end: %j', (text) => {
    outputs.changed(0, 'apple 3\npear 1\n');
    outputs.changed(1, '');
    outputs.jobIsDone('worker 1 left');
    expect(ruleOf(() => outputs.changed(0, text))).toBe('mapreduce/output-final');
  });

  it('does not mind files with numbers that no task has', () => {
    expect(outputs.changed(7, 'x')).toBe('appeared');
    expect(outputs.missing).toEqual([0, 1]);
  });
});
