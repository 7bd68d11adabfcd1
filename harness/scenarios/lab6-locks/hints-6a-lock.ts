import type { Hint } from '../scenario.ts';

/** The lock on the store. */
export const LOCK_HINTS: readonly Hint[] = [
  {
    word: 'never-free',
    symptom: 'a lock that was released, or never made, is not acquired again',
    of: ['lock/progress', 'lock-alone', 'lock-two'],
    steps: [
      'What is the key of this lock, which version does it have, and which one do your puts name? Does another lock use the same key?',
      'A key that was never written has version 0, and each put raises it by one: an acquire and a release make two. A put has to name the version that goes with the value that it replaces.',
      'Put at the version that the last `get` gave (0 after `no-key`), and release at that version plus one. Use the name of the lock as the key.',
    ],
  },
  {
    word: 'two-holders',
    symptom: 'two clients hold the lock',
    of: ['lock/exclusive', 'lock-two', 'lock-crowd', 'lock-lossy'],
    steps: [
      'See in the story who wrote the key last, and at which version. What did the second client read before its put, and what was it answered?',
      'A client holds the lock if its own put took the place of the free value that it saw. For that, value and version must come from one `get`; the put must be answered `ok`; the value must be one that no other client writes; and an acquire begins only when the last release has ended.',
      'One `get`, then `put(name, me, version)` with the version of that very answer. `me` is made by `crypto.randomUUID()`: clients that start together have the same `Date.now()`, and each has a module of its own, in which a counter begins at the same number. `await` the put of `release`.',
    ],
  },
  {
    word: 'not-dead-but-slow',
    symptom: 'a lock is taken from a client that has held it for long',
    // Not by the rule: where two hold a lock that nobody holds for long, they have another reason.
    of: ['lock-patience', 'lock-late'],
    steps: [
      'After how long, or how many looks, does your `acquire` put its name over that of another client?',
      'A holder that is silent may be paused, and goes on as the holder. In this part nobody may take its lock, for as long as it takes.',
      'Put only over the free value. How to take a lock from the dead without harm is the subject of 6b.',
    ],
  },
  {
    word: 'stuck-after-maybe',
    symptom: 'after a lost reply nobody gets the lock any more',
    of: ['lock/progress', 'lock-lost-replies', 'lock-maybe', 'lock-lossy', 'lock-late'],
    steps: [
      "Whose name stands in the key? Is it that of a client that still waits? What was that client's put answered?",
      'After `maybe` the lock may be your own. If you only wait until it is free, you wait for yourself. And whoever finds out that it holds the lock has to know the version for its release.',
      'After `maybe`, `get` once more. If the value is your own name, you hold the lock, at the version that this `get` gave: remember it for the release. If not, go on waiting.',
    ],
  },
  {
    word: 'maybe-is-not-yes',
    symptom: 'two clients hold the lock after a request was lost',
    of: ['lock/exclusive', 'lock-lost-requests', 'lock-maybe'],
    steps: [
      "The put of the second client was answered `maybe`. What stood in the key at that time: that client's name, or that of another?",
      '`maybe` is no success: the version may have been raised by somebody else. Only the value tells, and only if no two clients write the same one.',
      'After `maybe`, `get`, and compare the value with your own name. Never free a lock "to be sure" after `maybe`: it may be somebody else’s.',
    ],
  },
  {
    word: 'release-of-others',
    symptom: 'a release frees the lock that somebody else has by now',
    of: ['lock/exclusive', 'lock-lost-replies'],
    steps: [
      'What did the put of the release give, and what did the client do then? Had the first try of it freed the lock already?',
      'While you hold the lock nobody else writes the key. So if a retry of your release is refused, your first try has taken effect, the lock is free, and may have a new holder.',
      'One `await clerk.put(name, free, versionThatYouHold)`, and done: `ok` and `maybe` mean the same here. Read no newer version for it, and do not return before it is answered.',
    ],
  },
  {
    word: 'release-waits',
    symptom: 'a release does not return although the lock has a new holder',
    of: ['lock/answered', 'lock-lost-replies'],
    steps: [
      'What does the release wait for after its put? Is that sure to happen while somebody else holds the lock?',
      'A release has ended as soon as this client does not hold the lock any more. Whether the lock is free or has the next holder is nothing to it.',
      'Do not wait until the value is the free one. If you check at all, wait until it is not your own name.',
    ],
  },
  {
    word: 'hasty-waiting',
    symptom: 'a client that waits for a lock sends too many requests',
    of: ['lock/requests', 'lock-patience'],
    steps: [
      'What does `acquire` do when it finds the lock held: how long until the next `get`?',
      'A `get` that is followed by the next one at once takes 4 ms here: 250 a second, of every client that waits. They slow down the one that wants to release.',
      '`await sleep(50 + 100 * Math.random())` before looking again. Chance keeps clients from looking all at once.',
    ],
  },
  {
    word: 'sleepy-waiting',
    symptom: 'a lock was held for long, and nobody gets it when it is free',
    of: ['lock/progress', 'lock-patience'],
    steps: [
      'How long did the clients that wait pause between their last looks at the key?',
      'A pause that doubles each time is, in the end, as long as all the waiting before it. Somebody has to notice within 5 s that the lock is free.',
      'Give the pause an upper limit: `Math.min(2 * pauseMs, 500)`.',
    ],
  },
  {
    word: 'dead-in-line',
    symptom: 'a client that waits dies, and nobody gets the lock any more',
    of: ['lock/progress', 'lock-patience'],
    steps: [
      'Does the value of the key say who waits? Is one of them the client that has died?',
      'A client that waits may die at any moment, and must harm nobody by that (the contract). If it stands in a line, the lock is handed to the dead.',
      'Keep no line in this part: the value says who holds the lock, or that it is free. Whoever finds it free may take it. Lines are the subject of 6c, where a service removes the dead.',
    ],
  },
];
