import Table from 'cli-table3';
import { type Paint, wrap } from '../run/failure-text.ts';
import { hundredths } from '../run/score.ts';
import { plural } from '../run/summary.ts';
import type { NextStep } from './next-step.ts';
import type { LabStanding, PartStanding, PartState, Standing } from './standing.ts';
import { timeAgo } from './time-ago.ts';

const WIDTH = 80;
const LEGEND = '✓ all scenarios pass   ✗ some fail   ○ to do        █ passes   ▒ fails   ░ to do';
const BAR = 10;
const TITLE = 18;

/**
 * What `npm run labs` prints: a line for each part, what the signs mean, then the next step. Fits into 80
 * columns.
 */
export function standingText(standing: Standing, next: NextStep, now: Date, paint: Paint): string {
  const parts = standing.labs.flatMap((lab) => lab.parts);
  const isChanged = parts.some((part) => part.isChanged);
  return [
    heading(parts, paint),
    '',
    table(standing.labs, now, paint),
    '',
    paint.dim(LEGEND),
    ...(isChanged ? [paint.yellow('~ your code has changed since')] : []),
    '',
    ...stepLines(next, paint),
  ].join('\n');
}

function heading(parts: readonly PartStanding[], paint: Paint): string {
  const points = hundredths(parts.reduce((sum, part) => sum + part.points, 0));
  const max = hundredths(parts.reduce((sum, part) => sum + part.maxPoints, 0));
  const title = 'Where you stand';
  const score = `${points} of ${max} ${plural(max, 'point')}`;
  return `${paint.bold(title)}${score.padStart(WIDTH - title.length)}`;
}

const HEAD = ['  part', '', 'scenarios', 'passed', 'points', 'last run'];

function table(labs: readonly LabStanding[], now: Date, paint: Paint): string {
  const rows = new Table({
    head: HEAD.map((title) => title && paint.dim(title)),
    chars: Object.fromEntries(BORDERS.map((name) => [name, ''])),
    colAligns: ['left', 'left', 'left', 'right', 'right', 'left'],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { lab, parts } of labs) {
    const [only] = parts.length === 1 ? parts : [];
    if (only) {
      rows.push(cells(only, lab.title, now, paint));
      continue;
    }
    rows.push([`  ${paint.bold(lab.word)}`, { colSpan: 5, content: paint.bold(lab.title) }]);
    for (const part of parts) rows.push(cells(part, part.part.title, now, paint));
  }
  return rows
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const BORDERS = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];

function cells(standing: PartStanding, title: string, now: Date, paint: Paint): string[] {
  const { part, scenarios, passed, points, maxPoints } = standing;
  return [
    `${mark(standing, paint)} ${part.id}`,
    title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title,
    bar(standing, paint),
    `${passed}/${scenarios.length}`,
    maxPoints === 0 ? '' : `${points}/${maxPoints}`,
    remark(standing, now, paint),
  ];
}

function mark({ state, isChanged }: PartStanding, paint: Paint): string {
  if (state === 'failing') return paint.red('✗');
  if (state !== 'passed') return paint.dim('○');
  return isChanged ? paint.yellow('✓') : paint.green('✓');
}

/** A block for each tenth of the scenarios: passed, failed, not run. */
function bar({ state, scenarios, passed }: PartStanding, paint: Paint): string {
  const isOpen = state === 'untouched' || state === 'to-be-written';
  const run = isOpen ? 0 : scenarios.filter(({ result }) => result).length;
  const blocks = (count: number): number => (count * BAR) / Math.max(1, scenarios.length);
  // Rounded so that neither one failure nor one pass goes unseen.
  const good = Math.floor(blocks(passed)) || Math.ceil(blocks(passed));
  const bad = Math.max(good, Math.ceil(blocks(run))) - good;
  return [
    paint.green('█'.repeat(good)),
    paint.red('▒'.repeat(bad)),
    paint.dim('░'.repeat(BAR - good - bad)),
  ].join('');
}

const STATE_WORDS: Readonly<Record<Exclude<PartState, 'failing' | 'passed'>, string>> = {
  untouched: 'not begun',
  'not-run': 'not run yet',
  'to-be-written': 'to be written',
  'partly-run': 'run in part',
};

function remark(standing: PartStanding, now: Date, paint: Paint): string {
  const { state, at, isChanged } = standing;
  if (state === 'untouched') return paint.dim(STATE_WORDS.untouched);
  if (at === undefined) return paint.dim(STATE_WORDS['not-run']);
  const text = paint.dim([outcome(standing), timeAgo(new Date(at), now)].filter(Boolean).join(', '));
  return isChanged ? `${text} ${paint.yellow('~')}` : text;
}

/** What the bar does not say. */
function outcome({ state, seeds, with: ours }: PartStanding): string {
  if (ours.length > 0) return `on our ${ours.join(' ')}`;
  if (state === 'passed') return `${seeds} ${plural(seeds, 'seed')}`;
  return state === 'failing' ? '' : STATE_WORDS[state];
}

function stepLines({ why, commands }: NextStep, paint: Paint): string[] {
  return [
    paint.bold('Next'),
    ...wrap(why, WIDTH - 2, 0).map((line) => `  ${line}`),
    ...commands.map((command) => `    ${paint.cyan(command)}`),
  ];
}
