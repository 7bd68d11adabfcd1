import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { asFlags, readJobs, readWords } from './command-line.ts';
import { TIER_NAMES, type TierName } from './sandbox/tier.ts';

/** What `npm run grade:worker` was asked for. */
export interface WorkerOptions {
  /** Of the Redis, as typed. */
  readonly url: string;
  /** At the same time: 1 … 1024. */
  readonly jobs: number;
  /** Undefined: the best of this machine. */
  readonly sandbox: TierName | undefined;
}

/** Flags that may be written as words, `jobs=2`. */
const WORDS = /^(jobs|sandbox)=/;
const USAGE = 'npm run grade:worker -- redis://host:port [options]';

/** Undefined if help was asked for, which is then printed. Throws `Misuse`. */
export function readWorkerOptions(args: readonly string[]): WorkerOptions | undefined {
  const command = workerCommand();
  const isRead = readWords(command, asFlags(args, WORDS), (code) => {
    if (code === 'commander.missingArgument') return `name the Redis that the gradings use: ${USAGE}`;
    return code === 'commander.excessArguments' ? `one Redis at a time: ${USAGE}` : undefined;
  });
  if (!isRead) return undefined;
  const { jobs, sandbox } = command.opts<{ readonly jobs: number; readonly sandbox?: TierName }>();
  return { url: command.args[0] ?? '', jobs, sandbox };
}

function workerCommand(): Command {
  const jobs = new Option('--jobs <N>', 'jobs at the same time');
  return new Command('npm run grade:worker --')
    .usage('redis://host:port [options]')
    .description('Makes runs for gradings with --queue, until it is stopped.')
    .argument('<URL>', 'the Redis that the gradings use')
    .addOption(jobs.default(availableParallelism()).argParser(readJobs))
    .addOption(
      new Option('--sandbox <TIER>', 'not the best sandbox of this machine').choices([...TIER_NAMES]),
    );
}
