import { afterAll, describe, expect, it } from 'vitest';
import { MUTANTS } from '../scenarios/mutants.ts';
import { runMutant } from './mutate.ts';
import { RunPool } from './pool.ts';

const SEEDS = 10;
const pool = new RunPool();
afterAll(() => pool.close());

describe.each(Object.entries(MUTANTS))('known bugs of %s', (labId, mutants) => {
  it.each(mutants.map((mutant) => [mutant.part, mutant.name, mutant] as const))(
    '%s: %s',
    { timeout: 60_000 },
    async (_part, _name, mutant) => {
      const { runs, caughtAt, rules } = await runMutant(pool, labId, mutant, SEEDS);
      expect(rules, 'the edited solution must compile').not.toContain('lab/compiles');
      expect(caughtAt.length, `reported as: ${rules.join(', ')}`).toBeGreaterThan(0);
      if (mutant.staged) expect(caughtAt).toHaveLength(runs.length);
    },
  );
});
