import type { Hint } from '../scenario.ts';

/** The groups: what makes them slow or dear. */
export const SHARD_ECONOMY_HINTS: readonly Hint[] = [
  {
    word: 'slow-operations',
    symptom: 'one operation after the other takes long',
    of: ['shardkv/speed', 'shards-in-turn'],
    steps: [
      'Follow one operation on the timeline: where does time pass in which no message is under way?',
      'Nothing on the way of an operation waits for a timer. A clerk that knows the configuration asks the ' +
        'leader of the right group at once, which answers when the command is applied.',
      'Remember for each group who led it last: a clerk that goes from one shard to another must not search again. Do not ask the controller first. Lab 3 has `one-at-a-time` for what is below.',
    ],
  },
  {
    word: 'one-by-one',
    symptom: 'many clerks of many groups are no faster than few',
    of: ['shardkv/throughput', 'shared-load'],
    steps: [
      'How many commands of a group are in its log and not yet committed, while several clerks wait for it?',
      'Groups work side by side, and so do the operations of one group: the log keeps them in order.',
      'No `Mutex` around `submit`. Whether the shard is here is decided when the command is applied, so ' +
        'there is nothing to protect before that.',
    ],
  },
  {
    word: 'calls-nobody-needs',
    symptom: 'clerks or servers call others more often than their work needs',
    of: ['shardkv/calls', 'shared-load', 'idle-groups', 'clerks-in-vain'],
    steps: [
      'Count the calls by who calls whom and by method, for the time that the failure names. Which of them ' +
        'brought something new?',
      'A clerk asks the controller when it knows no configuration, or its own has proved wrong. A server ' +
        'asks about every 50 ms for the next configuration. An idle group sends heartbeats only.',
      'Keep the configuration in the clerk, and ask for a new one only after an answer that the group does ' +
        'not have the shard, or none at all; `sleep` about 50 ms first. Put a configuration into the log ' +
        'only if it is the next one. Do not call all servers of the controller with every look.',
    ],
  },
  {
    word: 'shards-again',
    symptom: 'shards travel over the network again and again',
    of: ['shardkv/migration-traffic', 'migration-traffic', 'idle-groups'],
    steps: [
      'Which call carries the shards? How often is it made for one shard of one configuration, and what ' +
        'had the one before been answered?',
      'A shard that has arrived is not sent again; one that is under way is not sent a second time. While ' +
        'the other group is down, a try now and then is enough.',
      'Remember which calls are open, by configuration and shard, and begin none for those. If you bring ' +
        'shards, stop when the receiver says that it has them; if you fetch them, when they are in your log.',
    ],
  },
  {
    word: 'slow-moves',
    symptom: 'it takes more than a second until moved shards are served',
    of: ['shardkv/moves', 'shardkv/arrived', 'moves-together'],
    steps: [
      'On the timeline: when do the two groups notice the configuration, when does the first shard arrive, ' +
        'when the last, and when does the clerk ask the right group?',
      'A new configuration is noticed within 100 ms, and shards travel side by side.',
      'Look every 50 ms or so, for configurations and for what is to be handed over. Do not `await` one ' +
        'shard before you begin with the next; or put all shards for one group into one call.',
    ],
  },
];
