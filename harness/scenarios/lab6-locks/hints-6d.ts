import type { Hint } from '../scenario.ts';

export const REDLOCK_HINTS: readonly Hint[] = [
  {
    word: 'no-majority',
    symptom: 'a client is told that it holds a lock which too few stores keep for it',
    of: ['redlock/majority', 'redlock-majority-silent', 'redlock-contention'],
    steps: [
      'How many stores does the failure name, and what did the others answer? Print all answers of that ' +
        'try, those that are `null` too.',
      'Only `set` counts. `present` means that somebody else may hold it, and `null` means nothing. The ' +
        'majority is one of all stores, not of those that have answered: any two majorities must have a ' +
        'store in common ("The Redlock Algorithm", step 4).',
      "Count the answers whose `kind` is 'set', and compare: `count > this.stores.length / 2`. With five " +
        'stores that is three, with one store it is one.',
    ],
  },
  {
    word: 'late-answer',
    symptom: 'an answer to an old try is counted for a new one',
    of: ['redlock-late-answers', 'redlock/majority'],
    steps: [
      'Where do you count answers: in a variable of the try, or in a field of the object? Which try is it ' +
        'of when a slow answer comes?',
      'A call whose patience is over is not over: its answer comes some time, and belongs to the value ' +
        'with which it was asked ("The Redlock Algorithm", step 4).',
      'Collect the answers of one try in a list that only this call of `tryAcquire` knows, for instance ' +
        'the result of `Promise.all`, and look at it once.',
    ],
  },
  {
    word: 'time-that-passed',
    symptom: 'the key has expired on stores while its holder still relies on it',
    of: ['redlock/validity', 'lock/exclusive', 'redlock-slow-answers', 'redlock-paused-try'],
    steps: [
      'When did the stores begin to count the time to live, and when did you? The failure says until when ' +
        'the client was told to hold it, and when a majority was lost.',
      'A store may have set the key as soon as the first request was sent. All time since then is gone: ' +
        'validity = time to live - elapsed - drift ("The Redlock Algorithm", steps 1, 3 and 4).',
      'Take `performance.now()` before the first request, and again when the outcome is known. What is ' +
        'left of `ttlMs` after both deductions is `validForMs`; if that is not above 0, it is not held.',
    ],
  },
  {
    word: 'drift',
    symptom: 'the holder’s clock is slower than those of the stores',
    of: ['redlock/validity', 'redlock-drift'],
    steps: [
      'Where does `maxDriftRatio` enter? Which time can be wrong by it: the one that a try takes, or the ' +
        'one that a store counts?',
      'While a store counts `ttlMs`, a client’s clock may show less by that ratio, so it gives up that ' +
        'much of the whole time to live ("The Redlock Algorithm", step 3: the drift that is subtracted).',
      'Subtract `ttlMs * maxDriftRatio`, and one or two milliseconds as clocks count whole ones.',
    ],
  },
  {
    word: 'valid-for',
    symptom: '`validForMs` is negative, above the time to live, or far too small',
    of: ['redlock/valid-for', 'redlock-paused-try'],
    steps: [
      'Print the two times whose difference you take, and the clock they come from. Was the clock set in ' +
        'between, or the client paused?',
      'A lock of which no time is left is not held, however many stores have set the key. The wall clock ' +
        'is no measure of time: somebody may set it (Kleppmann 2016, "Breaking Redlock with bad timings").',
      'Use `performance.now()`, never `Date.now()`. Return `held` only if the difference is above 0, and ' +
        'else take the keys back, as after any failed try.',
    ],
  },
  {
    word: 'not-granted',
    symptom: 'a lock that nobody holds is not granted',
    of: [
      'redlock/granted',
      'redlock-quiet',
      'redlock-slow-answers',
      'redlock-wall-clock',
      'redlock-minority-silent',
    ],
    steps: [
      'What did each store answer to that try? If `present`: whose key is it, and why is it there still?',
      'A majority is enough: up to two of five stores may be silent. Every resource has its own key. Only ' +
        'stores know whether a lock is held, and until when. A store answers within 20 ms on a network that is well; wait that long for it.',
      'The key is the resource’s name. Ask all stores at the same time, each with a patience of 50 to ' +
        '100 ms, and count `set`.',
    ],
  },
  {
    word: 'never-over',
    symptom: 'a try takes too long',
    of: ['redlock/answers', 'redlock-split-vote', 'redlock-minority-silent', 'redlock-majority-silent'],
    steps: [
      'Which store does the try wait for when it ends? A call to a store that is down gives `null` after ' +
        'as much as 7 s. Do you wait for such a store when you take the key back, too?',
      'The patience with one store is small against the time to live, so that a silent one does not hold ' +
        'up the try ("The Redlock Algorithm", step 2). One call of `tryAcquire` is one try.',
      'Let every call race with a timer: `Promise.race([call, sleep(80)])`. Also those that remove. If the ' +
        'lock was not granted, say so; the caller tries again.',
    ],
  },
  {
    word: 'left-behind',
    symptom: 'a key is still set after a try failed or the lock was released',
    of: ['redlock/leaves-nothing', 'redlock-quiet', 'redlock-split-vote', 'redlock-lost-answers'],
    steps: [
      'On which store is it, and what did that store answer when it was asked to set it?',
      '`null` may mean that the key was set and the answer lost. After a failure all stores are asked to ' +
        'remove it, also those that did not seem to set it ("The Redlock Algorithm", step 5).',
      'Ask `removeIfEqual` of every store, with the value of this try: when the try has failed for any ' +
        'reason, and in `release`.',
    ],
  },
  {
    word: 'own-value',
    symptom: 'two tries use the same value',
    of: [
      'redlock/own-value',
      'redlock-late-release',
      'redlock-contention',
      'redlock-split-vote',
      'redlock-storm',
    ],
    steps: [
      'What are your values made of? Can two clients, or two tries of one client, come to the same one?',
      'The value tells whose key it is, so that a release removes only what its own try has set, however ' +
        'late it comes ("Correct implementation with a single instance").',
      '`crypto.randomUUID()`, once in each call of `tryAcquire`. A time, a counter or the client’s name ' +
        'are not enough.',
    ],
  },
  {
    word: 'two-holders',
    symptom: 'two clients hold one lock at the same time',
    of: ['lock/exclusive', 'redlock-contention', 'redlock-storm', 'redlock-late-release'],
    steps: [
      'Both were granted it by three stores, so one store said yes to both. Which, and why was the key of ' +
        'the first one gone there?',
      'A key goes when its time is over, when its value is named by a release, or when its store crashes. ' +
        'The holder must be done before the first; only it may do the second; and a store stays down for ' +
        'longer than any time to live ("Performance, crash-recovery and fsync").',
      'See `time-that-passed` and `drift` for keys that expired, and `own-value` for keys that were removed.',
    ],
  },
  {
    word: 'no-progress',
    symptom: 'clients try again and again, and none is granted the lock',
    of: ['redlock/progress', 'redlock-split-vote', 'redlock-contention', 'redlock-storm'],
    steps: [
      'Look at what the stores keep while everybody fails: are those keys of tries that are over? How long ' +
        'does one try of yours take?',
      'The faster a client asks a majority, the smaller the chance of a split vote; whoever fails takes ' +
        'its keys back at once ("Retry on failure"). The random pause is the caller’s.',
      'Ask all stores at the same time, and remove your keys from all of them before you return `not-held`.',
    ],
  },
  {
    word: 'too-many-requests',
    symptom: 'clients send more requests than a try needs',
    of: ['redlock/requests', 'redlock-quiet'],
    steps: [
      'How many requests does one try send, and how many its release? Count them for one store.',
      'One `setIfAbsent` and one `removeIfEqual` a store are all that the algorithm sends where nothing is ' +
        'lost. A third is allowed.',
      'Ask again only after `null`, and do not try again inside of `tryAcquire`.',
    ],
  },
  {
    word: 'stale-token',
    symptom: 'storage takes an old token, or refuses a new one',
    of: [
      'fencing/stale-write',
      'fencing/refused',
      'fencing/answer',
      'storage/read',
      'fenced-jump',
      'fenced-pause',
    ],
    steps: [
      'These scenarios write to your `FencedStorage` of 6b. Which tokens came, in which order, and what ' +
        'did it answer to each?',
      'Once it has taken a write with some token, it takes none with a smaller one, whoever sends it and ' +
        'whatever the lock says (Kleppmann 2016, "Making the lock safe with fencing").',
      'Remember the largest token of each key, refuse what is smaller without touching the value, and take ' +
        'all else. The hints of 6b say more.',
    ],
  },
];
