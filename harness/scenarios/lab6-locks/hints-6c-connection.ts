import type { Hint } from '../scenario.ts';

/** Sessions that end, and connections that get lost. */
export const CONNECTION_HINTS: readonly Hint[] = [
  {
    word: 'not-rejected',
    symptom: 'the session has expired, and an acquire goes on for ever',
    of: ['lock/expiry', 'queue-waiter-expires', 'queue-holder-returns'],
    steps: [
      'What does the client wait for or ask at that moment? From then on each operation gives `null`, and ' +
        'no watch fires any more.',
      'When a session expires its node is gone, and with it the place in the queue (ZooKeeper §2.1). So ' +
        'whatever waits must end: acquire rejects.',
      'Wherever you wait for a watch, wait for the event `abort` of `session.expired` as well. Wherever ' +
        'you ask again after `null`, call `session.expired.throwIfAborted()` first. It may have aborted ' +
        'before you began.',
    ],
  },
  {
    word: 'dead-session',
    symptom: 'a lock is granted to a client whose session has expired',
    of: ['lock/dead-session', 'queue-waiter-expires'],
    steps: [
      'What made your acquire go on: news of a node, an answer, or the end of the session?',
      'After the end of its session a client has no node: others have the lock, whatever it believes ' +
        '(ZooKeeper §2.1).',
      'Whoever wakes looks at `session.expired.aborted` first, and throws. Only an answer that is not ' +
        '`null` and shows your own node as the first can grant the lock.',
    ],
  },
  {
    word: 'second-node',
    symptom: 'the answer to a create was lost, and nobody gets the lock any more, or two do',
    of: [
      'lock/progress',
      'lock/orphan',
      'lock/own-node',
      'lock/order',
      'lock/exclusive',
      'lab/exception',
      'queue-lost-create',
      'queue-storm',
    ],
    steps: [
      'How many nodes does that client have? Which one does it take for its own, and who made that?',
      '`null` says that nobody knows. The node may exist, and live as long as the session; whoever makes ' +
        'another one waits for its own first. So each node must tell whose it is: by a name that no other ' +
        'client has. `lock-`, a time or a small random number is none.',
      'Put `session.id`, or a random name of this acquire, into the name before the number. After `null` ' +
        'read the children: if one begins with that name, it is yours; only if none does, create again.',
    ],
  },
  {
    word: 'lost-remove',
    symptom: 'a release gets lost, and the node stays, or the release never ends',
    of: ['lock/orphan', 'lock/release', 'queue-lost-remove', 'queue-holder-returns', 'shared-storm'],
    steps: [
      'What did `remove` give, and what did `release` do with it? What will a second remove give if the ' +
        'first was executed?',
      'After `null` the node may still be there, and its session lives: nobody else will remove it. If it ' +
        'is gone, the answer is `no-node`, which is what you wanted.',
      'Ask again while the answer is `null` and the session lives, with a short pause. `ok` and `no-node` ' +
        'end the loop, and so does `session.expired.aborted`: from then on each answer is `null`.',
    ],
  },
  {
    word: 'nothing-is-no-answer',
    symptom: 'the answer to a question was lost, and a client took that for a free lock',
    of: ['lock/exclusive', 'lock/order', 'queue-lost-questions'],
    steps: [
      'What do your lines do with `null` from `children` and from `exists`? Look for `?.` and `??`.',
      'A lost answer is no empty queue and no missing node. Reading changes nothing, so it can be asked ' +
        'again as often as it takes.',
      'Write one function that takes a question, asks it until the answer is not `null`, and gives up only ' +
        'when the session has expired. Use it for all but `create`.',
    ],
  },
];
