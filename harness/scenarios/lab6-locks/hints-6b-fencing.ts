import type { Hint } from '../scenario.ts';

/** Of the storage of lab 6b. */
export const FENCING_HINTS: readonly Hint[] = [
  {
    word: 'stale-write',
    symptom: 'the storage accepts an older token after a newer one',
    of: ['fencing/stale-write', 'fence', 'fenced', 'storm', 'storage/lost-update'],
    steps: [
      'Which tokens did the storage see for this key, in which order, and what did it remember after each?',
      'A token smaller than one that was accepted comes from a client whose lease was followed by ' +
        'another: its write must not happen (Kleppmann 2016, “Making the lock safe with fencing”).',
      'Keep the largest token of each key beside its value. If `token < newest`, change nothing and ' +
        'return `stale-token`; else store both. Compare numbers, not texts.',
    ],
  },
  {
    word: 'refused-write',
    symptom: 'the storage refuses a write that is not too old',
    of: ['fencing/refused', 'fence', 'many-locks', 'fenced'],
    steps: [
      'What is the largest token that this very key was written with? Which one did your storage compare with?',
      'A holder may write several times, with one token. And a key knows nothing of the tokens of ' +
        'other keys: they may belong to other locks (Kleppmann 2016, on fencing).',
      'Compare with `<`, not `<=`, and keep one newest token for each key. A key that was never ' +
        'written refuses nothing. A write that was refused leaves the newest token as it is.',
    ],
  },
  {
    word: 'storage-answers',
    symptom: 'the storage answers something else than it should',
    of: ['fencing/answer', 'storage/read', 'fence'],
    steps: [
      'Compare what the message says of `newest`, or of the value, with the last write that was accepted.',
      '`stale-token` names the largest token that was accepted for this key, so that the client ' +
        'learns how late it is. A read gives what the last accepted write wrote (the contract of ' +
        '`FencedStorage`).',
      'Return `{ kind: "ok" }` or `{ kind: "stale-token", newest }`, with the remembered token, not ' +
        'the one of the write. A refused write leaves the value alone; a key that was never written ' +
        'reads as the empty string.',
    ],
  },
];
