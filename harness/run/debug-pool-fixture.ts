import { join } from 'node:path';
import { RunPool } from './pool.ts';
import { PROJECT } from './vitest-settings.ts';

/**
 * `node --inspect-brk=0 harness/run/start.mjs harness/run/debug-pool-fixture.ts LABS`, for the test of
 * debuggers: one run of LABS, which the test stops, and runs of our solutions beside it. Prints the result of
 * the first.
 */

const HANG_CPU_MS = 200;
/** Half of it is charged to the run that is stopped: several times what makes a hang. */
const OTHERS_CPU_MS = 3000;

const [root = ''] = process.argv.slice(2);
const pool = new RunPool({ workers: 2, hangCpuMs: HANG_CPU_MS });
const stopped = run(root, 3);
const begunMs = cpuMs();
for (let seed = 1; cpuMs() - begunMs < OTHERS_CPU_MS; seed++) await run(join(PROJECT, 'solutions'), seed);
process.stdout.write('the others are done\n');
const { failure, fingerprint } = await stopped;
await pool.close();
process.stdout.write(`${JSON.stringify({ failure, fingerprint })}\n`);

function run(labs: string, seed: number): ReturnType<RunPool['run']> {
  const implementation = { root: labs, withReference: [] };
  return pool.run({ implementation, part: 'lab2a', slug: 'initial-election', seed, twice: false });
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
