import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { failuresText } from './failures-text.ts';
import { fakeFailing, fakeFailure, fakeScenario } from './fake-results.ts';
import { scorePart } from './score.ts';

const LOOK = { paint: pc.createColors(false), verbose: false };
const hole = (part: string, file: string) => ({
  kind: 'not-implemented' as const,
  message: `NotImplemented: ${part}: what is in ${file} is not implemented yet. How to go about it: README.md`,
  stack: 'at Raft.start',
});
const holed = (slug: string, ...failure: Parameters<typeof hole>) => fakeFailing(slug, hole(...failure));

describe('failures', () => {
  it('are shown one a scenario, five in all, and the rest is named', () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      fakeScenario(`story-${index}`, { failures: [fakeFailure(index + 1)], passed: 9 }),
    );
    const text = failuresText([scorePart('lab2a', many)], LOOK);
    expect(text.match(/^✗/gm)).toHaveLength(5);
    expect(text).toMatch(
      /\n\n3 more failing scenarios \(only=NAME runs one\):\n {2}lab2a raft\/x: story-5, story-6, story-7$/,
    );
  });

  it('are of different rules, as far as there are any', () => {
    const rules = ['x', 'x', 'x', 'x', 'y', 'y', 'x', 'z'];
    const many = rules.map((rule, index) => fakeFailing(`story-${index}`, { rule: `raft/${rule}` }));
    const other = scorePart('lab2b', [fakeFailing('other', { rule: 'raft/y' })]);
    const text = failuresText([scorePart('lab2a', many), other], LOOK);
    expect(text.match(/story-\d(?= · )/g)).toEqual(['story-0', 'story-1', 'story-2', 'story-4', 'story-7']);
    expect(text).toContain(`
4 more failing scenarios (only=NAME runs one):
  lab2a raft/x: story-3, story-6
  lab2a raft/y: story-5
  lab2b raft/y: other`);
  });

  it('are those that fail most often, and then those that are staged for few mistakes', () => {
    const slugs = ['join-leave', 'sizes', 'shard-storm', 'lossy-churn', 'moved-before-applied'];
    const often = slugs.map((slug) => fakeFailing(slug, { rule: 'kv/x' }));
    const seldom = fakeScenario('static-shards', {
      failures: [fakeFailure(1, { rule: 'kv/x' })],
      passed: 9,
    });
    const text = failuresText([scorePart('lab4b', [seldom, ...often])], { ...LOOK, failuresShown: 2 });
    expect(text.match(/^✗ lab4b \S+/gm)).toEqual(['✗ lab4b join-leave', '✗ lab4b moved-before-applied']);
  });

  it('are none when nothing failed', () => {
    expect(failuresText([scorePart('lab2a', [fakeScenario('one')])], LOOK)).toBe('');
  });
});

describe('what could not be decided', () => {
  const undecided = [4, 5].map((seed) => fakeFailure(seed, { kind: 'unknown', rule: 'kv/undecided' }));

  it('is a note for each scenario, and no failure', () => {
    const text = failuresText([scorePart('lab3a', [fakeScenario('storm', { undecided })])], LOOK);
    expect(text).toBe(
      [
        '? lab3a · storm · 2 runs without a verdict, seeds 4 and 5: counted as passed',
        '  kv/undecided',
        '  no',
        '  again: npm test …',
      ].join('\n'),
    );
  });
});

describe('what could not be tried', () => {
  it('is one note for all the holes of a part, and for parts with the same', () => {
    const stub = ['one', 'two', 'three'].map((slug) => holed(slug, 'lab2a', 'raft.ts'));
    const missing = '  lab2a: what is in raft.ts is not implemented yet. How to go about it: README.md';
    expect(failuresText([scorePart('lab2a', stub)], LOOK)).toBe(
      `○ lab2a is still to be written (3 of 3 scenarios met a hole in the stub)\n${missing}`,
    );
    expect(
      failuresText(
        ['lab2a', 'lab2b', 'lab2c'].map((part) => scorePart(part, stub)),
        LOOK,
      ),
    ).toBe(
      `○ lab2a, lab2b and lab2c are still to be written (9 of 9 scenarios met a hole in the stub)\n${missing}`,
    );
  });

  it('goes before the failures of a part that was begun', () => {
    const begun = [holed('one', 'lab2b', 'raft.ts'), fakeFailing('two', { rule: 'raft/x' })];
    const text = failuresText([scorePart('lab2b', begun)], LOOK);
    expect(text).toMatch(
      /^○ lab2b is still to be written \(1 of 2 scenarios met a hole in the stub\)\n.*\n\n✗ /,
    );
    expect(text.match(/^✗/gm)).toHaveLength(1);
  });

  it('may be a hole of an earlier lab, for which ours will do', () => {
    const text = failuresText([scorePart('lab3a', [holed('one', 'lab2a', 'raft.ts')])], LOOK);
    expect(text).toBe(`○ lab3a is waiting for your lab2 (1 of 1 scenario met a hole there)
  lab2a: what is in raft.ts is not implemented yet. How to go about it: README.md
  npm test lab3a with=lab2 runs it on our lab2.`);
    const parts = ['lab2a', 'lab3a', 'lab3b'].map((part) =>
      scorePart(part, [holed('one', 'lab2a', 'raft.ts')]),
    );
    expect(failuresText(parts, LOOK).match(/^[○ ] .*[(.]/gm)).toEqual([
      expect.stringContaining('lab2a is still to be written ('),
      expect.stringContaining('lab2a: what is in raft.ts'),
      expect.stringContaining('lab3a and lab3b are waiting for your lab2 ('),
      expect.stringContaining('lab2a: what is in raft.ts'),
      '  npm test lab3a lab3b with=lab2 runs them on our lab2.',
    ]);
    const both = [holed('one', 'lab2a', 'raft.ts'), holed('two', 'lab3a', 'rsm.ts')];
    expect(failuresText([scorePart('lab3a', both)], LOOK)).toMatch(
      /^○ lab3a is still to be written \(2 of 2 .*\n {2}lab2a: .*\n {2}lab3a: .*\n {2}npm test lab3a with=/,
    );
  });

  it('is told once of code that does not compile', () => {
    const broken = {
      kind: 'compile' as const,
      rule: 'lab/compiles',
      message: 'labs/lab2-raft/raft.ts:3:1: Unexpected "}"',
      replay: 'npm test lab2a seed=1 only=one',
    };
    const parts = ['lab2a', 'lab2b'].map((part) => scorePart(part, [fakeFailing('one', broken)]));
    expect(failuresText(parts, LOOK)).toBe(`✗ lab2a and lab2b do not compile, so nothing of them ran
  lab/compiles
  labs/lab2-raft/raft.ts:3:1: Unexpected "}"
  hint:  npm run hint lab2a does-not-compile`);
    const ours = { ...broken, replay: `${broken.replay} solution` };
    expect(failuresText([scorePart('lab2a', [fakeFailing('one', ours)])], LOOK)).not.toContain('hint');
  });
});
