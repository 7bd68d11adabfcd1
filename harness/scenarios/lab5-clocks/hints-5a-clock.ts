import type { Hint } from '../scenario.ts';

/** The clock and the total order. */
export const LAMPORT_CLOCK_HINTS: readonly Hint[] = [
  {
    word: 'time-value',
    symptom: 'the time of a clock is not that of its last event, or no whole number',
    of: ['clock/time', 'local-events', 'chain', 'overtaking', 'fast-and-slow', 'all-pairs', 'total-order'],
    steps: [
      'Compare three numbers for the event that is named: `time` before it, what the call returned, and ' +
        '`time` after it.',
      '`time` is the time of the last event, and 0 before the first. Events have times from 1 on. Reading ' +
        '`time` is not an event.',
      'Both methods first set `time` to its new value, and then return it. `return this.time++` returns ' +
        'the old one.',
    ],
  },
  {
    word: 'local-order',
    symptom: 'two events of one process have the same time, or the later one has the smaller',
    of: ['clock/condition', 'local-events', 'overtaking'],
    steps: [
      'Which two events are they, and which of your methods gave the time of the second one?',
      'IR1: between any two events of a process its clock advances. A receipt is an event like any other, ' +
        'also when its message is old, or has come before.',
      'In both methods the new time is at least 1 more than the one before, whatever the message says: ' +
        'take the greater of two, and add 1 to that.',
    ],
  },
  {
    word: 'receipt',
    symptom: 'a receipt does not have a greater time than the sending of its message',
    of: ['clock/condition', 'chain', 'fast-and-slow'],
    steps: [
      'What was the clock of the receiver just before, and what did the message say? Which of the two was ' +
        'ahead? (If both events are of one process: `npm run hint lab5a local-order`.)',
      'IR2: the clock is set to a value that is not smaller than its own **and** greater than the time of ' +
        'the message.',
      '`Math.max(this.time, sent) + 1`. With `sent + 1` inside of `max`, a receipt may have the time of ' +
        'the event before it; with `this.time + 1` in there, or without the 1, that of the sending.',
    ],
  },
  {
    word: 'slow-clock',
    symptom: 'a clock goes back when a slower process sends',
    of: ['clock/condition', 'fast-and-slow', 'overtaking'],
    steps: [
      'Was the message sent at a time that is smaller than what the receiver’s clock showed?',
      'A clock never goes back, whoever sends (IR1). Only the greater of the two times counts, and the ' +
        'receiver may well be the one that is ahead.',
      'Do not set the clock to `sent + 1` as such: begin with the greater of `sent` and your own time.',
    ],
  },
  {
    word: 'every-pair',
    symptom: 'two events far apart have times that contradict their order',
    of: ['clock/condition', 'all-pairs'],
    steps: [
      'Follow the messages from one event to the other, step by step. At which step does the time not grow?',
      'The Clock Condition is about any two events, but it follows from single steps: to the next event of ' +
        'a process, and from a sending to its receipt. One of those steps is wrong.',
      'If it is always a big leap: does your clock read `Date.now()`? The wall clocks are days apart ' +
        'there. A wall clock may push a Lamport clock forward; it cannot replace the maximum with what was ' +
        'received.',
    ],
  },
  {
    word: 'total-order',
    symptom: '`compareStamps` puts two stamps in the wrong order, or in none',
    of: ['stamps/total-order', 'total-order'],
    steps: [
      'Put the two stamps of the message into your function by hand, in both orders. Are both answers what ' +
        'they should be? And what comes out for two equal stamps?',
      'By time; only where times are equal by process, the smaller number first; 0 only where both are ' +
        'equal. The result is a number whose sign counts (Ordering the Events Totally).',
      '`a.time - b.time || a.process - b.process`. No texts (10 comes before 9 there), no bits (`| 0` cuts ' +
        'at 2^31), and no sum of both numbers.',
    ],
  },
];
