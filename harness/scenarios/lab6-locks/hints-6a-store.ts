import type { Hint } from '../scenario.ts';

/** The store, and a client's access to it. */
export const STORE_HINTS: readonly Hint[] = [
  {
    word: 'versions',
    symptom: 'one client on a calm network is told something impossible',
    of: ['store/version', 'store/no-key', 'store/one-winner', 'store/refused', 'store-basic'],
    steps: [
      'Take the operation that the failure names and go through `put` by hand. Which version does the key have at that point, and which one does the put name?',
      'A put has one effect or none. At the version of the key it replaces the value, and the version becomes one greater; 0 stands for a key that was never written. Whatever is refused changes nothing (the contract).',
      'Take the present version, or 0. If the put names another one, return `no-key` if there is none, else `version-mismatch`. Else set the value with `version + 1`, and return `ok`.',
    ],
  },
  {
    word: 'odd-keys',
    symptom: 'a key that nobody has written is there, or has a value that is no string',
    of: ['store/answer', 'store/version', 'store/one-winner', 'store-odd-keys'],
    steps: [
      'Which key is it? What does `({})[key]` give for it, without anybody having set it?',
      'Any string is a key, and no key has to do with any other. An object literal has inherited keys, and `if (value)` takes the empty string for nothing (the contract).',
      'Keep values in a `Map`. Ask for `undefined`, or `has`, to know whether there is one; never for whether it is true.',
    ],
  },
  {
    word: 'two-winners',
    symptom: 'two puts with the same version have succeeded',
    of: ['store/one-winner', 'store-race'],
    steps: [
      'Between the line of `put` that compares and the line that writes, is there an `await`? Who else can run there?',
      'A turn is not interrupted, but it ends at each `await`. What was compared before it may be wrong after it.',
      'Let `put` be an ordinary method that returns its answer, without `async`: compare and set in one go.',
    ],
  },
  {
    word: 'store-grows',
    symptom: 'the store remembers more and more, though it has one key only',
    of: ['store/forgets-clients', 'store-forgets'],
    steps: [
      'What does the store keep after a put, besides the value and its version? When is it removed again?',
      'A store that remembers what each client was answered has to do so for ever. Versions make that unnecessary: a put that comes again names a version that is gone.',
      'Remove the table of requests, and the names of clients from what they send. When a retry is refused, the clerk says `maybe`.',
    ],
  },
  {
    word: 'failed-or-not',
    symptom: 'a put is said to have failed, and its value is read afterwards',
    of: ['store/refused', 'store-lost-replies'],
    steps: [
      'How often was this put sent? What did the store do with the first request, and what with the last?',
      'The first request raised the version, and its reply was lost. So the retry is refused because of its own predecessor, and to the clerk this looks as if somebody else had written.',
      "Count the tries of this put. `version-mismatch` on the first is certain; on a later one return `{ kind: 'maybe' }`.",
    ],
  },
  {
    word: 'succeeded-or-not',
    symptom: 'a put is said to have succeeded, and nobody ever reads its value',
    of: ['store/one-winner', 'store-lost-requests'],
    steps: [
      'Which request of this put reached the store, and what was the version by then? Did the retry name the version that the caller gave?',
      "That a retry is refused shows only that the version has changed. It may have been this put, or another client's. And a retry must be the same put: with a newer version it replaces what its caller never saw.",
      'Send key, value and version of the first try again. If the answer to a retry is `version-mismatch`, return `maybe`, and nothing more definite.',
    ],
  },
  {
    word: 'needless-maybe',
    symptom: 'a put gives `maybe` though no retry of it was refused',
    of: ['store/needless-maybe', 'store-basic', 'store-lost-replies', 'store-lost-requests'],
    steps: [
      'Which requests did the clerk send for this put, and what was each answered: `ok`, a refusal, or nothing? Where does it count its tries, and when does that count begin anew?',
      '`maybe` means that a retry was refused for its version (the contract). If there was one try, its answer is certain, and so is `ok`, whichever try it answers. `null` is no answer at all.',
      'Only if `tries > 1` and the answer is `version-mismatch`, return `maybe`; pass on every other answer as it is; after `null` ask again. Let the count be a variable of the call, as in `for (let tries = 1; ; tries++)`, not a field of the clerk.',
    ],
  },
  {
    word: 'a-guess',
    symptom: 'a clerk answers although it cannot have heard anything',
    of: ['store/guess', 'store/stale', 'store-lost-replies', 'store-wild'],
    steps: [
      'What does your loop do with `null`? Is there a number of tries, or a time, after which it gives up?',
      '`null` says nothing about whether the store has done it. The contract has no answer for "I do not know whether it was tried": a clerk asks until it is told.',
      'In `get` and in `put`: `for (;;)`, call, return if there is a reply, else `sleep` and go round again.',
    ],
  },
  {
    word: 'no-answer',
    symptom: 'a get or a put is not answered in time',
    of: ['store/answered', 'store-basic', 'store-lost-replies', 'store-lost-requests', 'store-wild'],
    steps: [
      'How many requests were sent since then, says the failure? If many: what did the store answer? If none: what does the clerk wait for?',
      'Any reply of the store ends the operation, also a refusal. And pauses between tries must stay short enough to be answered within 5 s once the network delivers again.',
      'Return whatever the first reply says. Pause for 50 or 100 ms after a `null`; if pauses grow, give them an upper limit.',
    ],
  },
  {
    word: 'many-requests',
    symptom: 'a clerk asks too often',
    of: ['store/requests', 'store-lost-replies', 'store-lost-requests'],
    steps: [
      'How long does the clerk wait for a reply before it asks again, and how long after a `null`?',
      'A call ends by itself, with a reply or with `null`. Whoever asks again before that, or at once after it, burdens a network that may be slow because of its load.',
      '`await` the call, without a race against a timer, and `sleep(50)` before the next. If you race, let the timer be longer than a reply takes: 60 ms and more.',
    ],
  },
];
