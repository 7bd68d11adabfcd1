import { describe, expect, it } from 'vitest';
import type { RunResult } from '../harness/run/result.ts';
import { answerLine, type JudgeRequest, readAnswer } from './protocol.ts';

const REQUEST: JudgeRequest = {
  id: 7,
  root: '/somewhere',
  withReference: [],
  part: 'lab2a',
  slug: 'reelection',
  seed: 3,
  twice: false,
};
const PASSED: RunResult = {
  part: 'lab2a',
  slug: 'reelection',
  seed: 3,
  failure: undefined,
  fingerprint: '0123456789abcdef',
  events: 10,
  rpcs: 4,
  bytes: 400,
  virtualMs: 1200,
  cpuMs: 1.5,
  exercised: { elections: 2 },
  logs: [],
};

function answer(changes: object): string {
  return JSON.stringify({ id: 7, result: { ...PASSED, ...changes } });
}

describe('answers of a judge process', () => {
  it('come back as they were', () => {
    expect(readAnswer(answerLine(7, PASSED), REQUEST)).toEqual(PASSED);
  });

  it('carry a failure without its history, cut to a length', () => {
    const failure = {
      kind: 'assertion',
      rule: 'raft/agreement',
      message: 'm'.repeat(9000),
      before: ['x'],
    } as const;
    const read = readAnswer(answerLine(7, { ...PASSED, failure }), REQUEST);
    expect(read?.failure).toMatchObject({ kind: 'assertion', rule: 'raft/agreement', before: [] });
    expect(read?.failure?.message).toHaveLength(2000);
  });

  it('lose the counts of a run that was ended at some moment or other', () => {
    const read = readAnswer(
      answer({ fingerprint: '', failure: { kind: 'hang', rule: 'world/hang', message: '' } }),
      REQUEST,
    );
    expect(read).toMatchObject({ events: 0, virtualMs: 0 });
  });

  it.each([
    ['no JSON', 'points: 100'],
    ['no object', '[]'],
    ['another id', JSON.stringify({ id: 8, result: PASSED })],
    ['another seed', answer({ seed: 4 })],
    ['another scenario', answer({ slug: 'initial-election' })],
    ['a negative count', answer({ events: -1 })],
    ['a count that is a text', answer({ bytes: '400' })],
    ['a fingerprint that is none', answer({ fingerprint: '<script>' })],
    ['counts with odd names', answer({ exercised: { 'a b': 1 } })],
    ['a failure of an unknown kind', answer({ failure: { kind: 'bonus', rule: 'a/b', message: '' } })],
    ['a failure that is none', answer({ failure: true })],
  ])('are refused: %s', (_, line) => {
    expect(readAnswer(line, REQUEST)).toBeUndefined();
  });
});
