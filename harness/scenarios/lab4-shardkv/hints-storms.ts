import type { Hint } from '../scenario.ts';

/** What goes wrong with late messages, retries and old leaders, and where everything does. */
export const STORM_HINTS: readonly Hint[] = [
  {
    word: 'old-overwrites-new',
    symptom: 'a write is gone after a shard was sent twice, or late',
    of: [
      'old-shard',
      'late-shards',
      'kv/append-missing',
      'kv/two-orders',
      'kv/linearizable',
      'kv/stale-read',
    ],
    steps: [
      'How often did that shard arrive, and for which configuration each time? What stood there when the last copy came?',
      'A copy may arrive after the shard was written here, went on, and even came back. Only the one of the present configuration is wanted, and only once.',
      'Send the number of the configuration along. In `apply`, install a shard only if that is the present number and the shard is still awaited; otherwise change nothing. Say that it is here in both cases.',
    ],
  },
  {
    word: 'twice-after-move',
    symptom: 'an append is done twice when its shard has moved',
    of: ['retries', 'retry-crosses-move', 'lossy-moves', 'kv/applied-twice'],
    steps: [
      'Which two groups did it? What did the second know of the clerk, and was the request the same?',
      'The group that gets a shard must know what was done in it: what tells duplicates belongs to the shard and moves with it. And a request keeps its number wherever it is sent.',
      'Keep the last number of each clerk by shard, in one piece with the values. Give an operation its number once, before the loop that asks groups.',
    ],
  },
  {
    word: 'deposed-leader',
    symptom: 'a leader that was cut off or asleep answers with what is past',
    of: ['deposed-leaders', 'kv/stale-read', 'kv/append-missing', 'kv/linearizable'],
    steps: [
      'Which server gave that answer? Who led its group at that moment?',
      'A leader may have been replaced, and the shard may be elsewhere by now. It finds out only by way of the log (§8).',
      'Answer a get, and confirm a shard, when its own entry was applied. If that does not happen, the request stays open or is refused.',
    ],
  },
  {
    word: 'all-at-once',
    symptom: 'it fails only when much happens at once',
    of: ['shard-storm', 'lossy-churn', 'both-crash', 'crashes-and-changes', 'deleted-lossy'],
    steps: [
      'Run it with `shrink`: which faults are left? Then look which group waits at the end, for what, and who has it.',
      'At any moment the log of a group, and the disks of its majority, must tell all that is still to be done. Each step must be harmless when it is done twice.',
      'Go through the steps of a move: configuration taken, shard sent, installed, confirmed, dropped. Let everybody crash after each: who does the next step, and how does that server know?',
    ],
  },
  {
    word: 'many-shards',
    symptom: 'it works with ten shards, and fails or is slow with a hundred',
    of: ['scale', 'sizes'],
    steps: [
      'Search your code for the number 10, and for loops over all shards or groups that wait for an answer each time.',
      'The number of shards is `shardCount`, in the controller, the groups and the clerks. Shards of different groups have nothing to wait for each other.',
      'Start the handover of each shard, or of all for one group, without waiting for the others. Make no snapshot and copy no configuration for each operation.',
    ],
  },
];
