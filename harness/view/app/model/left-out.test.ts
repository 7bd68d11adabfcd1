import { describe, expect, it } from 'vitest';
import { withMiddleLeftOut } from '../../example-gap.ts';
import { exampleTrace } from '../../example-trace.ts';
import { shivizLog } from '../../shiviz.ts';
import { causeOf, missingCauseOf } from './causes.ts';
import { leftOutText } from './failure-words.ts';
import { isStateUnknown } from './left-out.ts';
import { openRun } from './run.ts';
import { applyFilter, NO_FILTER } from './search.ts';
import { positionOfStep } from './step-position.ts';

const whole = exampleTrace(6);
const FROM = 12;
/** In the midst of a round: the message of the next delivery was sent before. */
const TO = 42;
const cut = withMiddleLeftOut(whole, FROM, TO);
const run = openRun(cut);
const after = positionOfStep(run.steps, TO);

describe('a run whose middle was left out', () => {
  it('has what stands out in the middle, and a gap for each actor', () => {
    const { leftOut } = run;
    expect(leftOut).toMatchObject({ steps: TO - FROM - 2, first: FROM, gap: FROM + 2 });
    expect(run.steps.slice(FROM, FROM + 2).map(({ cause }) => cause.kind)).toEqual(['fault', 'boot']);
    expect(after).toBe(FROM + 2 + 3);
    expect(run.bands[2]).toMatchObject([{ kind: 'down' }]);
    if (!cut.omitted) throw new Error('nothing omitted');
    expect(leftOutText(cut.omitted)).toBe(
      `${TO - FROM - 2} steps between 0.4 s and 0.7 s are not in this file`,
    );
  });

  it('knows states before and after it, and not in it', () => {
    expect([FROM - 1, FROM, FROM + 1, FROM + 2].map((at) => isStateUnknown(run, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const there = openRun(whole);
    for (const actor of [0, 1, 2]) {
      expect(run.states[actor]?.after(after)).toEqual(there.states[actor]?.after(TO));
      expect(run.states[actor]?.after(FROM - 1)).toEqual(there.states[actor]?.after(FROM - 1));
    }
  });

  it('shows one line for it', () => {
    const { steps } = applyFilter(run, { ...NO_FILTER, foldHeartbeats: false });
    expect(steps.filter((position) => run.steps[position]?.cause.kind === 'gap')).toEqual([FROM + 2]);
    expect(shivizLog(cut)).not.toContain('gap');
  });

  it('says which step is missing where a cause leads into it', () => {
    const lost = run.steps.findIndex((_, position) => missingCauseOf(run, position) !== undefined);
    expect(lost).toBeGreaterThanOrEqual(after);
    expect(causeOf(run, lost)).toBeUndefined();
    expect(missingCauseOf(run, lost)).toBeLessThan(TO);
    expect(run.steps.slice(after).some((_, at) => causeOf(run, after + at) !== undefined)).toBe(true);
  });
});
