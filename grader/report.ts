import Table from 'cli-table3';
import { type Paint, seedList } from '../harness/run/failure-text.ts';
import type { PartResult, ScenarioFailure } from '../harness/run/result.ts';
import type { Grade } from './grade-submission.ts';
import { clip, plainText } from './plain-text.ts';

const LONGEST_ID = 32;
const LONGEST_MESSAGE = 160;
/** Reasons shown for one submission. */
const REASONS = 3;
const SCENARIOS_NAMED = 3;

/** Submission by part, with the sum: the points that were reached and could be. */
export function gradeTable(grades: readonly Grade[], paint: Paint): string {
  const parts = grades[0]?.parts.map(({ part }) => part) ?? [];
  const table = new Table({
    head: ['submission', ...parts, 'total'],
    colAligns: ['left', ...parts.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { id, points, max, parts } of grades) {
    const cells = parts.map((part) =>
      part.max > 0 ? score(part.points, part.max, paint) : runsPassed(part),
    );
    table.push([clip(plainText(id), LONGEST_ID), ...cells, score(points, max, paint)]);
  }
  return table.toString();
}

/** For each submission that lost points the reasons that cost the most runs; and runs without a verdict. */
export function reasonsText(grades: readonly Grade[], paint: Paint): string {
  return grades
    .flatMap((grade) => [submissionReasons(grade, paint), undecidedText(grade, paint)])
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Failures with the same rule and message count as one reason, wherever they were met. */
interface Reason {
  readonly first: ScenarioFailure;
  readonly places: Map<string, { readonly slug: string; readonly part: string; lostRuns: number }>;
  lostRuns: number;
}

function submissionReasons({ id, points, max, parts }: Grade, paint: Paint): string {
  const reasons = [...collectReasons(parts).values()].sort((a, b) => b.lostRuns - a.lostRuns);
  if (reasons.length === 0) return '';
  const total = max > 0 ? `  ${paint.dim(`${points} of ${max} points`)}` : '';
  const lines = [`${paint.bold(plainText(id))}${total}`];
  for (const reason of reasons.slice(0, REASONS)) lines.push(...reasonLines(reason, paint));
  const others = reasons.length - REASONS;
  if (others > 0)
    lines.push(paint.dim(`  and ${others} more ${others === 1 ? 'reason' : 'reasons'}: see results.json`));
  return lines.join('\n');
}

/** They cost nothing, but somebody should look at them. */
function undecidedText({ id, parts }: Grade, paint: Paint): string {
  const places = parts.flatMap(({ part, scenarios }) =>
    scenarios.flatMap(({ slug, undecided = [] }) => {
      return undecided.length > 0 ? [{ name: `${part} ${slug}`, undecided }] : [];
    }),
  );
  const all = places.flatMap(({ undecided }) => undecided);
  const [first] = all;
  if (!first) return '';
  return [
    paint.bold(plainText(id)),
    `  ${paint.yellow(first.rule)}  ${clip(plainText(first.message), LONGEST_MESSAGE)}`,
    `    no verdict on ${all.length} ${all.length === 1 ? 'run' : 'runs'}, counted as passed: ${named(places.map(({ name }) => name))}`,
    `    ${paint.dim(`${seedList([first.seed])}:`)} ${paint.cyan(first.replay)}`,
  ].join('\n');
}

function named(places: readonly string[]): string {
  const hidden = places.length - SCENARIOS_NAMED;
  return `${places.slice(0, SCENARIOS_NAMED).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function collectReasons(parts: readonly PartResult[]): Map<string, Reason> {
  const reasons = new Map<string, Reason>();
  for (const { part, scenarios } of parts) {
    for (const { slug, failures, runs, passed } of scenarios) {
      const counted = failures.length;
      for (const failure of failures) {
        const key = isGeneral(failure) ? `${failure.rule} ${failure.message}` : failure.rule;
        const reason = reasons.get(key) ?? { first: failure, places: new Map(), lostRuns: 0 };
        reasons.set(key, reason);
        const place = reason.places.get(`${part} ${slug}`) ?? { slug, part, lostRuns: 0 };
        reason.places.set(`${part} ${slug}`, place);
        // Runs that were not made are reported once: that failure stands for all of them.
        const share = counted === 1 ? runs - passed : 1;
        place.lostRuns += share;
        reason.lostRuns += share;
      }
    }
  }
  return reasons;
}

/** Said by Node, the bundler or the grader, not by a check: there the message tells reasons apart. */
function isGeneral({ rule }: ScenarioFailure): boolean {
  return /^(lab|grader)\//.test(rule);
}

function reasonLines({ first, places, lostRuns }: Reason, paint: Paint): string[] {
  const where = named([...places.values()].map(({ part, slug }) => `${part} ${slug}`));
  const lines = [
    `  ${paint.red(first.rule)}  ${clip(plainText(messageOf(first)), LONGEST_MESSAGE)}`,
    `    ${lostRuns} ${lostRuns === 1 ? 'run' : 'runs'} lost: ${where}`,
  ];
  // What was not run can't be run again.
  if (!first.rule.startsWith('grader/'))
    lines.push(`    ${paint.dim(`${seedList([first.seed])}:`)} ${paint.cyan(first.replay)}`);
  return lines;
}

function messageOf({ message }: ScenarioFailure): string {
  return message.replace(/^NotImplemented: /, '');
}

/** Of a part that gives no points. */
function runsPassed({ scenarios }: PartResult): string {
  const passed = scenarios.reduce((sum, one) => sum + one.passed, 0);
  return `${passed} of ${scenarios.reduce((sum, one) => sum + one.runs, 0)} runs`;
}

function score(points: number, max: number, paint: Paint): string {
  if (max === 0) return '–';
  const text = `${points}/${max}`;
  if (points === max) return paint.green(text);
  return points === 0 ? paint.red(text) : text;
}
