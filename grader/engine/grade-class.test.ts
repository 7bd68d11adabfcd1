import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraderFailure } from '../grader-failure.ts';
import { takeIn } from '../intake/take-in.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { ClassGrading } from './grade-class.ts';
import { runNotMade } from './make-part-runs.ts';
import { makePlan } from './make-plan.ts';
import type { PartMaker } from './part-maker.ts';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));
const CODE = { kind: 'bundled', code: { files: [], hash: '' } } as const;
const NOTHING = { lateDays: 0 };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-class-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** All of whose runs pass, but for the code that the machine can't stand. */
class FakeMaker implements PartMaker {
  private readonly poison: string;

  constructor(poison: string) {
    this.poison = poison;
  }

  async makePart(work: Parameters<PartMaker['makePart']>[0]): ReturnType<PartMaker['makePart']> {
    const { part, bundle, scenarios } = work;
    if (bundle.bundle.code === this.poison) throw new GraderFailure('the grader failed on it');
    const passed = scenarios.map(({ slug, seeds }) => {
      const runs = seeds.map((seed) => ({
        ...runNotMade(part, slug, seed, { kind: 'unknown', rule: '', message: '', before: [] }),
        failure: undefined,
      }));
      return { slug, runs, notMade: [], repeatedSplit: 0, wallMs: 0 };
    });
    return { scenarios: passed, difference: undefined };
  }

  endSubmission(): void {}
}

/** Something that only this submission has. */
function codeOf(root: string): string {
  return root.split('/').at(-1) ?? '';
}

describe('ClassGrading', () => {
  it('goes on with the others where it fails itself, and tries again another time', async () => {
    for (const id of ['ann', 'bob', 'eve']) {
      await cp(join(EXAMPLES, 'election-only'), join(folder, 'class', id), { recursive: true });
    }
    const { submissions } = await takeIn(join(folder, 'class'), join(folder, 'trees'));
    const wishes = { labs: ['lab2a'], withReference: [], seedBase: undefined, sampleSecret: 's' };
    const plan = makePlan({ ...DEFAULT_POLICY, runs: 1 }, { ...wishes, present: new Set<string>() });
    const newGrading = (poison: string): ClassGrading =>
      new ClassGrading(plan, {
        shop: {
          bundle: async ({ root }) => ({
            ...CODE,
            bundle: { code: codeOf(root), fileName: '' },
          }),
        },
        newMaker: () => new FakeMaker(poison),
        jobs: 1,
        store: join(folder, 'store'),
        context: 'context',
        progress: {
          runDone: () => undefined,
          runsSkipped: () => undefined,
          submissionDone: () => undefined,
          submissionKnown: () => undefined,
          end: () => undefined,
        },
      });
    const first = newGrading(codeOf(submissions[1]?.root ?? ''));
    await first.gradeAll(submissions, () => NOTHING);
    expect(first.failures).toEqual(['bob']);
    const graded = [...first.graded(submissions, () => NOTHING)].map(({ record }) => record);
    expect(graded.map(({ id, refusal }) => [id, refusal])).toEqual([
      ['ann', undefined],
      ['bob', 'the grader failed on it'],
      ['eve', undefined],
    ]);
    expect(graded.map(({ points, max }) => points === max)).toEqual([true, false, true]);

    const second = newGrading('');
    await second.gradeAll(submissions, () => NOTHING);
    expect(second.failures).toEqual([]);
    const [, bob] = [...second.graded(submissions, () => NOTHING)];
    expect(bob?.record.points).toBe(bob?.record.max);
  });
});
