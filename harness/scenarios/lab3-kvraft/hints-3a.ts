import type { Hint } from '../scenario.ts';

/** The service: what must not be wrong in what clerks are told. */
export const SERVICE_HINTS: readonly Hint[] = [
  {
    word: 'stale-read',
    symptom: 'a client reads a value that is older than one that was answered before',
    of: [
      'kv/append-missing',
      'kv/stale-read',
      'kv/linearizable',
      'kv/majority-answers',
      'deposed-leader',
      'paused-leader',
      'minority',
      'lossy-minority',
    ],
    steps: [
      'Is it the empty string? Then see `empty-answer` first. Which server gave that answer, and could it ' +
        'talk to a majority at that time? What made it think that it may answer?',
      'A server that leads in its own eyes may have been deposed without knowing. Before it answers a ' +
        'read it has to make sure that it still led after the read had come (§8, the last paragraph).',
      'Submit the get like a put: a command in the log, whose result is what `apply` found. The answer ' +
        'goes out when that very command was applied under this leader, and at no other time.',
    ],
  },
  {
    word: 'lease',
    symptom: 'a leader with a lease answers a read too late',
    of: ['kv/append-missing', 'kv/stale-read', 'kv/linearizable', 'clocks', 'paused-leader'],
    steps: [
      'If you have none, see `stale-read`. When did the lease begin, by which clock, and how long did ' +
        'it last in virtual time? And when could the others elect somebody at the earliest?',
      'A lease has to end before anybody else can be elected, however fast other clocks run and slow ' +
        'this one does: between 0.8 and 1.2 times the true speed here. Wall clocks jump (Ongaro’s ' +
        'dissertation, §6.4.1).',
      'Without a lease: put reads into the log. With one: by `performance.now()`, counted from when the ' +
        'messages were sent whose answers give it, not from when the answers were read; shorter than the ' +
        'shortest election timeout by the factor 0.8/1.2 at least; and voters must not vote within that ' +
        'time.',
    ],
  },
  {
    word: 'done-twice',
    symptom: 'an append is in the value twice',
    of: [
      'kv/applied-twice',
      'kv/append-order',
      'kv/linearizable',
      'lost-answers',
      'leader-crashes',
      'lossy',
      'lossy-one-key',
    ],
    steps: [
      'Find both entries in the log that hold this append. Did the clerk send it twice, with which ' +
        'identity each time, and who should have noticed?',
      'Each operation has one name, which is the same whenever it is sent again. The state machine ' +
        'remembers what it has done, so that all servers know the same after the same entries (§8).',
      'The clerk counts its operations before the loop in which it asks, not in it. `apply` compares ' +
        'the number with the last one that it did for this clerk, and does nothing if it is not greater. ' +
        'Both belong to the machine’s state: not to the server, not to the leader.',
    ],
  },
  {
    word: 'two-copies',
    symptom: 'a request that comes twice at once is done twice',
    of: ['kv/applied-twice', 'kv/linearizable', 'twins'],
    steps: [
      'Where do you look for duplicates: when a request comes, or when its command is applied? What ' +
        'does that place know while the first copy is in the log and not yet applied?',
      'Only the order of the log decides which of two copies is the first. A check on arrival is a ' +
        'saving, not a guarantee.',
      'Move the check into `apply`: if the clerk’s number is not greater than the last one that was ' +
        'done, leave the state alone, and give the answer that the operation has to have.',
    ],
  },
  {
    word: 'late-request',
    symptom: 'a request that arrives seconds late undoes a newer one',
    of: ['kv/linearizable', 'kv/applied-twice', 'kv/append-order', 'late-requests', 'wild-requests'],
    steps: [
      'What was the number of the late request, and which number of that clerk was the last one done ' +
        'by then?',
      'A clerk does one thing at a time. So whatever has a number up to the last one that was done has ' +
        'been answered, or will never be asked for again: it must not change anything.',
      'Compare with `<=`, not with `===`. A read needs no check, as its answer is heard only if the ' +
        'clerk still waits for it; if you check it as well, do not answer it with nothing.',
    ],
  },
  {
    word: 'same-name',
    symptom: 'what a client asked for is not done, because another one is taken for it',
    of: [
      'kv/append-missing',
      'kv/linearizable',
      'many-clients',
      'everything',
      'hot-keys',
      'dead-clients',
      'same-moment',
    ],
    steps: [
      'Print the name under which each clerk goes, and when it was made. Are there two with the same?',
      'A clerk’s name must differ from those of all others, ever: also of those that start in the same ' +
        'moment, and of the one that ran on the same machine before it crashed.',
      '`crypto.randomUUID()` in the constructor. Not the time, which all of them share; not a counter ' +
        'in the module, which begins anew on each machine; not a small random number.',
    ],
  },
  {
    word: 'wrong-client',
    symptom: 'a client is told what belongs to another',
    of: [
      'kv/invented',
      'kv/two-orders',
      'kv/append-missing',
      'kv/linearizable',
      'same-moment',
      'places-taken',
    ],
    steps: [
      'By what does your server know which waiting request a result belongs to? Can that be the same ' +
        'for two commands?',
      'An index names a command only together with its term (Log Matching, §5.3): a new leader may put ' +
        'another command where an old one’s stood.',
      'Keep for each waiting request index and term of its entry, and resolve it with the value that ' +
        '`apply` returned for that entry. If an entry with another term is applied at the index: ' +
        '`not-leader`.',
    ],
  },
  {
    word: 'empty-answer',
    symptom: 'a get gives the empty string, or too little, though the key has a value',
    of: [
      'kv/append-missing',
      'kv/stale-read',
      'kv/linearizable',
      'twins',
      'wild-requests',
      'late-requests',
      'lossy',
      'lossy-minority',
      'lone-client',
      'restarts',
      'restarts-in-turn',
    ],
    steps: [
      'Which line gave that answer? Had the machine done this get before? Or was it not asked by way ' +
        'of the log, on a server that has just begun to lead? If the write was never applied: see ' +
        '`answered-early`.',
      'That an operation was done before is a reason not to change the state again, but no reason to ' +
        'answer with nothing. And a new leader may have applied less than is committed (§8): its memory ' +
        'may be old.',
      'In `apply`, read for every get, however often it comes: whichever answer the clerk hears is ' +
        'right. Skip only the writes that were done. And answer a get when its own command was applied.',
    ],
  },
  {
    word: 'answered-early',
    symptom: 'a put or an append was answered, and is not there',
    of: [
      'kv/append-missing',
      'kv/majority-answers',
      'kv/linearizable',
      'one-client',
      'minority',
      'partitions',
      'lone-client',
      'restarts',
      'restarts-in-turn',
      'storm',
      'one-way',
    ],
    steps: [
      'Which server answered the write, and was its command committed then? What did `submit` give? If it ' +
        'was applied before it was answered, the read is wrong: see `empty-answer` and `stale-read`.',
      'A request is answered after its command was applied, and then only with what came of it. ' +
        '`not-leader` means that nobody knows: the clerk has to ask again.',
      'Await `submit`. Only `applied` becomes an answer; everything else tells the clerk to go on, and ' +
        'the clerk must not take that, or `null`, for success.',
    ],
  },
  {
    word: 'torn-append',
    symptom: 'appends of different clients overwrite each other',
    of: ['kv/append-missing', 'kv/linearizable', 'lossy-one-key', 'hot-keys'],
    steps: [
      'How many commands stand in the log for one append? What may come between them?',
      'Each operation takes effect at one moment (Herlihy and Wing). An append that reads first and ' +
        'puts then has two.',
      'Make append an operation of its own in the log. `apply` reads the old value and writes the new ' +
        'one in one go.',
    ],
  },
  {
    word: 'odd-keys',
    symptom: 'an unusual key or value is not kept, or changes',
    of: ['kv/answer', 'kv/invented', 'kv/linearizable', 'lab/exception', 'odd-keys', 'one-client'],
    steps: [
      'What does your machine give for a key that was never written, and for the key `constructor`?',
      'Any string may be a key or a value, the empty one too. A key that was never written is worth the ' +
        'empty string (the contract).',
      'Keep the values in a `Map`, not in an object, which has properties of its own from the start. ' +
        'Read with `values.get(key) ?? ""`; do not test with `if (value)`.',
    ],
  },
];
