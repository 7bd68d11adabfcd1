import type { Trace } from '../trace/trace.ts';
import { Story } from './example-story.ts';

/** Steps of `chatTrace`, by what happens in them. */
export const CHAT = { asked: 3, heard: 4, answered: 5, answerEarly: 6, elsewhere: 7, question: 8 } as const;

/**
 * A made-up run of three processes with plain broadcast, for tests. Process 0 asks, process 1 answers when it
 * has heard that, and process 2 sees the answer before the question: the last step breaks a rule. In
 * `elsewhere`, process 0 does something that nobody hears of.
 */
export function chatTrace(): Trace {
  const story = new Story('process 0', 'process 1', 'process 2');
  story.turn(10, 0, { kind: 'broadcast', text: 'question' }, { kind: 'event', text: '[1,0,0]' });
  const [near, far] = [story.send(0, 1), story.send(0, 2)];
  story.arrive(14, near, { kind: 'deliver', text: 'question' }, { kind: 'event', text: '[1,1,0]' });
  story.turn(20, 1, { kind: 'broadcast', text: 'answer' }, { kind: 'event', text: '[1,2,0]' });
  const answer = story.send(1, 2);
  story.arrive(24, answer, { kind: 'deliver', text: 'answer' }, { kind: 'event', text: '[1,2,1]' });
  story.turn(26, 0, { kind: 'event', text: '[2,0,0]' });
  story.arrive(40, far, { kind: 'deliver', text: 'question' });
  return story.trace('lab5b', {
    rule: 'broadcast/causal-order',
    message: 'process 2 delivered the answer before the question',
    actor: 'process 2',
  });
}
