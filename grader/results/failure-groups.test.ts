import { describe, expect, it } from 'vitest';
import { failureGroups } from './failure-groups.ts';
import { failureRecord, gradedScenario, submissionRecord } from './graded-fixture.ts';

/** A submission with one run lost for each message. */
function failing(id: string, rule: string, ...messages: readonly string[]) {
  const failures = messages.map((message, index) => failureRecord(index + 1, { rule, message }));
  const passed = 10 - failures.length;
  return submissionRecord(id, [gradedScenario('vote', { passed, failures })]);
}

describe('failures', () => {
  it('are one group if only numbers, quotes, servers or details differ', () => {
    const groups = failureGroups([
      failing('alice', 'raft/agreement', 'command 7 was not agreed on within 10.5 s: server 1 is at index 3'),
      failing('bob', 'raft/agreement', 'command 12 was not agreed on within 2 s: nobody is at index 4'),
      failing(
        'carol',
        'kv/get',
        'server 1, server 2 and server 4 answered "a", "b"',
        'server 0 answered "c"',
      ),
    ]);
    expect(groups.map(({ rule, runs, submissions }) => [rule, runs, submissions])).toEqual([
      ['raft/agreement', 2, ['alice', 'bob']],
      ['kv/get', 1, ['carol']],
      ['kv/get', 1, ['carol']],
    ]);
    expect(groups[0]?.example).toMatchObject({ id: 'alice', part: 'lab2a', slug: 'vote', seed: 1 });
  });

  it('of the language, the bundler and the grader are told apart by the whole message', () => {
    const groups = failureGroups([
      failing('alice', 'lab/exception', 'TypeError: x is undefined', 'TypeError: y is undefined'),
      failing('bob', 'lab/compiles', 'raft.ts:3:1: no such file', 'raft.ts:77:2: no such file'),
    ]);
    expect(groups.map(({ rule, runs }) => [rule, runs])).toEqual([
      ['lab/compiles', 2],
      ['lab/exception', 1],
      ['lab/exception', 1],
    ]);
  });

  it('stand for the runs that were not made, too', () => {
    const failures = [failureRecord(3), failureRecord(4, { rule: 'world/hang', message: 'a loop' })];
    const scenario = gradedScenario('vote', { passed: 2, runs: 10, failures });
    const groups = failureGroups([submissionRecord('alice', [scenario])]);
    expect(groups.map(({ rule, runs }) => [rule, runs])).toEqual([
      ['world/hang', 7],
      ['raft/x', 1],
    ]);
  });

  it('are told apart by their rules only, where a submission has a hundred kinds', () => {
    const words = Array.from({ length: 500 }, (_, index) => `${'x'.repeat(index)}!`);
    const groups = failureGroups([
      failing('alice', 'lab/exception', ...words),
      failing('bob', 'lab/exit', 'a'),
    ]);
    expect(groups).toHaveLength(102);
    expect(groups.map(({ runs }) => runs).slice(0, 2)).toEqual([400, 1]);
  });

  it('are counted by place, and those of the most submissions come first', () => {
    const twice = [1, 2].map((seed) => failureRecord(seed));
    const scenarios = [
      gradedScenario('vote', { passed: 8, failures: twice }),
      gradedScenario('log', { passed: 8, failures: twice }),
    ];
    const groups = failureGroups([
      failing('alice', 'raft/rare', 'a', 'a', 'a', 'a', 'a', 'a'),
      submissionRecord('bob', scenarios),
      submissionRecord('carol', scenarios),
    ]);
    expect(groups.map(({ rule }) => rule)).toEqual(['raft/x', 'raft/rare']);
    expect(groups[0]?.places).toEqual([
      { part: 'lab2a', slug: 'vote', lost: 4 },
      { part: 'lab2a', slug: 'log', lost: 4 },
    ]);
  });
});
