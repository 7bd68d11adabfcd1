import type { Choice } from '../../../labrpc/sim/planned-run.ts';
import { namesText } from '../../trace/names-text.ts';
import type { Paint } from '../failure-text.ts';
import { duration, plural } from '../summary.ts';
import type { Attempt } from './search.ts';
import type { Shrunk, SolutionVerdict } from './shrink.ts';
import type { PlannedResult } from './smaller.ts';

/** Faults that are told one by one. */
const FAULTS_SHOWN = 20;

/** How much smaller the run is, and what is left of it. */
export function shrunkText({ original, smallest, ...search }: Shrunk, paint: Paint): string {
  return [
    ...comparison(original.result, smallest.result, paint),
    '',
    `  ${paint.dim('what is left:')}`,
    ...leftovers(original, smallest).map((line) => `    ${line}`),
    ...notes(smallest.plan.patience, search).map((line) => `  ${line}`),
  ].join('\n');
}

/** One line while it goes on. */
export function progressText(original: PlannedResult, smallest: PlannedResult, runs: number): string {
  const change = (of: (run: PlannedResult) => number): string => `${of(original)} → ${of(smallest)}`;
  const messages = `${change(({ choices }) => choices.delivered)} messages`;
  const faults =
    original.choices.faults.length > 0 ? `, ${change(({ choices }) => choices.faults.length)} faults` : '';
  return `shrinking: ${messages}${faults} (${runs} runs)`;
}

function comparison(original: PlannedResult, smallest: PlannedResult, paint: Paint): string[] {
  const rows: (readonly [string, string | number, string | number])[] = [
    ['', 'original', 'shrunk'],
    ...COUNTS.map(([name, count]) => [name, count(original), count(smallest)] as const).filter(isNews),
  ];
  return rows.map(([name, before, after], index) => {
    const line = `  ${name.padEnd(22)}${String(before).padStart(10)}${String(after).padStart(10)}`;
    return index === 0 ? paint.dim(line) : line;
  });
}

/** What the run had none of is not worth a row. */
function isNews([, before, after]: readonly [string, string | number, string | number]): boolean {
  return before !== 0 || after !== 0;
}

const COUNTS: readonly (readonly [string, (run: PlannedResult) => string | number])[] = [
  ['messages delivered', ({ choices }) => choices.delivered],
  ['faults', ({ choices }) => choices.faults.length],
  ['lost, doubled or late', ({ choices }) => choices.anomalies.length],
  ['client operations', ({ choices }) => choices.operations.length],
  ['machines', ({ choices }) => choices.servers.length],
  ['virtual time', ({ virtualMs }) => duration(virtualMs)],
  ['events', ({ events }) => events],
];

function leftovers({ result }: Attempt, { plan, result: { choices } }: Attempt): string[] {
  const { faults, operations, anomalies, servers } = choices;
  const had = result.choices;
  return [
    machinesText(servers, plan.absent ?? []),
    ...list(had.operations, operations, 'client operation'),
    ...list(had.anomalies, anomalies, 'message', ' lost, doubled or late'),
    ...(had.faults.length > 0 && faults.length === 0 ? ['no fault'] : faultLines(faults)),
  ];
}

/** `coordinator, workers 0, 1; worker 2 is never started` */
function machinesText(started: readonly string[], absent: readonly string[]): string {
  if (absent.length === 0) return namesText(started);
  return `${namesText(started)}; ${namesText(absent)} ${absent.length === 1 ? 'is' : 'are'} never started`;
}

/** Nothing of what the run had none of to begin with. */
function list(before: readonly Choice[], left: readonly Choice[], word: string, what: string = ''): string[] {
  if (before.length === 0) return [];
  if (left.length === 0) return [`no ${word}${what}`];
  return [`${left.length} ${plural(left.length, word)}${what}: ${countAlike(left)}`];
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
  { runs, wallMs, ranOutOfTime, solution }: Omit<Shrunk, 'original' | 'smallest'>,
): string[] {
  const tried = `${runs} runs were tried in ${duration(wallMs)}`;
  return [
    ranOutOfTime ? `${tried}, then time was up: there may be a smaller one.` : `${tried}.`,
    ...(patience === undefined
      ? []
      : [
          `The scenario waits only ${Math.round(patience * 100)} % of its time; with all of it, it fails as well.`,
        ]),
    FAIRNESS[solution],
  ];
}

const FAIRNESS: Readonly<Record<SolutionVerdict, string>> = {
  passes: 'Our solution passes this run: it asks nothing unfair.',
  'is what fails':
    'This is our solution, and no other code can tell whether the smaller run asks something unfair.',
  'does not compile':
    'Our solution is missing or does not compile, so nobody can tell whether the smaller run is fair.',
  'fails the seed':
    'Our solution fails this seed too, so it cannot tell whether the smaller run asks something unfair.',
};
