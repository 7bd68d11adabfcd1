import type { Hint } from '../scenario.ts';

/** What goes wrong with who serves a shard. */
const OWNER_HINTS: readonly Hint[] = [
  {
    word: 'gave-away',
    symptom: 'a client that has not heard of a move reads the past, or its write is lost',
    of: ['kv/append-missing', 'kv/stale-read', 'kv/two-orders', 'kv/linearizable', 'old-owner'],
    steps: [
      'Which group gave that answer, and in which configuration was it then? Who had the shard?',
      'A group serves what its own log says that it has: from the entry on that takes a shard away, ' +
        'it must refuse every operation on it, whatever the client believes.',
      'When `apply` comes to the new configuration, take the shard out of what is served, on all ' +
        'replicas, and answer `wrong-group` to every operation after it. What is kept for the ' +
        'handover is a copy that nobody asks.',
    ],
  },
  {
    word: 'checked-early',
    symptom: 'a write is acknowledged, and lost, when its shard moves at that very moment',
    of: ['kv/append-missing', 'kv/linearizable', 'moved-before-applied'],
    steps: [
      'Where do you look whether the shard is here: when the request comes, or when its entry is ' +
        'applied? What may stand in the log between the two?',
      'Only the order of the log decides whether an operation is before the move or after it. What ' +
        'the leader has applied when a request comes is older than the log that the request is put ' +
        'into.',
      'In `apply` of an operation look first whether its shard is here, and if not, change nothing ' +
        'and return `wrong-group` as its result. A check on arrival may stay, as a saving.',
    ],
  },
  {
    word: 'served-early',
    symptom: 'a group answers for a shard as if it were empty',
    of: ['kv/append-missing', 'kv/linearizable', 'new-owner', 'static-shards'],
    steps: [
      'Had the shard arrived when the group answered? What does your code take for the sign that it ' +
        'may serve it: the configuration, or the shard?',
      'A shard that was in another group before is served only from the log entry on that brings ' +
        'its data. Only one that nobody had, in the first configuration, begins empty.',
      'Keep a state for each shard: here, awaited, or not ours. A configuration makes a shard ' +
        'awaited, its arrival makes it here, and only that is served; otherwise answer `wrong-group`, ' +
        'never the empty string.',
    ],
  },
  {
    word: 'wrong-shard',
    symptom: 'one group answers for another, or does not answer for its own shards',
    of: ['shardkv/owner-answers', 'static-shards'],
    steps: [
      'Print key, shard and gid where the clerk chooses a group, and where a server looks whether it may answer.',
      'Which shard a key is in is not yours to decide: `shardOf` says it, and clerks and servers ' +
        'must use the same. Which group has it stands in the configuration, under `shards`.',
      '`config.shards[shardOf(key)]` is the gid, and `config.groups.get(gid)` its servers. Do not ' +
        'look at the letters of a key, and do not ask any other group.',
    ],
  },
  {
    word: 'odd-world',
    symptom: 'it fails with other numbers of shards or servers, or with odd keys',
    of: ['sizes', 'scale', 'served-others-go-on', 'moves-together'],
    steps: [
      'Search your code for 3 and 10, and for objects that are used as maps.',
      'There are `shardCount` shards, and a group has as many servers as the configuration names. Every ' +
        'string is a key, the empty one and `__proto__` among them.',
      'Loop over `config.shards` and over the names of a group. Keep keys in a `Map`, and ask ' +
        '`has`, or compare with `undefined`, rather than whether a key or value is true.',
    ],
  },
];

/** What goes wrong with what moves. */
const CONTENT_HINTS: readonly Hint[] = [
  {
    word: 'copy-after-return',
    symptom: 'a copy of an old request changes a shard that has been elsewhere meanwhile',
    of: ['kv/applied-twice', 'kv/linearizable', 'kv/append-order', 'late-copies'],
    steps: [
      'By which group was the request done first, and by which again? What did that one know of ' +
        'this clerk, and from where?',
      'What tells duplicates belongs to a shard, moves with it, and replaces what was known of that ' +
        'shard before. Of other shards it says nothing: the arriving table may be older than theirs.',
      'One table a shard, or one a key, that goes out and comes in with the values. If you keep one ' +
        'for the whole group, merge what arrives, and keep the higher number of each clerk.',
    ],
  },
  {
    word: 'only-the-leader-knows',
    symptom: 'after an election a group has lost a shard, or serves one that it gave away',
    of: ['kv/append-missing', 'kv/stale-read', 'kv/two-orders', 'missed-changes', 'there-and-back'],
    steps: [
      'Compare what two servers of the group know after they have applied the same entries: their ' +
        'configuration, the shards that are here, those that are awaited. Who told the followers?',
      'All that decides who serves what has to change by entries in the log: the next configuration ' +
        'and the arrival of a shard as much as a put (Raft §8).',
      'The leader asks the controller and talks to other groups, and then submits what it has got: ' +
        '`configure` with the configuration, `install` with the shard. Only `apply` changes the state.',
    ],
  },
  {
    word: 'shared-object',
    symptom: 'appends are there twice after a server has come back',
    of: ['kv/applied-twice', 'kv/linearizable', 'missed-changes'],
    steps: [
      'Does your state machine change an object that came out of a command: a map of values, for ' +
        'instance? Whose is that object?',
      'A command stays in the log after it was applied. It is saved again, and sent to those who ' +
        'are behind: whoever changes it changes history.',
      'Copy what a command brings before you keep it: `new Map(delivery.values)`. Copy a departing ' +
        'shard too, before anything can be written to it.',
    ],
  },
  {
    word: 'empty-shard',
    symptom: 'a shard without keys never arrives',
    of: ['static-shards'],
    steps: [
      'What does a group hand over for a shard in which there is no key? And what does the other ' +
        'group take for the sign that the shard has come?',
      'An empty shard moves like any other. It may even hold something: which requests were done there.',
      'Go by the list of shards in the configuration, not by the keys that there are. Send an empty ' +
        'map; do not leave it out.',
    ],
  },
];

/** What goes wrong with finding a group. */
const PROGRESS_HINTS: readonly Hint[] = [
  {
    word: 'lost-client',
    symptom: 'a client asks for ever and does not find the group that has its shard',
    of: ['join-leave', 'eight-groups', 'retries', 'old-owner'],
    steps: [
      'The failure says how many requests the clerk has sent since then, and under “at that ' +
        'moment” what it heard last, and from whom. Is that the group that has the shard?',
      'A group that refuses, or of which nobody answers, may have lost the shard: then the ' +
        'controller knows more. A server that does not lead says nothing of its group: then the next ' +
        'server may.',
      'In a loop: choose the group by the last configuration, ask each of its servers once, until ' +
        'one has an answer. If none has, or the group refuses, wait a moment, ask the controller for ' +
        'the newest configuration, and begin again with the same request.',
    ],
  },
  {
    word: 'left-and-idle',
    symptom: 'a group that leaves keeps its shards from the others',
    of: ['join-leave', 'groups-replaced'],
    steps: [
      'Does the group that has left take the configuration in which it is not named any more?',
      'Who leaves has to hand over everything, by that very configuration. And it must follow all ' +
        'later ones: it may come back, and must not believe then that it still has what it had.',
      'Take each configuration by its number, whether your gid is in `groups` or not. For each ' +
        'shard compare its gid before and after with yours.',
    ],
  },
];

export const MOVE_HINTS: readonly Hint[] = [...OWNER_HINTS, ...CONTENT_HINTS, ...PROGRESS_HINTS];
