import { rm } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { lab4 } from '../scenarios/lab4-shardkv/lab.ts';
import {
  WAITS_FOR_DEPARTURES,
  WITHOUT_BOTH,
  WITHOUT_DELETION,
  WITHOUT_SERVICE,
} from '../scenarios/lab4-shardkv/mutants-challenges.ts';
import type { Mutant } from '../scenarios/mutant.ts';
import { writeMutant } from './mutate.ts';
import { RunPool } from './pool.ts';

const SEEDS = [1, 2];
/** The slugs of a challenge's scenarios begin so. */
const DELETION = 'deleted-';
const SERVICE = 'served-';
const PART = 'lab4b';
const SLUGS = lab4.parts.find(({ id }) => id === PART)?.scenarios.map(({ slug }) => slug) ?? [];

const pool = new RunPool();
afterAll(() => pool.close());

/** A solution without a challenge loses the points of that challenge, all of them, and no others. */
it.each([
  ['deletes nothing', WITHOUT_DELETION, [DELETION]],
  ['serves nothing while it waits', WITHOUT_SERVICE, [SERVICE]],
  ['does neither', WITHOUT_BOTH, [DELETION, SERVICE]],
] as const)('a solution that %s', { timeout: 300_000 }, async (_what, mutant, prefixes) => {
  const failures = await failuresOf(mutant);
  for (const slug of SLUGS) {
    const isLost = prefixes.some((prefix) => slug.startsWith(prefix));
    const failed = failures.get(slug) ?? [];
    if (isLost) expect(failed, slug).toHaveLength(SEEDS.length);
    else expect(failed, slug).toEqual([]);
  }
});

it('a solution that waits for what it gives away loses points of its challenge only', async () => {
  const failures = await failuresOf(WAITS_FOR_DEPARTURES);
  for (const [slug, failed] of failures) if (!slug.startsWith(SERVICE)) expect(failed, slug).toEqual([]);
  expect(failures.get(WAITS_FOR_DEPARTURES.scenario)).toHaveLength(SEEDS.length);
}, 300_000);

it('each challenge has scenarios', () => {
  for (const prefix of [DELETION, SERVICE]) {
    expect(SLUGS.filter((slug) => slug.startsWith(prefix)).length).toBeGreaterThan(3);
  }
});

/** What it is told at each seed, by scenario. */
async function failuresOf(mutant: Mutant): Promise<ReadonlyMap<string, string[]>> {
  const root = await writeMutant(lab4.id, mutant);
  const implementation = { root, withReference: ['lab2', 'lab3'] };
  const runs = SLUGS.flatMap((slug) =>
    SEEDS.map(async (seed) => {
      const { failure } = await pool.run({ implementation, part: PART, slug, seed, twice: false });
      return { slug, told: failure ? [`seed ${seed}: ${failure.rule}: ${failure.message}`] : [] };
    }),
  );
  const failures = new Map<string, string[]>();
  try {
    for (const { slug, told } of await Promise.all(runs)) {
      failures.set(slug, [...(failures.get(slug) ?? []), ...told]);
    }
    return failures;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
