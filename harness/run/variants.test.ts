import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPart } from '../scenarios/find.ts';
import { RunPool } from './pool.ts';

const VARIANTS = fileURLToPath(new URL('../scenarios/lab2-raft/variants', import.meta.url));
const SEEDS = [1, 2, 3];
const pool = new RunPool();
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lockstep-variant-'));
  await cp(VARIANTS, join(root, 'lab2-raft'), { recursive: true });
  await writeFile(join(root, 'lab2-raft', 'raft.ts'), "export { Raft } from './other-raft.ts';\n");
});

afterAll(async () => {
  await pool.close();
  await rm(root, { recursive: true, force: true });
});

/** Scenarios must not depend on how a correct solution is written: a second Raft passes them all. */
describe.each(findPart('lab2a').lab.parts)('another correct Raft, $id', ({ id: part, scenarios }) => {
  it.each(scenarios)('passes: $name', { timeout: 60_000 }, async ({ slug }) => {
    const implementation = { root, withReference: [] };
    const runs = SEEDS.map((seed) => pool.run({ implementation, part, slug, seed, twice: false }));
    const failures = (await Promise.all(runs)).flatMap(({ seed, failure }) =>
      failure ? [{ seed, ...failure }] : [],
    );
    expect(failures).toEqual([]);
  });
});
