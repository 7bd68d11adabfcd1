/** `npm run grade:worker -- redis://host:port`: makes runs for gradings with `--queue`, until it is ended. */
import { availableParallelism } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { SandboxPrograms } from './judge/sandbox-programs.ts';
import { Misuse } from './misuse.ts';
import { connectRedis } from './queue/connect-redis.ts';
import { projectVersion } from './queue/project-version.ts';
import { QueueWorker } from './queue/queue-worker.ts';
import { readRedisAddress } from './queue/redis-address.ts';
import { findTier } from './sandbox/find-tier.ts';
import { TIER_NAMES, type TierName } from './sandbox/tier.ts';
import { say } from './say.ts';

const MOST_JOBS = 1024;
const INTERRUPTED = 130;

interface WorkerFlags {
  readonly jobs: number;
  readonly sandbox?: TierName;
}

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
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

/** Undefined if help was asked for, which is then printed. Throws `Misuse`. */
function readArguments(args: readonly string[]): (WorkerFlags & { readonly url: string }) | undefined {
  const command = new Command('npm run grade:worker --')
    .usage('redis://host:port [options]')
    .description('Makes runs for gradings with --queue, until it is stopped.')
    .argument('<URL>', 'the Redis that the gradings use')
    .addOption(
      new Option('--jobs <N>', 'jobs at the same time').default(availableParallelism()).argParser(readJobs),
    )
    .addOption(
      new Option('--sandbox <TIER>', 'not the best sandbox of this machine').choices([...TIER_NAMES]),
    )
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  const words = args.map((arg) => (/^(jobs|sandbox)=/.test(arg) ? `--${arg}` : arg));
  try {
    command.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    if (error.code === 'commander.missingArgument') {
      throw new Misuse('name the Redis that the gradings use: npm run grade:worker -- redis://host:port');
    }
    throw new Misuse(error.message.replace(/^error: /, ''));
  }
  return { url: command.args[0] ?? '', ...command.opts<WorkerFlags>() };
}

function readJobs(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MOST_JOBS) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_JOBS}.`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  say(`grade:worker: ${error.message}`);
  process.exitCode = 2;
}
// Connections and threads that are still open must not keep a worker that is done.
process.exit();
