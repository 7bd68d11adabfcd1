import type { Colors } from 'picocolors/types';
import { isStagedToBreak } from '../scenarios/find.ts';
import { hintWords, type Passing } from '../scenarios/find-hint.ts';
import type { LogLine, ScenarioFailure, ScenarioResult } from './result.ts';

/** Colours of the terminal, or none. */
export type Paint = Pick<Colors, 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'>;

/** Log lines that a failure shows unless all are asked for. */
const LOG_LINES = 20;
const SEEDS_SHOWN = 10;
/** Columns of a terminal that everything but what students log fits in. */
const WIDTH = 110;
const INDENTATION = 2;

export interface FailureTextOptions {
  readonly paint: Paint;
  /** Show all log lines, not only the last. */
  readonly verbose: boolean;
  /** Scenarios of the part that pass: a hint on what they are about is not wanted any more. */
  readonly passing?: Passing | undefined;
}

/**
 * The first failure of a scenario in full, and which other seeds fail. For a scenario with a failure;
 * the text ends without a line break.
 */
export function failureText(part: string, result: ScenarioResult, options: FailureTextOptions): string {
  const { paint } = options;
  const failure = result.failures[0];
  if (!failure) return '';
  const isFloor = failure.rule === 'scenario/floor';
  const which = isFloor ? `${result.runs} runs` : `seed ${failure.seed}`;
  const title = [`${part} ${result.slug}`, result.name, which].join(' · ');
  return [
    `${paint.red('✗')} ${paint.bold(title)}`,
    `  ${paint.red(failure.rule)}${failure.paper ? paint.dim(`  ${failure.paper}`) : ''}`,
    ...indent(wrap(messageText(failure), WIDTH - 2), '  '),
    ...stagedLine(part, result.slug, failure, paint),
    ...where(failure),
    ...section('just before (ms)', failure.before, paint),
    ...section('at that moment', failure.situation ?? [], paint),
    ...section('in your code', stackLines(failure), paint),
    ...logSection(failure.logs, options),
    `  ${paint.dim('again:')} ${paint.cyan(failure.replay)}`,
    ...debugLine(failure, paint),
    ...(failure.timeline ? [`  ${paint.dim('see:')}   ${paint.cyan(failure.timeline)}`] : []),
    ...hintLine(part, result.slug, failure, options),
    ...otherFailures(result, paint),
  ].join('\n');
}

/** One line of lab code's log: `1204.5 ms  server 2  became leader`. */
export function logText({ atMs, actor, text }: LogLine): string {
  return `${atMs} ms  ${actor}  ${text}`;
}

/** `seeds 3, 7 and 9`, cut short after ten. */
export function seedList(seeds: readonly number[]): string {
  if (seeds.length === 1) return `seed ${seeds[0]}`;
  if (seeds.length > SEEDS_SHOWN) {
    return `seeds ${seeds.slice(0, SEEDS_SHOWN).join(', ')} and ${seeds.length - SEEDS_SHOWN} more`;
  }
  return `seeds ${seeds.slice(0, -1).join(', ')} and ${seeds[seeds.length - 1]}`;
}

/** An exception says at once where in the student's code it was thrown. */
function messageText({ message, stack }: ScenarioFailure): string {
  const [, place] = /([^\s(]+:\d+):\d+\)?$/.exec(stack?.split('\n')[0] ?? '') ?? [];
  return place ? `${message} (${place})` : message;
}

/**
 * Lines of at most `width` characters, broken at spaces; those that follow a broken one are indented, by
 * `indentation` characters, or a little where that leaves no room for anything.
 */
export function wrap(text: string, width: number = WIDTH, indentation: number = INDENTATION): string[] {
  const indent = ' '.repeat(indentation < width ? indentation : INDENTATION);
  return text.split('\n').flatMap((whole) => {
    const lines: string[] = [];
    let rest = whole;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const at = rest.slice(0, Math.max(space, 0)).trim() === '' ? rest.indexOf(' ', width) : space;
      if (at < 0) break;
      lines.push(rest.slice(0, at));
      rest = `${indent}${rest.slice(at + 1)}`;
    }
    return [...lines, rest];
  });
}

function where({ atMs, actor }: ScenarioFailure): string[] {
  const parts = [atMs === undefined ? '' : `at ${atMs} ms of virtual time`, actor ?? ''].filter(Boolean);
  return parts.length === 0 ? [] : [`  ${parts.join(', ')}`];
}

/** Nobody shall look for the mistake in code that has none. */
function stagedLine(part: string, slug: string, { rule }: ScenarioFailure, paint: Paint): string[] {
  if (!isStagedToBreak(part, slug, rule)) return [];
  return [paint.yellow('  staged: this is meant to break, and costs nothing; see what goes wrong')];
}

/** `npm test` with one seed, as it stands in a replay command. */
const ONE_RUN = /^npm test (\S+ seed=\d+ only=\S+(?: solution| with=\S+)*)$/;

/** How to step through this run; not for code that does not even compile. */
function debugLine({ replay, kind, rule }: ScenarioFailure, paint: Paint): string[] {
  const [, words] = ONE_RUN.exec(replay) ?? [];
  const isRun = words !== undefined && kind !== 'compile' && rule !== 'scenario/floor';
  return isRun ? [paint.dim(`  debug: npm run debug -- ${words}`)] : [];
}

/** Where help is, if there is some; our solution needs none, nor does what is staged to fail. */
function hintLine(
  part: string,
  slug: string,
  { rule, message, replay }: ScenarioFailure,
  { paint, passing }: FailureTextOptions,
): string[] {
  const isOurs = / solution\b/.test(replay);
  const needsNone = isOurs || isStagedToBreak(part, slug, rule);
  const words = needsNone ? undefined : hintWords(part, { rule, slug, message }, passing);
  return words === undefined ? [] : [`  ${paint.dim('hint:')}  ${paint.cyan(`npm run hint ${words}`)}`];
}

function stackLines({ stack }: ScenarioFailure): string[] {
  return (stack ?? '').split('\n').filter(Boolean);
}

function logSection(logs: readonly LogLine[], { paint, verbose }: FailureTextOptions): string[] {
  const shown = verbose ? logs : logs.slice(-LOG_LINES);
  const hidden = logs.length - shown.length;
  const title = hidden > 0 ? `log (${hidden} earlier lines: say verbose)` : 'log';
  return section(title, shown.map(logText), paint);
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  if (lines.length === 0) return [];
  return [`  ${paint.dim(`${title}:`)}`, ...indent(lines, '    ')];
}

/**
 * The seeds that fail besides the first, by rule: one more seed of the same rule is no news, another rule is.
 */
function otherFailures({ failures, runs }: ScenarioResult, paint: Paint): string[] {
  const [first, ...others] = failures;
  const byRule = new Map<string, number[]>();
  for (const { rule, seed } of others) byRule.set(rule, [...(byRule.get(rule) ?? []), seed]);
  return [...byRule].map(([rule, seeds]) => {
    const what = rule === first?.rule ? 'the same' : rule;
    const isAll = runs > 2 && seeds.length === runs - 1 && rule === first?.rule;
    return `  ${paint.dim('also:')}  ${isAll ? `all ${runs} seeds` : seedList(seeds)} (${what})`;
  });
}

function indent(lines: readonly string[], by: string): string[] {
  return lines.map((line) => `${by}${line}`);
}
