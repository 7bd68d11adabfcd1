import { describe, expect, it } from 'vitest';
import { CausalDeliveries, payloadText } from './causal-deliveries.ts';

/** Process 0 has asked, and process 1 has answered. */
function chat(): CausalDeliveries {
  const group = new CausalDeliveries(3);
  group.broadcast(0, 'question');
  group.delivers(0, 0, 'question');
  group.delivers(1, 0, 'question');
  group.broadcast(1, 'answer');
  group.delivers(1, 1, 'answer');
  return group;
}

describe('causal deliveries', () => {
  it('take the question before the answer', () => {
    const group = chat();
    expect(group.nextAt(2).map(({ payload }) => payload)).toEqual(['question', 'answer']);
    group.delivers(2, 0, 'question');
    const answer = group.delivers(2, 1, 'answer');
    expect(group.has(2, answer)).toBe(true);
    expect(group.has(0, answer)).toBe(false);
    expect(group.hasPayload(2, 'answer')).toBe(true);
    expect(group.nextAt(2)).toEqual([]);
  });

  it('refuse an answer before its question', () => {
    expect(() => chat().delivers(2, 1, 'answer')).toThrow(
      "process 2 delivers 'answer' (broadcast 1 of process 1), and has not delivered 'question' " +
        '(broadcast 1 of process 0), which process 1 had delivered when it broadcast that',
    );
  });

  it('refuse the second broadcast of a process before its first', () => {
    const group = new CausalDeliveries(2);
    group.broadcast(0, 'one');
    group.broadcast(0, 'two');
    expect(() => group.delivers(1, 0, 'two')).toThrow('which process 0 broadcast before it');
  });

  it('let concurrent broadcasts come in any order', () => {
    const group = new CausalDeliveries(3);
    const here = group.broadcast(0, 'here');
    const there = group.broadcast(1, 'there');
    expect(group.missingBefore(here, 2)).toBeUndefined();
    expect(group.missingBefore(there, 2)).toBeUndefined();
    group.delivers(2, 1, 'there');
    group.delivers(2, 0, 'here');
    group.delivers(0, 0, 'here');
    group.delivers(0, 1, 'there');
  });

  it('take what is broadcast from inside a delivery for what follows it', () => {
    const group = new CausalDeliveries(2);
    group.broadcast(0, 'question');
    group.delivers(0, 0, 'question');
    const remark = group.broadcast(0, 'remark');
    expect(group.missingBefore(remark, 1)?.payload).toBe('question');
  });

  it('count deliveries of equal payloads', () => {
    const group = new CausalDeliveries(2);
    group.broadcast(0, ['again']);
    group.broadcast(0, ['again']);
    group.delivers(1, 0, ['again']);
    group.delivers(1, 0, ['again']);
    expect(() => group.delivers(1, 0, ['again'])).toThrow('more often than process 0 has broadcast it');
  });

  it('refuse what nobody has broadcast, and what somebody else has', () => {
    const group = chat();
    expect(() => group.delivers(2, 0, 'rumour')).toThrow('nobody has broadcast that');
    expect(() => group.delivers(2, 1, 'question')).toThrow('it was process 0 that broadcast it');
    expect(() => group.delivers(2, undefined, 'question')).toThrow('it was process 0 that broadcast it');
  });

  it('ask that a process has delivered its own when the call returns', () => {
    const group = new CausalDeliveries(2);
    const broadcast = group.broadcast(1, 'note');
    expect(() => group.returned(broadcast)).toThrow('it has not delivered that to itself');
    group.delivers(1, 1, 'note');
    expect(() => group.returned(broadcast)).not.toThrow();
  });
});

it('tells of large payloads in a few words', () => {
  expect(payloadText('x'.repeat(1000)).length).toBeLessThan(101);
  expect(payloadText(new Map([['a', 1]]))).toBe("Map(1) { 'a' => 1 }");
});
