import { fileURLToPath } from 'node:url';
import { type Bundle, type BundleFactory, compileBundle } from '../../labrpc/host/bundle.ts';
import { bundleLab, type Implementation } from '../run/bundler.ts';
import type { RunPool } from '../run/pool.ts';
import { hostsInProcess, runScenario } from '../run/run-scenario.ts';
import type { Lab } from '../scenarios/scenario.ts';

/** What every benchmark runs. */
export const SOLUTIONS: Implementation = {
  root: fileURLToPath(new URL('../../solutions', import.meta.url)),
  withReference: [],
};

export async function bundleSolution(lab: Lab): Promise<Bundle> {
  const bundled = await bundleLab(lab, SOLUTIONS);
  if (bundled.kind === 'failed') throw new Error(bundled.message);
  return bundled.bundle;
}

/** The solution of a lab, compiled. */
export async function compileSolution(lab: Lab): Promise<BundleFactory> {
  return compileBundle(await bundleSolution(lab));
}

export interface LabCost {
  readonly cpuMs: number;
  readonly rpcs: number;
  readonly virtualMs: number;
  /** CPU ms by `part slug`. */
  readonly scenarios: ReadonlyMap<string, number>;
}

/**
 * All scenarios of a lab, once, with one seed, in a worker as `npm test` runs them. Throws if one fails: a
 * benchmark of something broken says nothing.
 */
export async function runWholeLab(lab: Lab, pool: RunPool, seed: number): Promise<LabCost> {
  const scenarios = new Map<string, number>();
  let [cpuMs, rpcs, virtualMs] = [0, 0, 0];
  for (const { id: part, scenarios: list } of lab.parts) {
    for (const { slug } of list) {
      const result = await pool.run({ implementation: SOLUTIONS, part, slug, seed, twice: false });
      if (result.failure) throw new Error(`${part} ${slug} seed ${seed}: ${result.failure.message}`);
      scenarios.set(`${part} ${slug}`, result.cpuMs);
      cpuMs += result.cpuMs;
      rpcs += result.rpcs;
      virtualMs += result.virtualMs;
    }
  }
  return { cpuMs, rpcs, virtualMs, scenarios };
}

/** One scenario of the lab, another one for each seed. */
export async function runNextScenario(lab: Lab, factory: BundleFactory, seed: number): Promise<void> {
  const all = lab.parts.flatMap(({ id: part, scenarios }) =>
    scenarios.map((scenario) => ({ part, scenario })),
  );
  const next = all[seed % all.length];
  if (next) await runScenario({ ...next, seed, createHost: hostsInProcess(factory) });
}

/** The median by number; 0 of an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
