import type { Choice } from '../../../labrpc/sim/planned-run.ts';
import type { Paint } from '../failure-text.ts';
import { duration, plural } from '../summary.ts';
import type { Shrunk } from './shrink.ts';
import type { PlannedResult } from './smaller.ts';

/** Faults that are told one by one. */
const FAULTS_SHOWN = 20;

/** How much smaller the run is, and what is left of it. */
export function shrunkText({ original, smallest, ...search }: Shrunk, paint: Paint): string {
  return [
    ...comparison(original.result, smallest.result, paint),
    '',
    `  ${paint.dim('what is left:')}`,
    ...leftovers(smallest.result).map((line) => `    ${line}`),
    ...notes(smallest.plan.patience, search).map((line) => `  ${line}`),
  ].join('\n');
}

/** One line while it goes on. */
export function progressText(original: PlannedResult, smallest: PlannedResult, runs: number): string {
  const messages = `${original.choices.delivered} → ${smallest.choices.delivered} messages`;
  return `shrinking: ${messages}, ${original.choices.faults.length} → ${smallest.choices.faults.length} faults (${runs} runs)`;
}

function comparison(original: PlannedResult, smallest: PlannedResult, paint: Paint): string[] {
  const rows: (readonly [string, string | number, string | number])[] = [
    ['', 'original', 'shrunk'],
    ...COUNTS.map(([name, count]) => [name, count(original), count(smallest)] as const),
  ];
  return rows.map(([name, before, after], index) => {
    const line = `  ${name.padEnd(22)}${String(before).padStart(10)}${String(after).padStart(10)}`;
    return index === 0 ? paint.dim(line) : line;
  });
}

const COUNTS: readonly (readonly [string, (run: PlannedResult) => string | number])[] = [
  ['messages delivered', ({ choices }) => choices.delivered],
  ['faults', ({ choices }) => choices.faults.length],
  ['lost, doubled or late', ({ choices }) => choices.anomalies.length],
  ['client operations', ({ choices }) => choices.operations.length],
  ['servers', ({ choices }) => choices.servers.length],
  ['virtual time', ({ virtualMs }) => duration(virtualMs)],
  ['events', ({ events }) => events],
];

function leftovers({ choices }: PlannedResult): string[] {
  const { faults, operations, anomalies, servers, clusterSize } = choices;
  const missing = clusterSize - servers.length;
  return [
    missing > 0
      ? `${servers.length} of ${clusterSize} servers: ${missing} ${missing === 1 ? 'is' : 'are'} never started`
      : `${servers.length} servers`,
    operations.length === 0
      ? 'no command'
      : `${operations.length} client ${plural(operations.length, 'operation')}: ${countAlike(operations)}`,
    anomalies.length === 0
      ? 'no message is lost, doubled or late'
      : `${anomalies.length} ${plural(anomalies.length, 'message')} lost, doubled or late: ${countAlike(anomalies)}`,
    ...(faults.length === 0 ? ['no fault'] : faultLines(faults)),
  ];
}

function faultLines(faults: readonly Choice[]): string[] {
  const lines = faults.slice(0, FAULTS_SHOWN).map(({ key, atMs }) => `${atMs} ms  ${nameOf(key)}`);
  const hidden = faults.length - lines.length;
  return hidden > 0 ? [...lines, `and ${hidden} more faults`] : lines;
}

/** `agree 3 times, offer server 1`. */
function countAlike(choices: readonly Choice[]): string {
  const counts = new Map<string, number>();
  for (const { key } of choices) counts.set(nameOf(key), (counts.get(nameOf(key)) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).join(', ');
}

/** `crash server 2 #3` without its number. */
function nameOf(key: string): string {
  return key.replace(/ #\d+$/, '');
}

function notes(
  patience: number | undefined,
  { runs, wallMs, ranOutOfTime, solutionPasses }: Omit<Shrunk, 'original' | 'smallest'>,
): string[] {
  const tried = `${runs} runs were tried in ${duration(wallMs)}`;
  return [
    ranOutOfTime ? `${tried}, then time was up: there may be a smaller one.` : `${tried}.`,
    ...(patience === undefined
      ? []
      : [
          `The scenario waits only ${Math.round(patience * 100)} % of its time; with all of it, it fails as well.`,
        ]),
    solutionPasses
      ? 'Our solution passes this run.'
      : 'Nobody has checked that it is fair: our solution is what fails, or fails this seed itself.',
  ];
}
