import { isStagedToBreak } from '../scenarios/find.ts';
import type { Passing } from '../scenarios/find-hint.ts';
import type { Paint } from './failure-text.ts';
import type { CodeWarning } from './lab-code-check.ts';
import type { PartResult } from './result.ts';
import { hundredths, scenarioPassed } from './score.ts';

const WARNINGS_SHOWN = 10;

export interface SummaryOptions {
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly failuresShown?: number;
  /** By part: scenarios that are known to pass. */
  readonly passing?: ReadonlyMap<string, Passing>;
}

/** What the checks of the code found, or why they did not run. None of it changes the verdict. */
export function warningsText(warnings: readonly CodeWarning[] | string, paint: Paint): string {
  if (typeof warnings === 'string') return paint.yellow(`The code could not be checked: ${warnings}`);
  if (warnings.length === 0) return '';
  const shown = warnings.slice(0, WARNINGS_SHOWN).map(({ file, line, column, message }) => {
    return `  ${file}:${line}:${column}  ${message}`;
  });
  const hidden = warnings.length - shown.length;
  return [
    paint.yellow('Type errors and forgotten promises (the tests ran all the same):'),
    ...shown,
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ].join('\n');
}

/** What the last line says. */
export interface Verdict {
  readonly passed: boolean;
  readonly parts: readonly PartResult[];
  /** Tests that are not scenarios. */
  readonly unitTests: { readonly passed: number; readonly failed: number };
  /** From Enter to here. */
  readonly wallMs: number;
}

/** The last line: passed or failed, points, runs and the time from Enter to here. */
export function verdictText({ passed, parts, unitTests, wallMs }: Verdict, paint: Paint): string {
  const runs = sumOf(parts, ({ scenarios }) => scenarios.reduce((sum, one) => sum + one.runs, 0));
  const points = hundredths(sumOf(parts, (part) => part.points));
  const max = hundredths(sumOf(parts, (part) => part.max));
  const idle = parts.filter(({ scenarios }) => !scenarios.some((one) => one.runs > 0));
  const tests = unitTests.passed + unitTests.failed;
  const facts = [
    max > 0 ? `${points} of ${max} ${plural(max, 'point')}` : scenariosPassed(parts),
    `${runs} ${plural(runs, 'run')}`,
    ...(tests > 0 ? [`${unitTests.passed} of ${tests} ${plural(tests, 'test')} of the project`] : []),
    duration(wallMs),
    ...(allAsStaged(parts) ? ['as it was staged to'] : []),
    ...(idle.length > 0 ? [`no run of ${idle.map(({ part }) => part).join(', ')} took place`] : []),
  ];
  const verdict = passed ? paint.green(paint.bold('PASSED')) : paint.red(paint.bold('FAILED'));
  const text = `${verdict}  ${parts.map(({ part }) => part).join(', ')}: ${facts.join(', ')}`;
  return tests > 0 ? `${text}\n\n${countsForMachines(parts, unitTests)}` : text;
}

/** Of parts that give no points. */
function scenariosPassed(parts: readonly PartResult[]): string {
  const scenarios = parts.flatMap((part) => part.scenarios);
  return `${scenarios.filter(scenarioPassed).length} of ${scenarios.length} ${plural(scenarios.length, 'scenario')}`;
}

/** What failed was meant to. */
function allAsStaged(parts: readonly PartResult[]): boolean {
  const failures = parts.flatMap(({ part, scenarios }) =>
    scenarios.flatMap(({ slug, failures }) => failures.map(({ rule }) => ({ part, slug, rule }))),
  );
  return failures.length > 0 && failures.every(({ part, slug, rule }) => isStagedToBreak(part, slug, rule));
}

/** The project's own suite ends with a line that CI systems can read: tests and scenarios together. */
function countsForMachines(parts: readonly PartResult[], unitTests: Verdict['unitTests']): string {
  const scenarios = parts.flatMap((part) => part.scenarios);
  const good = scenarios.filter(scenarioPassed).length;
  return `${unitTests.passed + good} passed, ${unitTests.failed + scenarios.length - good} failed`;
}

/** `340 ms`, `12.3 s`, `4 min 05 s`, `3 h 20 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** `1 run`, `2 runs`: the word for a count. */
export function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

function sumOf(parts: readonly PartResult[], pick: (part: PartResult) => number): number {
  return parts.reduce((sum, part) => sum + pick(part), 0);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
