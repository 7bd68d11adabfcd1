import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { Command } from 'commander';
import { RunPool } from '../run/pool.ts';
import { findPart } from '../scenarios/find.ts';
import { LABS } from '../scenarios/index.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { echoRpcsPerSecond } from './echo.ts';
import { rawEventsPerSecond } from './events.ts';
import { growthOfRuns } from './growth.ts';
import { compileSolution, median, runNextScenario, runWholeLab } from './labs.ts';
import { linearizabilityCost } from './linearizability.ts';
import { mapReduceCost } from './mapreduce.ts';
import { bigTimeline, recordingCost } from './recording.ts';
import { crashAndRestart } from './restarts.ts';

/** `npm run bench`: how fast the world is. Times vary with the machine and with what else it does. */

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the project asks of itself; undefined where there is no bound. */
  readonly bound?: string;
}

/** Of all scenarios of a lab, with one seed. */
const BOUNDS_MS: Readonly<Record<string, string>> = {
  lab2: '≤ 500',
  lab3: '≤ 1,000',
  lab4: '≤ 1,500',
  lab5: '≤ 200',
  lab6: '≤ 300',
};
const SEEDS = 20;
const WARM_UP_RUNS = 5;
const ROUNDS = 5;
const SEEDS_FOR_MEMORY = 1000;
const RESTARTS = 10_000;

const command = new Command('bench')
  .description('Measures the simulated world and the labs on it.')
  .option('--json <file>', 'also writes the figures as JSON')
  .option('--scenarios', 'also lists the CPU time of every scenario')
  .option('--recording', 'also measures what it costs to record every scenario, and how big traces get')
  .option('--memory', 'also runs 1,000 seeds and 10,000 restarts, and compares the heap before and after')
  .parse();
const options = command.opts<{ json?: string; scenarios?: boolean; recording?: boolean; memory?: boolean }>();

const rows: Row[] = [];
await benchWorld();
await benchCourse();
await benchGrowth();
await benchMapReduce();
benchLinearizability();
if (options.recording) await benchRecording();
if (options.memory) await benchMemory();
print();
if (options.json) await writeFile(options.json, `${JSON.stringify({ version: 1, rows }, undefined, 2)}\n`);

async function benchWorld(): Promise<void> {
  const raw = await best(() => rawEventsPerSecond(1_000_000));
  rows.push({ what: 'raw events', value: raw, unit: 'events/s', bound: '≥ 1,500,000' });
  const echo = await best(() => echoRpcsPerSecond(200_000));
  rows.push({ what: 'echo RPCs, all on', value: echo, unit: 'RPCs/s', bound: '≥ 250,000' });
}

async function benchCourse(): Promise<void> {
  let cpuMs = 0;
  for (const lab of LABS) cpuMs += await benchLab(lab);
  rows.push({ what: 'all labs, one seed', value: cpuMs, unit: 'ms CPU', bound: '≤ 3,500' });
}

/** Returns what one seed of it costs, in ms of CPU time. */
async function benchLab(lab: Lab): Promise<number> {
  const { word } = lab;
  const pool = new RunPool({ workers: 1 });
  for (let seed = 1; seed <= WARM_UP_RUNS; seed++) await runWholeLab(lab, pool, seed);
  const costs = [];
  for (let seed = 1; seed <= SEEDS; seed++) costs.push(await runWholeLab(lab, pool, seed));
  await pool.close();
  const cpuMs = median(costs.map((cost) => cost.cpuMs));
  const bound = BOUNDS_MS[word];
  rows.push({ what: `${word}, one seed`, value: cpuMs, unit: 'ms CPU', ...(bound && { bound }) });
  rows.push({ what: `${word}, RPCs`, value: median(costs.map(({ rpcs }) => rpcs)), unit: 'RPCs' });
  const virtual = median(costs.map(({ virtualMs }) => virtualMs)) / 1000;
  rows.push({ what: `${word}, virtual time`, value: virtual, unit: 's' });
  for (const name of (options.scenarios && costs[0]?.scenarios.keys()) || []) {
    const ofScenario = costs.map((cost) => cost.scenarios.get(name) ?? 0);
    rows.push({ what: name, value: median(ofScenario), unit: 'ms CPU' });
  }
  return cpuMs;
}

/** The cost of a run should grow about linearly with groups, clerks and operations. */
async function benchGrowth(): Promise<void> {
  const { lab } = findPart('lab4b');
  for (const { what, cpuMs, timesHalf } of await growthOfRuns(await compileSolution(lab))) {
    rows.push({ what: `a run with ${what}`, value: cpuMs, unit: 'ms CPU' });
    if (timesHalf === undefined) continue;
    rows.push({ what: `a run with ${what}`, value: timesHalf, unit: '× half as many', bound: '≤ 2.3' });
  }
}

async function benchMapReduce(): Promise<void> {
  const { jobMs, sequentialMs, pipelineMs, smallJobMs, workerMb, smallWorkerMb } = await mapReduceCost();
  const what = 'words of 200 MB, two workers';
  rows.push({ what, value: jobMs / 1000, unit: 's' });
  rows.push({ what, value: jobMs / sequentialMs, unit: '× one process', bound: '< 0.75' });
  if (pipelineMs !== undefined) {
    rows.push({ what, value: jobMs / pipelineMs, unit: '× tr | sort | uniq -c', bound: '≤ 1' });
  }
  rows.push({ what, value: jobMs / smallJobMs, unit: '× time for 20 MB', bound: '≤ 10' });
  rows.push({ what, value: workerMb, unit: 'MB a worker', bound: '≤ 400' });
  rows.push({
    what: 'words of 20 MB, two workers',
    value: smallWorkerMb,
    unit: 'MB a worker',
    bound: '≤ 400',
  });
}

function benchLinearizability(): void {
  const cost = linearizabilityCost();
  const { registersMs, recordedMs, illegalMs, illegalWorstMs, illegalWorstSteps, okMs } = cost;
  rows.push({ what: '60 histories of a register', value: registersMs, unit: 'ms', bound: '≤ 100' });
  if (recordedMs !== undefined) {
    rows.push({ what: '60 histories of etcd', value: recordedMs, unit: 'ms', bound: '≤ 100' });
  }
  const what = 'illegal history of 2,000 operations';
  rows.push({ what, value: illegalMs, unit: 'ms' });
  rows.push({ what: `${what}, the worst`, value: illegalWorstMs, unit: 'ms', bound: '< 100' });
  rows.push({ what: `${what}, the worst`, value: illegalWorstSteps, unit: 'steps' });
  rows.push({ what: 'linearizable history of 10,000 operations', value: okMs, unit: 'ms' });
  rows.push({ what: 'steps of the checker', value: cost.stepsPerSecond, unit: 'steps/s' });
}

async function benchRecording(): Promise<void> {
  for (const lab of LABS) {
    const { plainMs, recordedMs, worst } = await recordingCost(lab, SEEDS / 2);
    const value = recordedMs / plainMs;
    rows.push({ what: `${lab.word} recorded`, value, unit: '× plain CPU', bound: '≤ 5' });
    rows.push({
      what: `${worst.scenario} recorded, the costliest`,
      value: worst.ratio,
      unit: '× plain CPU',
      bound: '≤ 15',
    });
  }
  const big = await bigTimeline();
  if (!big) {
    console.error('No Chromium was found, so no timeline was opened.');
    return;
  }
  const what = `timeline of ${big.events.toLocaleString('en')} events`;
  rows.push({ what: `${what}: the trace`, value: big.traceBytes / 1e6, unit: 'MB' });
  rows.push({ what: `${what}: the page`, value: big.pageBytes / 1e6, unit: 'MB', bound: '< 10' });
  rows.push({ what: `${what}: to open`, value: big.openMs, unit: 'ms', bound: '< 3000' });
  rows.push({ what: `${what}: a frame while it is dragged`, value: big.frameMs, unit: 'ms' });
}

/** Heap after a full collection, in MB, so that what is left is what is held. */
async function benchMemory(): Promise<void> {
  const { lab } = findPart('lab2a');
  const factory = await compileSolution(lab);
  for (let seed = 1; seed <= SEEDS_FOR_MEMORY / 10; seed++) await runNextScenario(lab, factory, seed);
  await crashAndRestart(factory, 1000);
  const before = heapMb();
  await crashAndRestart(factory, RESTARTS);
  const afterRestarts = heapMb();
  for (let seed = 1; seed <= SEEDS_FOR_MEMORY; seed++) await runNextScenario(lab, factory, seed);
  rows.push({ what: 'heap before', value: before, unit: 'MB' });
  rows.push({ what: `heap after ${RESTARTS} restarts`, value: afterRestarts, unit: 'MB', bound: 'flat' });
  rows.push({
    what: `heap after ${SEEDS_FOR_MEMORY} seeds, in turn over its scenarios`,
    value: heapMb(),
    unit: 'MB',
    bound: 'flat',
  });
}

function heapMb(): number {
  if (!globalThis.gc) throw new Error('bench --memory needs node --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function best(measure: () => Promise<number>): Promise<number> {
  let value = 0;
  for (let round = 0; round < ROUNDS; round++) value = Math.max(value, await measure());
  return value;
}

function print(): void {
  const table = new Table({ head: ['benchmark', 'value', 'unit', 'bound'], colAligns: ['left', 'right'] });
  for (const { what, value, unit, bound } of rows) {
    const digits = value < 100 ? 2 : 0;
    table.push([what, value.toLocaleString('en', { maximumFractionDigits: digits }), unit, bound ?? '']);
  }
  console.log(table.toString());
}
