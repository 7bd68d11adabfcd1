import type { Paint } from '../../harness/run/failure-text.ts';
import { clip, plainText } from '../plain-text.ts';
import { type FailureExample, type FailureGroup, failureGroups } from './failure-groups.ts';
import type { GradedScenario, SubmissionRecord } from './grade-file.ts';

const LONGEST_ID = 60;
const LONGEST_MESSAGE = 160;
/** Shown for one submission. */
const REASONS = 3;
const SCENARIOS_NAMED = 3;

/**
 * Why a submission lost points, the reasons that cost the most runs first; what it should know besides. Empty
 * if there is nothing to tell.
 */
export function reasonsText(record: SubmissionRecord, paint: Paint): string {
  const { id, points, max, notes, refusal, late } = record;
  // Where nothing was run, every scenario would repeat the reason.
  const groups = refusal === undefined ? failureGroups([record]) : [];
  const lines = [
    ...(refusal === undefined ? [] : [`  ${paint.red('not run')}  ${shown(refusal)}`]),
    ...groups.slice(0, REASONS).flatMap((group) => groupLines(group, record, paint)),
    ...moreReasons(groups.length - REASONS, paint),
    ...undecidedLines(record, paint),
    ...(late ? [`  ${paint.yellow(lateText(late))}`] : []),
    ...notes.map((note) => paint.dim(`  note: ${shown(note)}`)),
  ];
  if (lines.length === 0) return '';
  const total = max > 0 ? `  ${paint.dim(`${points} of ${max} points`)}` : '';
  return [`${paint.bold(clip(plainText(id), LONGEST_ID))}${total}`, ...lines].join('\n');
}

/** Whether some of its runs passed, but not all: then chance has a say in how many. */
export function isPartlyPassed({ passed, runs }: GradedScenario): boolean {
  return passed > 0 && passed < runs;
}

/** `99/100 (94.6–99.8 %)`: how many runs passed, and where the rate at which they do may lie in truth. */
function passedText(scenario: GradedScenario): string {
  const { passed, runs, interval } = scenario;
  if (!isPartlyPassed(scenario)) return `${passed}/${runs}`;
  const [low, high] = interval.map((end) => Math.round(end * 1000) / 10);
  return `${passed}/${runs} (${low}–${high} %)`;
}

/** The rule with what was seen, on one line. */
export function failureLine({ rule, message }: FailureExample, paint: Paint): string {
  return `  ${paint.red(plainText(rule))}  ${shown(message.replace(/^NotImplemented: /, ''))}`;
}

/** Empty for what was not run, as it can't be run again. */
export function replayLines({ rule, replay }: FailureExample, paint: Paint): string[] {
  if (rule.startsWith('grader/')) return [];
  return [`    ${paint.dim('again:')} ${paint.cyan(plainText(replay))}`];
}

/** Some by name, and how many more there are. */
export function named(names: readonly string[]): string {
  const hidden = names.length - SCENARIOS_NAMED;
  return `${names.slice(0, SCENARIOS_NAMED).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function groupLines(
  { example, runs, places }: FailureGroup,
  record: SubmissionRecord,
  paint: Paint,
): string[] {
  const where = places.map(({ part, slug }) => {
    const scenario = record.parts
      .find((one) => one.part === part)
      ?.scenarios.find((one) => one.slug === slug);
    return `${part} ${slug}${scenario ? ` ${passedText(scenario)}` : ''}`;
  });
  return [
    failureLine(example, paint),
    `    ${runs} ${runs === 1 ? 'run' : 'runs'} lost: ${named(where)}`,
    ...replayLines(example, paint),
  ];
}

function moreReasons(hidden: number, paint: Paint): string[] {
  if (hidden <= 0) return [];
  return [paint.dim(`  and ${hidden} more ${hidden === 1 ? 'reason' : 'reasons'}: see results.json`)];
}

/** They count neither as passed nor as failed, but somebody should look at them. */
function undecidedLines({ id, parts }: SubmissionRecord, paint: Paint): string[] {
  const all = parts.flatMap(({ part, scenarios }) =>
    scenarios.flatMap(({ slug, undecided = [] }) => undecided.map((run) => ({ ...run, id, part, slug }))),
  );
  const [first] = all;
  if (!first) return [];
  const places = [...new Set(all.map(({ part, slug }) => `${part} ${slug}`))];
  return [
    `  ${paint.yellow(plainText(first.rule))}  ${shown(first.message)}`,
    `    no verdict on ${all.length} ${all.length === 1 ? 'run' : 'runs'}, not counted: ${named(places)}`,
    ...replayLines(first, paint),
  ];
}

function lateText({ days, earned, penalty }: NonNullable<SubmissionRecord['late']>): string {
  return `${days} ${days === 1 ? 'day' : 'days'} late: ${penalty} points off the ${earned} earned`;
}

function shown(text: string): string {
  return clip(plainText(text), LONGEST_MESSAGE);
}
