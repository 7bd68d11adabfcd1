import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Misuse } from '../misuse.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { parsePolicy, readPolicy } from './read-policy.ts';

function parse(text: string): Policy {
  return parsePolicy(text, 'policy.yaml');
}

/** The message of the `Misuse` that reading it throws. */
function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Misuse) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a policy', () => {
  it('may be empty: then the defaults hold', () => {
    expect(parse('')).toBe(DEFAULT_POLICY);
    expect(parse('# nothing yet\n')).toBe(DEFAULT_POLICY);
    expect(parse('{}')).toEqual(DEFAULT_POLICY);
  });

  it('may be JSON', () => {
    expect(parse('{"runs": 30, "parts": {"lab2a": 12.5}}')).toEqual({
      ...DEFAULT_POLICY,
      runs: 30,
      parts: { lab2a: 12.5 },
    });
  });

  it('says how points are given', () => {
    expect(parse('score: all-or-nothing').score).toEqual({ kind: 'all-or-nothing' });
    expect(parse('score: { rule: pass-rate }').score).toEqual({ kind: 'pass-rate' });
    expect(parse('score: { rule: threshold, at: 0.9 }').score).toEqual({ kind: 'threshold', at: 0.9 });
  });

  it('takes off points or shares of them', () => {
    expect(parse('late: { perDay: 5 }').late).toEqual({
      freeDays: 0,
      perDay: { kind: 'points', points: 5 },
    });
    expect(parse('late: { freeDays: 1, perDay: 12.5%, most: 50 % }').late).toEqual({
      freeDays: 1,
      perDay: { kind: 'share', share: 0.125 },
      most: { kind: 'share', share: 0.5 },
    });
    expect(parse('late: none')).toEqual(DEFAULT_POLICY);
  });

  it('asks for the split sample as a share, or for all', () => {
    expect(parse('splitSample: 0.2').splitSample).toBe(0.2);
    expect(parse('splitSample: all').splitSample).toBe(1);
  });

  it('changes only what it names', () => {
    expect(parse('feedback: { seeds: false }').feedback).toEqual({
      ...DEFAULT_POLICY.feedback,
      seeds: false,
    });
    expect(parse('auto: { most: 50 }').auto).toEqual({ margin: 1, most: 50 });
    expect(parse('limits: { memoryMb: 512 }').limits).toEqual({ memoryMb: 512, cpuSecondsPerRun: 60 });
  });
});

describe('a mistake in a policy is told with its line', () => {
  it.each([
    ['rums: 10', '1: unknown key `rums`; did you mean `runs`?'],
    ['# c\nauto:\n  margim: 2', '3: unknown key `margim` in auto; did you mean `margin`?'],
    ['zzzzzzzzzzzzzzzz: 1', '1: unknown key `zzzzzzzzzzzzzzzz`; known: parts, runs, auto, score'],
    ['parts:\n  lab2: 10', '2: unknown key `lab2` in parts; did you mean `lab2a`?'],
    ['parts: {}', '1: parts must name a part, or be left out, not a map'],
    ['parts:\n  lab2a: -1', '2: parts.lab2a must be a number from 0 to 10000, not -1'],
    ['parts:\n  lab2a: 1.234', '2: parts.lab2a must have at most two decimals, not 1.234'],
    ['runs: 0', '1: runs must be a whole number from 1 to 100000, not 0'],
    ['runs: 2.5', '1: runs must be a whole number from 1 to 100000, not 2.5'],
    ['runs: ten', '1: runs must be a whole number, or auto, not "ten"'],
    ['runs:', '1: runs must be a whole number, or auto, not empty'],
    ['runs: 5\nruns: 6', '2: Map keys must be unique'],
    [
      'score: passrate',
      '1: score must be one of pass-rate, all-or-nothing, threshold, curve, not "passrate"; did',
    ],
    ['score: threshold', '1: score needs `at`'],
    ['score: { at: 1 }', '1: score must have a `rule`'],
    ['score: { rule: threshold }', '1: score must say `at` which pass rate'],
    ['score: { rule: threshold, at: 90 }', '1: score.at must be a number from 0.01 to 1, not 90'],
    ['score: { rule: pass-rate, at: 1 }', '1: unknown key `at` in score; known: rule'],
    ['score:\n  rule: curve\n  points:\n  - [0, 0]\n  - [1]', '5: score.points[1] must be two numbers'],
    ['score: { rule: curve, points: [[0, 1], [1, 0]] }', '1: score.points must rise from a pass rate of 0'],
    ['score: { rule: curve, points: 3 }', '1: score.points must be a list, not 3'],
    ['late: 3', '1: late must have keys below it (freeDays, perDay, most), not 3'],
    ['late: { freeDays: 1 }', '1: late must say what a day costs'],
    ['late: { perDay: 110% }', '1: late.perDay must be points (5) or a share'],
    ['splitSample: 5', '1: splitSample must be a number from 0 to 1, not 5'],
    [
      'prerequisites: our',
      '1: prerequisites must be one of own, ours, better, not "our"; did you mean ours?',
    ],
    ['feedback:\n  seeds: yes please', '2: feedback.seeds must be true or false, not "yes please"'],
    ['- 1', '1: the file must have keys below it'],
    ['a: b\n\tc: d', '2: '],
    ['runs: 5\n---\nruns: 6', '2: '],
  ])('%j', (text, message) => {
    expect(complaint(text)).toContain(`policy.yaml:${message}`);
    expect(complaint(text)).not.toContain('\n');
  });
});

describe('a policy file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-policy-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is valid if it is the example', async () => {
    expect(await readPolicy(fileURLToPath(new URL('example.yaml', import.meta.url)))).toEqual({
      parts: { lab2a: 10, lab2b: 20, lab2c: 20, lab2d: 10, lab3a: 25, lab3b: 15 },
      runs: 'auto',
      auto: { margin: 0.5, most: 100 },
      score: {
        kind: 'curve',
        points: [
          [0, 0],
          [0.5, 0],
          [0.9, 0.6],
          [1, 1],
        ],
      },
      limits: { memoryMb: 512, cpuSecondsPerRun: 60 },
      late: {
        freeDays: 2,
        perDay: { kind: 'share', share: 0.1 },
        most: { kind: 'share', share: 0.5 },
      },
      splitSample: 0.1,
      prerequisites: 'better',
      feedback: DEFAULT_POLICY.feedback,
    });
  });

  it('must be there, a file, and text', async () => {
    const bytes = join(folder, 'bytes.yaml');
    await writeFile(bytes, new Uint8Array([0xff, 0xfe, 0x00]));
    await expect(readPolicy(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml: there is no such file/);
    await expect(readPolicy(folder)).rejects.toThrow(/it is a folder, not a file/);
    await expect(readPolicy(bytes)).rejects.toThrow(/it is not text in UTF-8/);
    await expect(readPolicy(bytes)).rejects.toThrow(Misuse);
  });
});
