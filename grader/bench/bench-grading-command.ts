/** `npm run bench:grading`: what a run costs when it is graded, beside what it costs without a sandbox. */
import { availableParallelism } from 'node:os';
import Table from 'cli-table3';
import { runCommand } from '../command-line.ts';
import { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { findTier } from '../sandbox/find-tier.ts';
import { say } from '../say.ts';
import { readBenchGradingOptions } from './bench-grading-options.ts';
import { RunCosts } from './run-costs.ts';

interface Row {
  readonly what: string;
  readonly cpuMs: number;
  readonly bound?: string;
}

const FAST_BOUND = '≤ 1.2 × on all cores';

async function main(): Promise<void> {
  const options = readBenchGradingOptions(process.argv.slice(2));
  if (!options) return;
  const { labs, runs } = options;
  const tier = findTier(undefined);
  const programs = await SandboxPrograms.prepare(tier);
  try {
    const costs = new RunCosts(labs);
    const seeds = Array.from({ length: runs }, (_, index) => index + 1);
    const few = seeds.slice(0, Math.max(1, Math.round(runs * DEFAULT_POLICY.splitSample)));
    const cores = availableParallelism();
    say(
      `${labs.map(({ word }) => word).join(', ')}, our solution, ${runs} runs a scenario; sandbox: ${tier.name}`,
    );
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

await runCommand('bench:grading', main);
