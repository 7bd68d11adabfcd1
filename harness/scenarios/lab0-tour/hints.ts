import type { Hint } from '../scenario.ts';

export const TOUR_HINTS: readonly Hint[] = [
  {
    word: 'counted-twice',
    symptom: 'messages get lost, and the counter is higher than it should be',
    of: ['counter/counted-twice', 'lossy'],
    steps: [
      'Look at the last two requests that the server got: they are about one increment. What could the server have looked at, to know the second from a new increment?',
      'All requests for one increment must say the same, and requests for two increments must differ (Birrell and Nelson 1984, §3.2). Who asks is not enough: one client increments many times.',
      'Let the client count its calls of `increment`, once before its loop, and send that number with every try. Let the server keep, in a Map by client, the number it has counted last and what it answered. A request whose number is not larger gets that answer again, and nothing is counted.',
    ],
  },
  {
    word: 'late-copies',
    symptom: 'retries are counted once, but old copies that come late are counted again',
    of: ['counter/counted-twice', 'late'],
    steps: [
      'In the last line that says `gets`, look at which increment the request is for. Which one does the server remember for that client by then?',
      'Requests can overtake each other. Whatever is older than the newest increment of a client has been counted too, and its client has its answer.',
      'Compare the numbers with `<=`, not with `===`. What an old request is answered makes no difference: nobody waits for it. With random names for increments you would have to remember all of them.',
    ],
  },
  {
    word: 'forgotten-at-crash',
    symptom: 'all is well until the server crashes, then an increment is counted again',
    of: ['counter/counted-twice', 'crash'],
    steps: [
      'Open the timeline and look at what the disk of the server holds when it starts again. The counter is there. What else did the server know before the crash?',
      'That an increment is in the counter, and that it has been counted, must survive together: both or none, wherever the crash comes. It can come between two saves.',
      'One `this.persister.save(encode({ value, counted }))`, after both have changed and before the answer is returned. The constructor takes both back.',
    ],
  },
  {
    word: 'lost',
    symptom: 'the counter is lower than what clients have been told',
    of: ['counter/lost', 'counter/read'],
    steps: [
      'Look for the crash before the failure. What was on the disk by then, and what had been answered?',
      'An answer is a promise: what it says must be on the disk before it leaves. So must whatever keeps a retry from being counted, but never without the count itself.',
      'First change the counter and what you remember, then save both at once, then return the answer: no `await`, no callback and no second `save` between them. Does the constructor read all of it?',
    ],
  },
  {
    word: 'same-answer',
    symptom: 'two increments were told the same value, or a value that cannot be',
    of: ['counter/answer', 'counter/value', 'crowd', 'quiet'],
    steps: [
      'Find the first answer to that increment, the one that was lost. What did it say, and what does the second one say? Who else was counted meanwhile?',
      '`increment` gives what the counter became by it. A retry must get the answer that was lost, whatever the counter is by now; and each client has numbers of its own.',
      'Remember `{ number, value }` for each client, and answer a retry with that `value`, not with `this.value`.',
    ],
  },
  {
    word: 'no-answer',
    symptom: 'a client does not get its answer',
    of: ['counter/answered', 'hour'],
    steps: [
      'How many requests did the client send, says the failure? What does your loop do with `null`?',
      '`null` says nothing about whether the server has counted, so the client must go on asking, as long as it takes: the server may be down for an hour.',
      '`for (;;)`: ask; if there is a reply, return its value; else `await sleep(100)` and ask again with the same arguments. No limit on the number of tries, and no pause that grows beyond some seconds.',
    ],
  },
];
