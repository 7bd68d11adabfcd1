/** `npm run bench:grading`: what a run costs when it is graded, beside what it costs without a sandbox. */
import { availableParallelism } from 'node:os';
import Table from 'cli-table3';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { LABS } from '../../harness/scenarios/index.ts';
import { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { Misuse } from '../misuse.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { findTier } from '../sandbox/find-tier.ts';
import { say } from '../say.ts';
import { RunCosts } from './run-costs.ts';

interface Row {
  readonly what: string;
  readonly cpuMs: number;
  readonly bound?: string;
}

const WORDS = LABS.map(({ word }) => word);
const FAST_BOUND = '≤ 1.2 × on all cores';

async function main(): Promise<void> {
  const { lab: words, runs } = options();
  const tier = findTier(undefined);
  const programs = await SandboxPrograms.prepare(tier);
  try {
    const costs = new RunCosts(LABS.filter(({ word }) => words.includes(word)));
    const seeds = Array.from({ length: runs }, (_, index) => index + 1);
    const few = seeds.slice(0, Math.max(1, Math.round(runs * DEFAULT_POLICY.splitSample)));
    const cores = availableParallelism();
    say(`${words.join(', ')}, our solution, ${runs} runs a scenario; sandbox: ${tier.name}`);
    const step = async (what: string, measure: Promise<number>, bound?: string): Promise<Row> => {
      const cpuMs = await measure;
      say(`  ${what}: ${cpuMs.toFixed(2)} ms`);
      return { what, cpuMs, ...(bound && { bound }) };
    };
    const rows = [
      await step('unsandboxed, one thread', costs.unsandboxed(seeds, 1)),
      await step(`unsandboxed, ${cores} threads: all cores`, costs.unsandboxed(seeds, cores)),
      await step('fast', costs.sandboxed(seeds, programs, 'fast'), FAST_BOUND),
      await step(`split (${few.length} runs a scenario)`, costs.sandboxed(few, programs, 'split')),
    ];
    print(rows);
  } finally {
    programs.remove();
  }
}

function print(rows: readonly Row[]): void {
  const [oneThread = Number.NaN, allCores = Number.NaN] = rows.map(({ cpuMs }) => cpuMs);
  const head = ['a run', 'ms CPU', '× one thread', '× all cores', 'bound'];
  const table = new Table({ head, colAligns: ['left', 'right', 'right', 'right'] });
  for (const { what, cpuMs, bound = '' } of rows) {
    const figures = [cpuMs, cpuMs / oneThread, cpuMs / allCores].map((figure) => figure.toFixed(2));
    table.push([what, ...figures, bound]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

function options(): { readonly lab: readonly string[]; readonly runs: number } {
  const command = new Command('npm run bench:grading --')
    .description('Measures CPU time, of the whole process tree, of runs with and without a sandbox.')
    .addOption(new Option('--lab <WORD...>', 'of these labs').choices(WORDS).default(['lab2', 'lab3']))
    .addOption(new Option('--runs <N>', 'a scenario').argParser(countOf).default(20))
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    return command.parse().opts();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') process.exit(0);
    throw new Misuse(error.message.replace(/^error: /, ''));
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number, 1 or more');
  return count;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  say(`bench:grading: ${error.message}`);
  process.exitCode = 2;
}
