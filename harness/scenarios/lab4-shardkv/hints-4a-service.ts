import type { Hint } from '../scenario.ts';

/** The controller as a service: what clerks are told, how often something is done, and what it costs. */
export const CONTROLLER_SERVICE_HINTS: readonly Hint[] = [
  {
    word: 'old-news',
    symptom: 'a query is answered with an old configuration',
    of: ['controller/stale-query', 'controller/linearizable', 'deposed-leader', 'everything', 'storm'],
    steps: [
      'Which server gave that answer, and could it talk to a majority at that time? What made it think that it may answer?',
      'A server that leads in its own eyes may have been deposed without knowing (§8). What it knows is then old, and “there is no such number yet” is something that it cannot know.',
      'Simplest: submit every query like a change, also those for a number, and let `apply` look it up. A number that does not exist gives the newest, neither configuration 0 nor `undefined`. If the configuration was not there after a restart either: see `number-gone`.',
    ],
  },
  {
    word: 'minority-answers',
    symptom: 'a clerk is answered that reaches only a minority of the servers',
    of: ['controller/majority-answers', 'minority'],
    steps: [
      'What was asked, a change or a query? Which server answered, and what had it heard from the others since then?',
      'A leader that is cut off goes on believing that it leads. A change that is in its log may be overwritten, and what it knows may be old: only a majority makes sure of either (§5.4, §8).',
      'Answer a change when `submit` says `applied`, not when the command is in the log. Simplest for queries: submit them, too; whoever leads in its own eyes only cannot commit them.',
    ],
  },
  {
    word: 'undone-again',
    symptom: 'a change that was asked for once is made twice, or comes back after it was undone',
    of: [
      'controller/done-twice',
      'controller/linearizable',
      'lost-answers',
      'late-requests',
      'duplicates',
      'leader-crashes',
      'everything',
      'storm',
    ],
    steps: [
      'The failure names the call, and the configurations that it made. Find both entries in the log that ' +
        'hold this change. Did its clerk send it twice, under which name each time, and who should have ' +
        'noticed?',
      'A join that is done twice looks harmless, until a leave comes between. Each change has a name that is the same whenever it is sent again, and the machine remembers which were made: also across a snapshot (§7, §8).',
      'As in lab 3: the clerk counts its operations before the loop in which it asks; `apply` does a change only if its number is greater than the last one of this clerk. Compare with `>`, not with `!==`. The table is part of the machine, and of its snapshot.',
    ],
  },
  {
    word: 'not-done',
    symptom: 'a join, leave or move was answered and is in no configuration',
    of: [
      'controller/not-done',
      'controller/linearizable',
      'ten-clients',
      'dead-clients',
      'leader-crashes',
      'history',
      'move',
      'no-change',
      'random-changes',
      'shard-counts',
      'unbalanced',
    ],
    steps: [
      'The failure tells the call. Was its command in the log, was it committed, and what did `apply` do ' +
        'with it: was it taken for a duplicate, or refused? If the change is there after all, whoever ' +
        'looked was told something old: see `old-news`.',
      'A call is answered when its command was applied. No two clerks have the same name, ever: not those ' +
        'that start in the same moment, and not the one that ran on this machine before. A call of which ' +
        'only a part has an effect has that effect.',
      'Await `submit`, and answer `applied` only. `crypto.randomUUID()` in the clerk’s constructor: not the time, not a counter. Shard 0 is a shard: `if (!shard)` means something else. A join of a group that is there and one that is not adds the other; the same for leaves.',
    ],
  },
  {
    word: 'no-answer',
    symptom: 'a clerk of the controller has no answer, though a leader is there',
    of: [
      'controller/answered',
      'leader-crashes',
      'lost-answers',
      'deposed-leader',
      'minority',
      'everything',
      'storm',
    ],
    steps: [
      'The failure says how many requests the clerk sent meanwhile. If it is none or one: whom does it wait for, and what could make that one answer?',
      'A deposed leader may keep a request for ever, and a call to a dead server may take 7 s to fail. A ' +
        'clerk must not depend on one server.',
      '`Promise.race` between the call and a `sleep` of some hundred milliseconds; then the next server. ' +
        'When each was asked in vain, wait for about 100 ms. It is the clerk of lab 3 with other operations.',
    ],
  },
  {
    word: 'slow',
    symptom: 'queries take long, one after the other',
    of: ['controller/speed', 'one-at-a-time'],
    steps: [
      'Follow one query on the timeline: where does time pass in which no message is under way?',
      'Nothing on the way of an operation waits for a timer: a command goes to the followers at once, and is answered when it is applied (§5.3).',
      'The clerk asks first whoever answered last, without a pause before. `npm test lab3a only=one-at-a-time` tells whether it is your lab 3; `with=lab2,lab3` runs your lab 4 on ours.',
    ],
  },
  {
    word: 'restless',
    symptom: 'clerks or servers send messages although nobody asks for anything',
    of: ['controller/requests', 'controller/rpcs', 'idle'],
    steps: [
      'Which calls are these, who makes them, and what timer or loop is behind them?',
      'A clerk asks when it is asked. Servers that have nothing to do send heartbeats only.',
      'A `ControllerClerk` keeps no configuration up to date by itself: whoever needs the newest calls ' +
        '`query` (groups do, in 4b). The controller submits nothing that nobody asked for.',
    ],
  },
  {
    word: 'hasty',
    symptom: 'a clerk asks without a pause while nobody leads',
    of: ['controller/haste', 'no-leader'],
    steps: [
      'What does the clerk do when each server has answered at once that it does not lead?',
      'An election takes some hundred milliseconds. Whoever asks all servers every few milliseconds until then only keeps them busy.',
      'Ask each server once; if none leads, `await sleep(100)` before the next round. No pause after an answer that helped, else each operation is slow.',
    ],
  },
  {
    word: 'state-too-large',
    symptom: 'the persisted state of the controller exceeds eight times maxStateBytes',
    of: ['kv/state-size', 'kv/no-snapshot', 'snapshots', 'laggard-leads', 'duplicates'],
    steps: [
      'Is `maxStateBytes` of the controller’s configuration handed on to its `Rsm`? What is written besides the log?',
      'The controller takes snapshots as the service of lab 3 does. All of its configurations are in the ' +
        'snapshot, which has no limit; the rest of Raft’s state has one. `Infinity` means no snapshots.',
      '`new Rsm({ ...config, machine })` hands all of it on. If the state is still too large: ' +
        '`npm test lab3b only=snapshot` looks at your `Rsm` alone.',
    ],
  },
];
