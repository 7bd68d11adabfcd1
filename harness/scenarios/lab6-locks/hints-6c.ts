import type { Hint } from '../scenario.ts';
import { CONNECTION_HINTS } from './hints-6c-connection.ts';

/** The queue itself: whom to wait for, and how. */
const QUEUE_HINTS: readonly Hint[] = [
  {
    word: 'herd',
    symptom: 'a release wakes many clients, of which one can go on',
    of: ['lock/herd', 'queue-wake-ups', 'shared-wake-ups'],
    steps: [
      'Which node do your waiting clients watch? For each node, count how many watch it.',
      'A client waits for one node only: the one just before its own. No two have the same one just before ' +
        'them, so the end of a node wakes one client (ZooKeeper §2.4, Simple Locks without Herd Effect).',
      'From the children take those whose number is smaller than your own, and of those the one with the ' +
        'largest number. Watch that with `exists`. Of readers, only the last writer before them counts. Do ' +
        'not give `onChange` to `children`.',
    ],
  },
  {
    word: 'too-many-questions',
    symptom: 'the lock takes more and more operations the more clients wait',
    of: ['lock/operations', 'queue-line', 'queue-wake-ups', 'shared-wake-ups'],
    steps: [
      'The failure names the client that asked most, and what. Print a line for each of its operations: ' +
        'which come while it waits? Does it wait at all, also in its second wait?',
      'Whoever waits for a watch asks nothing. An acquire that has to wait takes a create, a children, an ' +
        'exists, and after the notification a children again (ZooKeeper §2.4).',
      'Put no `sleep` between two looks at the queue: give `exists` a function that resolves a promise, ' +
        'and await this promise. It has to be a new promise for each wait: one that has resolved stays so.',
    ],
  },
  {
    word: 'two-at-once',
    symptom: 'a client has the lock while another has it, or while nodes are before its own',
    of: ['lock/exclusive', 'lock/order', 'queue-line', 'queue-wake-ups', 'queue-vanished'],
    steps: [
      'Which names did `children` give before that grant, in which order, and which one is your own?',
      'Names come in no order. Theirs is that of the last ten digits, which the service has added: what ' +
        'stands before them, such as the name of a session, must not count (ZooKeeper §2.4).',
      'Compare `Number(name.slice(-10))`, never whole names. Grant the lock only if you have read the ' +
        'children, and no number is smaller than your own.',
    ],
  },
  {
    word: 'whose-node',
    symptom: 'a client has the lock, and no node',
    of: ['lock/own-node', 'queue-alone', 'queue-line', 'queue-holder-crashes', 'queue-holder-returns'],
    steps: [
      'Which node does that client take for its own? Who made it, when did it go, and who removed it?',
      'Each acquire has a node of its own, from before it looks at the queue until the release: by it ' +
        'the others see that they have to wait (ZooKeeper §2.4).',
      'Forget the own node when you release, so that the next acquire makes a new one. Remove no path but ' +
        'the one that is yours. Do not create `/locks/a`: if it is ephemeral, it goes with its session, ' +
        'and all below it with it. If an answer to a create got lost, see `second-node`.',
    ],
  },
  {
    word: 'woken-too-early',
    symptom: 'a client takes the news that a node has gone for its turn',
    of: ['lock/woken', 'queue-waiter-vanishes', 'shared-vanishes', 'shared-storm'],
    steps: [
      'Whose node ended just before that grant: that of the holder, or of somebody who waited?',
      'That the node before yours is gone does not say that all those before it are (ZooKeeper §2.4, the ' +
        'last line of the recipe leads back to an earlier one).',
      'Make it a loop: read the children, return if nobody is before you, else watch the last of those ' +
        'before you, await its end, and begin again.',
    ],
  },
  {
    word: 'nobody-wakes',
    symptom: 'the lock is free, and whoever is next waits for ever',
    of: ['lock/progress', 'queue-vanished', 'queue-storm', 'shared-storm'],
    steps: [
      'The failure says whether a node stands before the one of the client. If none does: what does the ' +
        'client wait for, and when did that happen?',
      'Between two operations others go on. A watch reports the next change only, so what has changed ' +
        'before it was set is never reported (ZooKeeper §2.1).',
      'Look and watch in one step, with `exists(path, onChange)`. If it says that the node does not exist, ' +
        'do not wait: read the children again.',
    ],
  },
  {
    word: 'a-node-in-the-way',
    symptom: 'a node stands before those who wait, and stands for nobody; or a client has two',
    of: [
      'lock/orphan',
      'queue-line',
      'queue-holder-crashes',
      'queue-holder-returns',
      'queue-waiter-vanishes',
      'queue-waiter-expires',
      'queue-storm',
      'shared-storm',
    ],
    steps: [
      'The failure names the node and its session. Is the client dead, has it released, or does it have ' +
        'two nodes?',
      'A node must go when its client releases, and when its client dies: the service sees to the latter, ' +
        'if the node is ephemeral (ZooKeeper §2.1).',
      'Create with `{ ephemeral: true, sequential: true }`, and remove in `release` the path that `create` ' +
        'gave. If connections got lost, see also `second-node` and `lost-remove`.',
    ],
  },
];

/** Readers and writers. */
const SHARED_HINTS: readonly Hint[] = [
  {
    word: 'readers-alone',
    symptom: 'readers wait for each other',
    of: ['lock/progress', 'shared-readers', 'shared-vanishes'],
    steps: [
      'Which node does the reader wait for that the failure names? What is it the node of?',
      'A reader waits for writers only: for the last write node before its own, and for nothing if there ' +
        'is none (ZooKeeper §2.4, Read/Write Locks).',
      'Begin the names of nodes with `read-` or `write-`. A reader keeps of the nodes before its own those ' +
        'that begin with `write-`, and watches the last of them.',
    ],
  },
  {
    word: 'writer-passed-by',
    symptom: 'a reader comes in past a writer, or a writer past a reader',
    of: [
      'lock/order',
      'lock/exclusive',
      'shared-turns',
      'shared-readers',
      'shared-vanishes',
      'shared-wake-ups',
      'shared-storm',
    ],
    steps: [
      'Which node before its own did the client not wait for? Had that one the lock, or did it wait?',
      'The order of nodes decides, not who has the lock: a reader also waits for writers that wait ' +
        'themselves, and a writer waits for all before it (ZooKeeper §2.4, Read/Write Locks).',
      'Do not ask who holds the lock. A writer does what a QueueLock does. A reader does the same, with ' +
        'read nodes left out of the names.',
    ],
  },
];

export const QUEUES_HINTS: readonly Hint[] = [...QUEUE_HINTS, ...CONNECTION_HINTS, ...SHARED_HINTS];
