import type { Hint } from '../scenario.ts';

/** MIT's two challenges: what moved away is deleted, and what does not move is served. */
export const CHALLENGE_HINTS: readonly Hint[] = [
  {
    word: 'old-shards',
    symptom: 'groups keep what they gave away',
    of: ['shardkv/storage', 'deleted-after-moves', 'deleted-lossy'],
    steps: [
      'The failure says how much each group has on its disks. What of that belongs to shards that the ' +
        'group does not have any more: in the state machine, or only in what `snapshot` writes?',
      'A shard may be deleted where it came from as soon as the group that has it now has committed it; ' +
        'and it must be, within 3 s, on all servers of the group and out of their snapshots.',
      'Let the receiver say that it has the shard: as the answer to the one who brings it, or in a call of ' +
        'its own when it has fetched it. Then the sender puts a command `forget` into its log, with the ' +
        'number of the configuration and the shard, and all replicas delete it when they apply that.',
    ],
  },
  {
    word: 'left-and-full',
    symptom: 'a group that has left still has its data on disk',
    of: ['shardkv/storage', 'deleted-left-group'],
    steps: [
      'Nobody asks this group for anything. Does it still take configurations, and do its servers still ' +
        'take snapshots? What is in the last one?',
      'A group that is in no configuration goes on like any other: it takes one configuration after the ' +
        'other, through its log, brings away what it gave up, and deletes it.',
      'Look for new configurations whether or not your gid is in the present one. Delete by a command in ' +
        'the log, not only in the memory of the leader: the followers write snapshots of their own. Look ' +
        'at the size of the log after every command that is applied, whatever its kind.',
    ],
  },
  {
    word: 'deleted-too-soon',
    symptom: 'a shard is gone from the old group, and never came to the new one',
    of: ['deleted-unconfirmed', 'deleted-receiver-down'],
    steps: [
      'Find the shard on the timeline: when does the old group delete it, and what has the new group on ' +
        'its disks at that moment, on how many servers?',
      'What one server has received is lost with that server. Only what is committed in the log of the ' +
        'new group will be there, whoever leads it next.',
      'Answer a delivery when `submit` has resolved to `applied`, not when it begins. Delete when that ' +
        'answer is there: an answer `null`, or `not-leader`, or that the group is not that far yet, means ' +
        'to try again later. The list of what is to be handed over belongs to the state machine and its ' +
        'snapshot, so that it survives a restart of all servers.',
    ],
  },
  {
    word: 'unfinished-handover',
    symptom: 'a shard is never handed over, or never deleted, after the leader has changed',
    of: ['shardkv/storage', 'deleted-by-next-leader', 'deleted-lossy'],
    steps: [
      'What does the new leader know of the migration that the old one had begun? Where is it written down?',
      'Whoever leads has to go on, until it is done: the shard may be there already, and only the answer ' +
        'was lost.',
      'Let every leader look again and again at what its state machine has still to hand over (or to fetch, or to confirm), rather than begin once, when it takes the configuration. A delivery of what is there already is answered like the first one: it is there.',
    ],
  },
  {
    word: 'everything-waits',
    symptom: 'a group serves nothing while it waits for one shard',
    of: ['shardkv/unaffected', 'served-sender-down', 'served-hard-to-reach', 'served-throughput'],
    steps: [
      'The failure names the shard and the group that has had it all the time. What does that group answer, and what makes it answer that?',
      'Whether an operation is executed depends on its own shard: is that one here? A group that waits for ' +
        'others, or has yet to bring some away, serves all that it has.',
      'Keep a state for each shard, such as here, awaited, given up, and look at the one of the key. Do not hold a `Mutex` around the taking of a configuration, and do not wait in the loop that applies.',
    ],
  },
  {
    word: 'all-or-nothing',
    symptom: 'shards that have arrived are not used until the last one is there',
    of: ['shardkv/arrived', 'served-partial'],
    steps: [
      'A group gets shards from two others, of which one is down. When is what the other one sent put into ' +
        'the log, and when does it count as here?',
      'Each shard (or all from one group) can be used as soon as it is committed here. Only the next ' +
        'configuration has to wait for all of them.',
      'Fetch from all groups at a time, not one after another, and install what comes by a command of its ' +
        'own. `Promise.all` over all groups waits for the one that is down.',
    ],
  },
  {
    word: 'stuck-behind',
    symptom: 'a group that is down holds up shards that it never had',
    of: ['shardkv/arrived', 'shardkv/unaffected', 'served-others-go-on'],
    steps: [
      'Which group does the shard wait for, and what is that group doing: is it busy with the one that is ' +
        'down?',
      'A group may give a shard to one that is down, and another one to one that is up: neither waits for ' +
        'the other, and the next configuration waits for what has to come, never for what has to leave. ' +
        'And a group that is several configurations behind still has the shards that it has.',
      'Hand over every shard (or every group its shards) by itself, and let the loop that asks for ' +
        'configurations await none of that. Do not ' +
        "refuse a clerk because its configuration is newer than the group's, or older: look at the shard.",
    ],
  },
];
