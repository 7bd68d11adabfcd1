import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import { bundleLab } from '../run/bundler.ts';
import { lab1 } from '../scenarios/lab1-mapreduce/lab.ts';
import { JobFailure } from './failures.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles the lab code of a tree just as for the simulation, under the same rules, but without the programs that
 * drive it there. Throws a `JobFailure` that says file, line and reason.
 */
export async function bundleLabCode(tree: 'labs' | 'solutions'): Promise<Bundle> {
  const implementation = { root: join(PROJECT, tree), withReference: [] };
  const result = await bundleLab({ ...lab1, programs: {} }, implementation);
  if (result.kind === 'failed') throw new JobFailure(result.message);
  return result.bundle;
}
