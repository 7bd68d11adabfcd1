import { describe, expect, it } from 'vitest';
import { CHAT, chatTrace } from '../../example-clocks.ts';
import { withMiddleLeftOut } from '../../example-gap.ts';
import { Story } from '../../example-story.ts';
import { exampleTrace } from '../../example-trace.ts';
import { countsText, isAboutOrder, orderingOf, pairText } from './ordering.ts';
import { openRun, type Run } from './run.ts';

const run = openRun(chatTrace());

function orderingAt(of: Run, position: number, second?: number) {
  const ordering = orderingOf(of, position, second);
  if (!ordering) throw new Error(`no event at ${position}`);
  return ordering;
}

function saidOf(position: number, second: number): string | undefined {
  const { pair } = orderingAt(run, position, second);
  return pair && pairText(run, pair);
}

describe('the order around a step', () => {
  it('is counted in words', () => {
    expect(countsText(orderingAt(run, CHAT.heard))).toBe('3 steps before it, 3 after, 2 concurrent');
    const cut = openRun(withMiddleLeftOut(exampleTrace(6), 12, 42));
    const unsure = [...cut.steps.keys()].find(
      (at) => (orderingOf(cut, at, undefined)?.counts.unknown ?? 0) > 0,
    );
    expect(countsText(orderingAt(cut, unsure ?? -1))).toMatch(/, \d+ of which it cannot be told/);
  });

  it('is asked for in runs of logical clocks', () => {
    expect(isAboutOrder(run)).toBe(true);
    expect(isAboutOrder(openRun(exampleTrace(1)))).toBe(false);
  });

  it('is not there for what the scenario did', () => {
    const story = new Story('client 0');
    const pause = story.trouble(5, 'pause', 0);
    const troubled = openRun(story.trace('lab6b'));
    expect(orderingOf(troubled, pause, undefined)).toBeUndefined();
    expect(orderingAt(troubled, 0, pause).pair).toBeUndefined();
  });
});

describe('two steps', () => {
  it('are told to be before, after or concurrent, and why', () => {
    expect(saidOf(CHAT.answerEarly, CHAT.asked)).toBe(
      '#3 process 0 happened before this step: 2 messages lead from one to the other.',
    );
    expect(saidOf(CHAT.answered, CHAT.answerEarly)).toBe(
      'This step happened before #6 process 2: one message leads from one to the other.',
    );
    expect(saidOf(CHAT.elsewhere, CHAT.asked)).toBe(
      '#3 process 0 happened before this step: the same actor did it earlier.',
    );
    expect(saidOf(CHAT.elsewhere, CHAT.answered)).toBe(
      'Neither happened before the other: no messages lead from #5 process 1 to this step, or back.',
    );
    expect(saidOf(CHAT.asked, CHAT.asked)).toBeUndefined();
  });
});
