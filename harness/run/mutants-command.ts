import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { MUTANTS } from '../scenarios/mutants.ts';
import { type MutantReport, runMutant } from './mutate.ts';
import { RunPool } from './pool.ts';

/**
 * `npm run mutants`: known bugs against the scenarios. Which scenario catches which, under which rule, how
 * often.
 */

const DEFAULT_SEEDS = 10;

const command = new Command('mutants')
  .description('Runs each known bug of the solutions against the scenario that guards against it.')
  .option('--runs <n>', 'seeds 1 to n for each', positive, DEFAULT_SEEDS)
  .option('--only <text>', 'mutants whose name, part or scenario contains this text')
  .parse();
const { runs: seeds, only } = command.opts<{ runs: number; only?: string }>();

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

const chosen = Object.entries(MUTANTS).flatMap(([labId, mutants]) =>
  mutants
    .filter(({ name, part, scenario }) => !only || `${part} ${scenario} ${name}`.includes(only))
    .map((mutant) => ({ labId, mutant })),
);

if (chosen.length === 0) {
  console.error(`mutants: no mutant's name, part or scenario contains '${only}'`);
  process.exitCode = 2;
} else {
  const pool = new RunPool();
  const reports = chosen.map(({ labId, mutant }) => runMutant(pool, labId, mutant, seeds));
  let survivors = 0;
  for (const pending of reports) {
    const report = await pending;
    if (!isCaught(report)) survivors++;
    console.log(line(report));
  }
  await pool.close();
  console.log(`\n${reports.length - survivors} of ${reports.length} known bugs caught with ${seeds} seeds`);
  process.exitCode = survivors > 0 ? 1 : 0;
}

/** A staged scenario catches its bug at every seed, another one at some. */
function isCaught({ mutant, runs, caughtAt }: MutantReport): boolean {
  return mutant.staged ? caughtAt.length === runs.length : caughtAt.length > 0;
}

function line(report: MutantReport): string {
  const { mutant, runs, caughtAt, rules } = report;
  const verdict = isCaught(report) ? pc.green('caught ') : pc.red('MISSED ');
  const rate = `${caughtAt.length}/${runs.length}`.padStart(7);
  const first = caughtAt[0] === undefined ? '' : `first at seed ${caughtAt[0]}`;
  const kind = mutant.staged ? 'staged' : '';
  const where = `${mutant.part} ${mutant.scenario}`.padEnd(44);
  return `${verdict}${rate}  ${where} ${kind.padEnd(7)}${mutant.name}\n${' '.repeat(16)}${pc.dim(`${rules.join(', ')}  ${first}`)}`;
}
