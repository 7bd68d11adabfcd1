/** `npm run grade:worker -- redis://host:port`: makes runs for gradings with `--queue`, until it is ended. */
import { runCommand } from './command-line.ts';
import { SandboxPrograms } from './judge/sandbox-programs.ts';
import { connectRedis } from './queue/connect-redis.ts';
import { projectVersion } from './queue/project-version.ts';
import { QueueWorker } from './queue/queue-worker.ts';
import { readRedisAddress } from './queue/redis-address.ts';
import { findTier } from './sandbox/find-tier.ts';
import { say } from './say.ts';
import { readWorkerOptions } from './worker-options.ts';

const INTERRUPTED = 130;

async function main(): Promise<void> {
  const asked = readWorkerOptions(process.argv.slice(2));
  if (!asked) return;
  const { url, jobs, sandbox } = asked;
  const address = readRedisAddress(url);
  const redis = await connectRedis(address);
  const programs = await SandboxPrograms.prepare(findTier(sandbox));
  process.on('exit', () => programs.remove());
  const { name, lacks } = programs.tier;
  const version = await projectVersion(programs);
  say(`sandbox: ${name}${lacks === '' ? '' : ` (${lacks})`}`);
  say(`worker for ${address.shown}, jobs at a time: ${jobs}, version ${version} of the project`);
  const worker = await QueueWorker.open({ redis, programs, version, jobs });
  process.on('exit', () => worker.end());
  await signalled();
  say('no further jobs: what is begun comes to its end; once more, and it is left to others');
  await worker.close();
}

/** Resolves at the first signal; the second one ends the process. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.on(signal, () => process.exit(INTERRUPTED));
        resolve();
      });
    }
  });
}

await runCommand('grade:worker', main);
// Connections and threads that are still open must not keep a worker that is done.
process.exit();
