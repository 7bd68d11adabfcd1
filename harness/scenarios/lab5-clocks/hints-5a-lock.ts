import type { Hint } from '../scenario.ts';

/** The lock. */
export const LAMPORT_LOCK_HINTS: readonly Hint[] = [
  {
    word: 'two-holders',
    symptom: 'two processes hold the lock at once',
    of: ['mutex/exclusive', 'at-once', 'later-request', 'long-run'],
    steps: [
      'Draw both processes. When the second one entered, had the request of the first one reached it? What ' +
        'had it heard of the first one by then?',
      'A process enters when its request is the first **in the total order** of all that it knows of, and ' +
        'when it has heard from **each** other process after its request (rule 5). Both, not one of them.',
      'Keep the queue sorted by `compareStamps`, with your own request in it. A request leaves the queue ' +
        'when its process releases, and at no other time. Before you enter, check the first of the queue, ' +
        'and check all other processes.',
    ],
  },
  {
    word: 'who-answered',
    symptom: 'a process enters though one of the others has not answered',
    of: ['mutex/exclusive', 'mutex/total-order', 'late-answer', 'old-release'],
    steps: [
      'Which messages did your process take for the answer of the one that is silent, and when were these ' +
        'sent: before its request or after it, in the order of stamps?',
      'What counts is not when a message comes, but which time it carries: it must be later than the stamp ' +
        'of the own request (rule 5). As links keep order, nothing older can come from there any more.',
      'Remember the time of the latest message of each process, and ask for each other process whether ' +
        '`compareStamps({ time: heard[process], process }, stamp)` is positive. Counting answers fails ' +
        'when an old one is still under way.',
    ],
  },
  {
    word: 'nobody-enters',
    symptom: 'the lock is free, somebody waits for it, and nothing happens',
    of: ['mutex/progress', 'alone', 'at-once', 'long-run'],
    steps: [
      'Look at the process that has waited longest: what is the first of its queue? If it is its own ' +
        'request: from whom has it heard nothing later?',
      'Every request is answered, with a time that is later than that of the request: receive first, which ' +
        'advances the clock, then tick for the answer. A release goes to all, and each removes that ' +
        'request (rules 2 to 4).',
      'Look whether you may enter after **every** message, of whatever kind: a release may be the last ' +
        'that was missing. And `release()` removes the own request from the own queue, too.',
    ],
  },
  {
    word: 'grant-order',
    symptom: 'a request is granted after one that has a greater stamp',
    of: ['mutex/total-order', 'at-once', 'long-run', 'paused-bystander'],
    steps: [
      'Which of the two was known to the process that entered first? If both: why was the wrong one first ' +
        'in its queue? If one: why did it not wait for news of the other process?',
      'All processes sort the same requests in the same way, so they agree on who is next (condition II). ' +
        'Ties of time are frequent: in the beginning all clocks show the same.',
      'Sort by `compareStamps`, not by time alone and not by arrival. Each request gets a new stamp, from ' +
        '`tick()` in `acquire`. No timeout allows you to pass somebody who is silent.',
    ],
  },
  {
    word: 'heard-of',
    symptom: 'a request has a smaller stamp than one of which its process had heard',
    of: ['mutex/happened-before', 'hearsay', 'old-release', 'long-run'],
    steps: [
      'By which messages did news of the first request come to the process that asked later? Which of them ' +
        'did not advance the clock there?',
      'If one request happened before another, it must be granted first (condition II). Only the clock can ' +
        'see to that, and only if **every** message carries a time and **every** receipt uses it (IR2).',
      'Give answers and releases a time as well (the replies of Ricart and Agrawala, too), and call ' +
        '`clock.receive(time)` first thing in `receive`, whatever kind of message it is. Take stamps from ' +
        'that clock, not from `Date`.',
    ],
  },
  {
    word: 'stamp',
    symptom: '`acquire` gives something that is not the stamp of its request',
    of: ['mutex/stamp', 'alone'],
    steps: [
      'With what do you resolve the promise of `acquire`, and is it still the same object as when it was made?',
      'The stamp has the time at which the request was made, by the Lamport clock, and the number of the ' +
        'process that made it, which is `links.me`.',
      'Make the stamp once, `{ time: clock.tick(), process: links.me }`, put that into the queue and into ' +
        'the request, and resolve with it.',
    ],
  },
  {
    word: 'too-many-messages',
    symptom: 'more than 3(n - 1) messages are sent for a request, or some without any',
    of: ['mutex/messages', 'mutex/idle', 'messages', 'alone', 'long-run'],
    steps: [
      'Count by kind for one request of one process, in the timeline: how many requests, answers and ' +
        'releases are there?',
      'One request to each other process, one answer from each, one release to each. Nothing is ever lost ' +
        'on these links, so nothing has to be sent again, and nobody has to say that it is alive.',
      'An answer goes to the process that asked, not to all. A release needs no answer. Remove whatever ' +
        'sends on a timer.',
    ],
  },
  {
    word: 'asked-again',
    symptom: 'a process that asks again right after its release is forgotten, or takes the lock from others',
    of: ['mutex/exclusive', 'mutex/total-order', 'again'],
    steps: [
      'In which order do the release and the next request leave the process, and in which order are they ' +
        'handled by the others?',
      'Links keep order, and rule 4 removes whatever that process has in the queue. So the release must ' +
        'leave before the next request does.',
      'Send in `release()` itself: not in a timer, and not after an `await`. The new request gets a new ' +
        'stamp, which is behind all requests that were answered since.',
    ],
  },
  {
    word: 'standing-still',
    symptom: 'a process is paused, and others do not wait for it',
    of: ['mutex/exclusive', 'mutex/total-order', 'paused-holder', 'paused-bystander'],
    steps: [
      'What makes your process believe that it may go on without the one that is paused: a timer, or a ' +
        'number of answers that is smaller than all?',
      'Nobody can tell a slow process from a dead one. The paused one may hold the lock, or have a request ' +
        'with a smaller stamp on its way. The algorithm waits for it, however long that is (the paper, ' +
        'after the rules).',
      'Remove the timeout, and the notion of a process that counts as dead. When the paused one goes on, ' +
        'it finds all that was sent to it, answers, and everybody goes on.',
    ],
  },
];
