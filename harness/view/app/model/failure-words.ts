import type { Trace } from '../../../trace/trace.ts';
import { nameOf, type Run } from './run.ts';
import type { Storm } from './storms.ts';
import { countText, secondsText, timeText } from './words.ts';

/** What the step to open at has to do with the failure, in a sentence. */
export function failureSentence({ trace: { failure }, whyThere }: Run): string {
  if (!failure) return '';
  const when = `at ${timeText(failure.atMs)}`;
  switch (whyThere) {
    case 'broken':
      return 'The rule was broken in this step.';
    case 'answered':
      return `Here an answer came that no order of the operations explains; that was found ${when}.`;
    case 'lost':
      return `Here work was lost that the failure names; the rule was found broken ${when}.`;
    case 'begun':
      return `Here work that the failure names was begun last; the rule was found broken ${when}.`;
    default:
      return /\b(within|not done after) \d/.test(failure.message)
        ? `The time was up after this step, ${when}: what was due by then had not happened.`
        : `No step broke the rule by itself: the scenario found it broken after this one, ${when}.`;
  }
}

/** In one line, for whoever reads the result of the run. */
export function stormText(run: Run, storm: Storm): string {
  const { count, distinct, isRefused, entries, method } = storm;
  const { least, most } = entries;
  const number = least === most ? `${most}` : `${least} to ${most}`;
  const carried = most === 0 ? '' : ` with ${number} ${most === 1 ? 'entry' : 'entries'}`;
  const what = distinct === 1 ? `the same ${method}${carried}` : `the same ${distinct} ${method}${carried}`;
  const when = `between ${secondsText(storm.fromMs)} and ${secondsText(storm.toMs)}`;
  const answer = isRefused ? ', refused each time' : '';
  const pair = `${nameOf(run, storm.from)} → ${nameOf(run, storm.to)}`;
  return `${pair}: ${what} again and again, ${countText(count)} times ${when}${answer}.`;
}

/** What a trace lacks. */
export function leftOutText({ steps, fromMs, untilMs }: NonNullable<Trace['omitted']>): string {
  return `${countText(steps)} steps between ${secondsText(fromMs)} and ${secondsText(untilMs)} are not in this file`;
}
