import { Command, Option } from 'commander';
import { LABS } from '../../harness/scenarios/index.ts';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import { readWords, wholeNumber } from '../command-line.ts';

/** What `npm run bench:grading` was asked for. */
export interface BenchGradingOptions {
  readonly labs: readonly Lab[];
  /** Of each scenario. */
  readonly runs: number;
}

const WORDS = LABS.map(({ word }) => word);
const MOST_RUNS = 10_000;

/** Undefined if help was asked for, which is then printed. Throws `Misuse`. */
export function readBenchGradingOptions(args: readonly string[]): BenchGradingOptions | undefined {
  const command = new Command('npm run bench:grading --')
    .description('Measures CPU time, of the whole process tree, of runs with and without a sandbox.')
    .addOption(new Option('--lab <WORD...>', 'of these labs').choices(WORDS).default(['lab2', 'lab3']))
    .addOption(new Option('--runs <N>', 'a scenario').argParser(wholeNumber(1, MOST_RUNS)).default(20));
  if (!readWords(command, args)) return undefined;
  const { lab, runs } = command.opts<{ readonly lab: readonly string[]; readonly runs: number }>();
  return { labs: LABS.filter(({ word }) => lab.includes(word)), runs };
}
