import { describe, expect, it } from 'vitest';
import { CHAT, chatTrace } from '../../example-clocks.ts';
import { withMiddleLeftOut } from '../../example-gap.ts';
import { Story } from '../../example-story.ts';
import { exampleTrace } from '../../example-trace.ts';
import { type Cone, coneOf, countStandings, messageStanding, standingOf, wayBetween } from './causality.ts';
import { openRun, type Run } from './run.ts';

const run = openRun(chatTrace());

function coneAt(of: Run, position: number): Cone {
  const cone = coneOf(of, position);
  if (!cone) throw new Error(`no event at ${position}`);
  return cone;
}

const standing = (of: Run, step: number, to: number) => standingOf(of, coneAt(of, to), step);

describe('what happened before a step', () => {
  it('is what its actor did earlier, and what led to messages that came', () => {
    const before = run.steps.flatMap((_, step) =>
      standing(run, step, CHAT.answerEarly) === 'before' ? [step] : [],
    );
    expect(before).toEqual([0, 1, 2, CHAT.asked, CHAT.heard, CHAT.answered]);
    expect(standing(run, CHAT.elsewhere, CHAT.answered)).toBe('concurrent');
    expect(standing(run, CHAT.question, CHAT.answered)).toBe('after');
    expect(standing(run, CHAT.answered, CHAT.answered)).toBe('itself');
  });

  it('counts all steps of actors, and nothing else', () => {
    const cone = coneAt(run, CHAT.heard);
    // Before: two starts and the question. After: the answer, and what process 2 heard, not its start.
    expect(countStandings(run, cone)).toEqual({ itself: 1, before: 3, after: 3, concurrent: 2, unknown: 0 });
    const story = new Story('client 0');
    const pause = story.trouble(5, 'pause', 0);
    const troubled = openRun(story.trace('lab6b'));
    expect(coneOf(troubled, pause)).toBeUndefined();
    expect(countStandings(troubled, coneAt(troubled, 0))).toMatchObject({ itself: 1, concurrent: 0 });
  });

  it('is for any two steps what the chains of messages say', () => {
    const raft = openRun(exampleTrace(4));
    const { steps } = raft;
    // By the definition, step by step, without cones.
    const isBefore = (a: number, b: number): boolean => {
      const known = new Set([a]);
      for (let at = a + 1; at <= b; at++) {
        const { cause, actor } = steps[at] ?? {};
        const carried =
          cause?.kind === 'message' || cause?.kind === 'reply'
            ? raft.messageOf(cause.message)?.sent
            : undefined;
        const own = steps.some((step, earlier) => known.has(earlier) && step.actor === actor);
        if (actor !== undefined && (own || (carried !== undefined && known.has(carried)))) known.add(at);
      }
      return known.has(b);
    };
    let related = 0;
    for (const b of steps.keys()) {
      const cone = coneOf(raft, b);
      for (const a of steps.keys()) {
        if (!cone || steps[a]?.actor === undefined || a === b) continue;
        const expected =
          a < b && isBefore(a, b) ? 'before' : a > b && isBefore(b, a) ? 'after' : 'concurrent';
        expect(standingOf(raft, cone, a)).toBe(expected);
        if (a < b) expect(wayBetween(raft, a, b) !== undefined).toBe(expected === 'before');
        if (expected !== 'concurrent') related++;
      }
    }
    expect(related).toBeGreaterThan(500);
  });
});

describe('messages', () => {
  it('are of the past or of the future if they carried something to the step, or from it', () => {
    const cone = coneAt(run, CHAT.answered);
    const standings = run.trace.messages.map((message) => messageStanding(run, cone, message));
    // The question to process 2 was sent before, and carried nothing here.
    expect(standings).toEqual(['before', 'unheard', 'after']);
    const later = run.trace.messages.map((message) =>
      messageStanding(run, coneAt(run, CHAT.question), message),
    );
    expect(later).toEqual(['before', 'before', 'before']);
    const first = run.trace.messages.map((message) => messageStanding(run, coneAt(run, 2), message));
    expect(first).toEqual([undefined, undefined, undefined]);
  });
});

describe('the way from one step to another', () => {
  it('is the messages by which news first came', () => {
    const way = wayBetween(run, CHAT.asked, CHAT.answerEarly);
    expect(way).toEqual([
      { message: 0, sent: CHAT.asked, arrived: CHAT.heard },
      { message: 2, sent: CHAT.answered, arrived: CHAT.answerEarly },
    ]);
    expect(wayBetween(run, CHAT.asked, CHAT.elsewhere)).toEqual([]);
    expect(wayBetween(run, CHAT.elsewhere, CHAT.question)).toBeUndefined();
    expect(wayBetween(run, CHAT.answered, CHAT.asked)).toBeUndefined();
  });
});

describe('a run whose middle was left out', () => {
  it('says what is so, or that it cannot be told', () => {
    const whole = openRun(exampleTrace(6));
    const cut = openRun(withMiddleLeftOut(whole.trace, 12, 42));
    expect(coneOf(cut, cut.leftOut?.gap ?? -1)).toBeUndefined();
    const told = new Map<string | undefined, number>();
    for (const [b, { n: ownB }] of cut.steps.entries()) {
      const cone = coneOf(cut, b);
      for (const [a, { n: ownA }] of cut.steps.entries()) {
        const found = cone && standingOf(cut, cone, a);
        if (found && found !== 'unknown') expect(found).toBe(standing(whole, ownA, ownB));
        told.set(found, (told.get(found) ?? 0) + 1);
      }
    }
    expect(told.get('unknown')).toBeGreaterThan(10);
    expect(told.get('concurrent')).toBeGreaterThan(10);
    expect(told.get('before')).toBeGreaterThan(200);
  });
});
