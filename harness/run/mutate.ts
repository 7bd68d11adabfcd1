import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LABS } from '../scenarios/index.ts';
import type { Mutant } from '../scenarios/mutant.ts';
import type { RunPool } from './pool.ts';
import type { RunResult } from './result.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));

/** What a scenario said about a known bug. */
export interface MutantReport {
  readonly mutant: Mutant;
  readonly runs: readonly RunResult[];
  /** Seeds at which the bug was caught by one of the rules that the mutant names. */
  readonly caughtAt: readonly number[];
  /** Rules under which it was reported, most frequent first. */
  readonly rules: readonly string[];
}

/**
 * Writes a copy of a lab's solution with the edits of a mutant; returns the folder that holds the lab's
 * folder.
 */
export async function writeMutant(labId: string, mutant: Mutant): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lockstep-mutant-'));
  const folder = join(root, labId);
  await mkdir(folder);
  await cp(join(SOLUTIONS, labId), folder, { recursive: true });
  for (const { file, find, replace } of mutant.edits) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const places = text.split(find).length - 1;
    if (places !== 1) {
      throw new Error(
        `mutant '${mutant.name}': its text occurs ${places} times in ${file}, and must occur once:\n${find}`,
      );
    }
    await writeFile(
      path,
      text.replace(find, () => replace),
    );
  }
  return root;
}

/** Runs the mutant's scenario with seeds 1 to `seeds`. */
export async function runMutant(
  pool: RunPool,
  labId: string,
  mutant: Mutant,
  seeds: number,
): Promise<MutantReport> {
  const root = await writeMutant(labId, mutant);
  try {
    // Only this lab was copied: what it stands on is the solution's.
    const withReference = LABS.filter(({ id }) => id !== labId).map(({ word }) => word);
    const implementation = { root, withReference };
    const { part, scenario: slug } = mutant;
    const requests = Array.from({ length: seeds }, (_, index) => ({
      implementation,
      part,
      slug,
      seed: index + 1,
      twice: false,
    }));
    const runs = await Promise.all(requests.map((request) => pool.run(request)));
    return { mutant, runs, ...judge(mutant, runs) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function judge(mutant: Mutant, runs: readonly RunResult[]): Pick<MutantReport, 'caughtAt' | 'rules'> {
  const failed = runs.flatMap(({ seed, failure }) => (failure ? [{ seed, rule: failure.rule }] : []));
  const counts = new Map<string, number>();
  for (const { rule } of failed) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return {
    caughtAt: failed.filter(({ rule }) => mutant.rules.includes(rule)).map(({ seed }) => seed),
    rules: [...counts].sort((a, b) => b[1] - a[1]).map(([rule]) => rule),
  };
}
