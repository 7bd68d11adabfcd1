import { seedList } from '../../harness/run/failure-text.ts';
import type { FailureRecord } from '../../harness/run/result-file.ts';
import type { Feedback } from '../pages/feedback.ts';
import { certaintyWords, counted, passedWords } from '../pages/words.ts';
import { clip, plainText } from '../plain-text.ts';
import type { GradedScenario } from '../results/grade-file.ts';

/** What the staff see. */
export const EVERYTHING: Feedback = {
  seeds: true,
  messages: true,
  replay: true,
  timelines: true,
  passed: true,
};

const LONGEST_MESSAGE = 500;
const REASONS_SHOWN = 3;

/**
 * What a person reads about one scenario, in lines of plain text: how many runs passed, and for each reason
 * the seeds that failed, the message and the command that replays the first, as far as `feedback` shows them.
 */
export function scenarioText(scenario: GradedScenario, feedback: Feedback): string {
  const { runs, passed, failures, undecided = [] } = scenario;
  const lines = [countText(scenario)];
  const reasons = reasonsOf(failures, feedback);
  for (const reason of reasons.slice(0, REASONS_SHOWN)) lines.push('', ...reasonLines(reason, feedback));
  const hidden = reasons.length - REASONS_SHOWN;
  if (hidden > 0) lines.push('', `${counted(hidden, 'more reason')} not shown.`);
  const notMade = runs - passed - failures.length;
  if (failures.length > 0 && notMade > 0)
    lines.push('', `${counted(notMade, 'run')} not made: failed for the same reason.`);
  if (undecided.length > 0) lines.push('', `${counted(undecided.length, 'run')} ended without a verdict.`);
  return lines.join('\n');
}

/** `7 of 10 runs passed`, and what that says about all other seeds. */
function countText({ runs, passed, interval }: GradedScenario): string {
  return [sentence(passedWords(passed, runs)), certaintyWords(passed, runs, interval)].join(' ').trim();
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Failures of one rule are told once, by the first. Where messages are not shown, all are. */
function reasonsOf(failures: readonly FailureRecord[], { messages }: Feedback): FailureRecord[][] {
  const reasons = new Map<string, FailureRecord[]>();
  for (const failure of failures) {
    const key = messages ? reasonOf(failure) : '';
    const same = reasons.get(key);
    if (same) same.push(failure);
    else reasons.set(key, [failure]);
  }
  return [...reasons.values()];
}

/** Of what Node, the bundler or the grader says, and not a check, only the message tells reasons apart. */
function reasonOf({ rule, message }: FailureRecord): string {
  return /^(lab|grader)\//.test(rule) ? `${rule}\n${message}` : rule;
}

function reasonLines(same: readonly FailureRecord[], { seeds, messages, replay }: Feedback): string[] {
  const [first] = same;
  if (!first) return [];
  const who = seeds ? seedList(same.map(({ seed }) => seed)) : counted(same.length, 'run');
  const lines = messages
    ? [`${who}: ${plainText(first.rule)}`, `  ${clip(plainText(first.message), LONGEST_MESSAGE)}`]
    : [`${who} failed`];
  // The command names the seed. And what was never run can't be run again.
  if (seeds && replay && !first.rule.startsWith('grader/')) lines.push(`  ${plainText(first.replay)}`);
  return lines;
}
