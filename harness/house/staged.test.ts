import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunPool } from '../run/pool.ts';
import { LABS } from '../scenarios/index.ts';
import { PROJECT, readProjectFile } from './project-files.ts';

const pool = new RunPool();
afterAll(() => pool.close());

const implementation = { root: join(PROJECT, 'solutions'), withReference: [] };
/** Those that `npm test` runs, with which the handout says that it can be seen. */
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

const all = LABS.flatMap(({ id, parts }) =>
  parts.flatMap(({ id: part, scenarios, staged = [] }) =>
    staged.map((failure) => ({ lab: id, part, scenarios, failure, slug: failure.slug })),
  ),
);

describe.each(all)('the failure that $part stages, $slug', ({ lab, part, scenarios, failure, slug }) => {
  it('gives no points, has a name of its own, and stands in the handout with its command', () => {
    expect(failure.points).toBe(0);
    expect(scenarios.map((scenario) => scenario.slug)).not.toContain(slug);
    expect(readProjectFile(`labs/${lab}/README.md`)).toContain(`npm test ${part} only=${slug}`);
  });

  it('breaks its rule, and no other, with code that is right; the same run each time', async () => {
    const runs = SEEDS.map((seed) => pool.run({ implementation, part, slug, seed, twice: true }));
    const rules = (await Promise.all(runs)).map((run) => run.failure?.rule);
    const broken = rules.filter((rule) => rule === failure.breaks);
    if (failure.at === 'every seed') expect(broken).toHaveLength(SEEDS.length);
    else expect(broken.length > 0 && broken.length < SEEDS.length, String(rules)).toBe(true);
    expect(rules.filter((rule) => rule !== undefined)).toEqual(broken);
  });
});
