import type { Hint } from '../scenario.ts';

/** The controller: what must not be wrong in a configuration. */
export const CONFIG_HINTS: readonly Hint[] = [
  {
    word: 'no-config',
    symptom: 'what a query resolves to is no configuration',
    of: ['controller/answer', 'shard-counts', 'no-change', 'basic'],
    steps: [
      'The failure says which field is wrong. Where is it made, and what happens to it between there and ' +
        'the clerk: in the command, in the snapshot, in the reply?',
      'A configuration has `number`, `shards` with one gid for each of `shardCount` shards, and `groups`, ' +
        'a `Map` from gid to the names of its servers (contract). The number of shards is not always ten.',
      'Make configuration 0 of `Array(shardCount).fill(0)`. In `move`, look whether there is such a shard before you write to it: `shards[10] = gid` makes an array of ten longer. A `Map` travels as it is; an object in its place has strings for keys.',
    ],
  },
  {
    word: 'lost-shard',
    symptom: 'a shard is in a group that there is not, or in none although there are groups',
    of: ['controller/valid', 'rejoin', 'no-change', 'basic'],
    steps: [
      'Print the shards and the gids before and after the change that made this configuration. Who was to ' +
        'take the shard?',
      'While there are groups, every shard is in one of them. When the last has left, every shard is in ' +
        'group 0. In configuration 0 it is so from the beginning, and for ever.',
      'When groups leave, their shards are free, as if they were in group 0: deal out all that are free. With no groups left, all are 0. A move to a group that there is not does nothing. If configuration 0 has groups: you have changed it in place, see `history-changes`.',
    ],
  },
  {
    word: 'history-changes',
    symptom: 'an old configuration is not what it was',
    of: ['controller/config-changed', 'controller/first-config', 'controller/same-config', 'history', 'move'],
    steps: [
      'Has the same server given both? If not, see `replicas-differ` too. If so, or if configuration 0 is ' +
        'not empty any more: which line has changed an array or a map that an old configuration holds?',
      'A configuration never changes once it has a number. Two of them must not share an array or a map ' +
        'that anybody writes to.',
      'Make new ones: `new Map(old.groups)`, `[...old.shards]`, `old.shards.with(shard, gid)`. A spread of ' +
        'the whole configuration, `{ ...old }`, is not enough: it copies the references.',
    ],
  },
  {
    word: 'number-gone',
    symptom: 'a number that exists is not given, or is given to another configuration',
    of: ['controller/every-number', 'controller/number-reused', 'history', 'snapshots', 'laggard-leads'],
    steps: [
      'Which server answered, and how many configurations did it hold then? Had it restarted, or been sent ' +
        'a snapshot, before?',
      'No configuration is ever forgotten: those who lag behind in 4b need every one of them. And a ' +
        'server that does not have a number yet cannot know that nobody has.',
      'Keep all of them, by number, in the machine and in its snapshot; after `restore` the newest is the last of those. Every query goes through the log: only then does “not there” mean that it does not exist.',
    ],
  },
  {
    word: 'more-than-one',
    symptom: 'a configuration differs from the one before by nothing, or not by just what was asked for',
    of: [
      'controller/no-effect',
      'controller/nobody-asked',
      'controller/one-change',
      'basic',
      'no-change',
      'several-at-once',
      'move',
      'rejoin',
    ],
    steps: [
      'Which call made this configuration, and what was it to change? Did it take effect at once, or ' +
        'piece by piece? Compare gids and server names with those of the call.',
      'Each join, leave or move that has an effect makes just one configuration, however many groups it names; one without effect makes none. A move changes one shard, and a group that is there keeps its servers.',
      'Take all groups of the call together, then ask: did a group come, or go? If not, return. No ' +
        '`rebalance` in `move`, which returns if the shard is there already, or if there is no such group ' +
        'or shard. In `join`, skip the gids that are there, and leave the names of servers in their order.',
    ],
  },
  {
    word: 'replicas-differ',
    symptom: 'two servers give different configurations of the same number',
    of: [
      'controller/same-config',
      'controller/one-change',
      'controller/number-reused',
      'each-leads',
      'snapshots',
      'laggard-leads',
      'everything',
      'storm',
    ],
    steps: [
      'Print what `rebalance` is given and what it gives, on both servers, for the first number in which ' +
        'they differ. Are the arguments the same, in the same order?',
      'Each replica makes its configurations by itself from the same log (Raft §2). So they may depend on the log only: not on chance or the time, and not on the order in which this server has come to know things. A `Map` keeps the order of insertion, and one that went through a snapshot may have another.',
      'Sort before you choose, by something of which no two are equal: by the number of shards, and where ' +
        'that is the same, by gid. No `Math.random()` and no `Date.now()` in anything that `apply` calls. ' +
        'What is not in the snapshot must not matter: all configurations are in it, by number (see `number-gone`).',
    ],
  },
  {
    word: 'not-balanced',
    symptom: 'after a join or leave one group has two shards more than another',
    of: ['controller/balanced', 'random-changes', 'shard-counts', 'unbalanced', 'several-at-once'],
    steps: [
      'How many shards did each group have before this change? Had a move heaped them up, and are there more groups than shards?',
      'After each join and leave the largest group has at most one more than the smallest, whatever it was ' +
        'like before. With more groups than shards each has one or none.',
      'With n groups each gets `Math.floor(shardCount / n)`, and `shardCount % n` of them one more. Or: ' +
        'deal out what is free to the smallest group, and then, while the largest has at least two more ' +
        'than the smallest, let it give one to it. Do that after every join and leave, for all groups.',
    ],
  },
  {
    word: 'too-many-moves',
    symptom: 'more shards have moved than balance takes',
    of: ['controller/fewest-moves', 'random-changes', 'shard-counts', 'unbalanced', 'several-at-once'],
    steps: [
      'The failure names a shard that could have stayed. Why did your code take it away?',
      'A shard moves if its group has left, or has more than it may keep; no other does. Where not all ' +
        'groups can have equally many, those that have most now are the ones to keep one more.',
      'Give the larger shares to the groups that hold most, then let each shard stay as long as its group ' +
        'has room, and put what is left where room is left. Or take one at a time from the largest group ' +
        'for the smallest, and stop as soon as they differ by one.',
    ],
  },
];
