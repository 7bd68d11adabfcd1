import type { Hint } from '../scenario.ts';
import { BROADCAST_HINTS } from './hints-5b-broadcast.ts';

const CLOCK_HINTS: readonly Hint[] = [
  {
    word: 'not-ordered',
    symptom: 'one event happened before another, and its vector is not less',
    of: ['vector/before', 'message-chain', 'second-hand', 'vector-copies', 'vector-storm'],
    steps: [
      'Write the vector of the sending beside that of the receipt. What should the receipt have taken ' +
        'over, and what should it have added?',
      'After a receipt, each entry is at least what it was here and at least what the message said; ' +
        'and the receipt is an event of its own (Mattern 1988, Vector Time).',
      'In `receive`: first the larger of the two numbers, entry by entry, `Math.max(own, sent)`; then ' +
        'one more in the own entry, as in `tick`. A message that is old takes nothing back.',
    ],
  },
  {
    word: 'not-concurrent',
    symptom: 'two events are concurrent, and their vectors are ordered or equal',
    of: ['vector/concurrent', 'no-messages', 'vector-copies', 'vector-storm'],
    steps: [
      'Which entry of the greater vector is greater than it should be? Whose events does it count, and ' +
        'how did this process hear of them?',
      'Entry `p` counts events of process `p` and nothing else. Only `p` makes new ones; all others ' +
        'have the number from messages (Fidge 1988).',
      'Add only to `entries[me]`. Never add vectors to each other: what is known twice would count ' +
        'twice. If vectors of different events are equal: which event was not counted?',
    ],
  },
  {
    word: 'vector-changed',
    symptom: 'a vector that was handed out is another one later',
    of: ['vector/changed', 'no-messages', 'message-chain'],
    steps: [
      'Which array does `tick` return, and which line changes an entry of it the next time?',
      'The vector of an event is a fact about that event, which stays. Who is given an array is given ' +
        'a reference: a later assignment to an entry is seen by all who hold it.',
      'Make a new array for each event: `entries.map(…)` or `entries.with(me, …)`, assigned to the ' +
        'field and returned. Or return `[...entries]`, in `time` too.',
    ],
  },
  {
    word: 'time-wrong',
    symptom: '`time` is not the vector of the last event, or a vector has the wrong form',
    of: ['vector/time', 'vector/form', 'no-messages'],
    steps: [
      'What does `time` give before anything has happened, and does asking for it change anything?',
      'A vector has one entry a process, all 0 before the first event. `time` is the vector of the ' +
        'last event of this process, and reading it is no event.',
      '`Array<number>(size).fill(0)` in the constructor. The getter returns the field that `tick` and ' +
        '`receive` set, and does nothing else.',
    ],
  },
  {
    word: 'compare',
    symptom: '`compareVectors` gives another answer than the right one',
    of: ['vector/compare', 'compare'],
    steps: [
      'Go through the two vectors of the failure by hand. Is there an entry in which the first is ' +
        'smaller? One in which the second is?',
      'Before means: smaller in at least one entry, and greater in none (Mattern 1988, The Structure ' +
        'of Vector Time). If each is smaller somewhere, neither is before the other. Sums and first ' +
        'entries say nothing of that.',
      'Two booleans, each with `some`: `isLess` if some entry is smaller, `isGreater` if some entry is ' +
        'greater. Both: concurrent; one: before or after; none: equal.',
    ],
  },
];

export const VECTORS_HINTS: readonly Hint[] = [...CLOCK_HINTS, ...BROADCAST_HINTS];
