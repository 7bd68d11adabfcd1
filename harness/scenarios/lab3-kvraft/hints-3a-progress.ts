import type { Hint } from '../scenario.ts';

/** The service: what makes it slow, dear or silent. */
export const SERVICE_PROGRESS_HINTS: readonly Hint[] = [
  {
    word: 'no-answer',
    symptom: 'a client has no answer, though a leader is there',
    of: [
      'kv/answered',
      'leader-cut-off',
      'leader-crashes',
      'lossy-minority',
      'partitions',
      'one-way',
      'no-leader',
      'storm',
    ],
    steps: [
      'The failure says how many requests the clerk sent meanwhile. If it is none or one: whom does it ' +
        'wait for, and what could make that one answer?',
      'A deposed leader that is cut off does not know, and may keep a request for ever; a call to a ' +
        'dead server may take 7 s to fail. A clerk must not depend on one server.',
      '`Promise.race` between the call and a `sleep` of some hundred milliseconds; then the next ' +
        'server. On the server: a submission whose leader has lost its office resolves to `not-leader`, ' +
        'also if nothing more comes through the log.',
    ],
  },
  {
    word: 'haste',
    symptom: 'a clerk sends too many requests',
    of: ['kv/requests', 'no-leader', 'calls-per-operation', 'idle'],
    steps: [
      'When does your clerk send the next request: after which answers, and how long after the one before?',
      'While nobody leads, all servers say so at once, and an election takes hundreds of milliseconds. ' +
        'And a slow network is no lost message: an answer may take 120 ms and more.',
      'When each server has been asked once in vain, `sleep` for about 100 ms before the next round. Do ' +
        'not ask again while a call is open that is younger than some hundred milliseconds. Clear what ' +
        'you do not need any more: intervals, loops that go on after the answer.',
    ],
  },
  {
    word: 'chatty-servers',
    symptom: 'servers call each other more than the work needs',
    of: ['kv/rpcs', 'idle', 'calls-per-operation'],
    steps: [
      'Which calls are these, and what is in them? Count appends with entries, appends without, and others.',
      'An idle service sends heartbeats only; a command costs each follower one append, and maybe ' +
        'another that says it is committed.',
      'Submit nothing that nobody asked for: to find out whether you still lead, look at `getState()`. ' +
        'Do not replicate again what is under way. `npm test lab2b only=rpc` looks at your Raft alone.',
    ],
  },
  {
    word: 'slow',
    symptom: 'operations take long, one after the other',
    of: ['kv/speed', 'one-at-a-time'],
    steps: [
      'Follow one operation on the timeline: where does time pass in which no message is under way?',
      'Nothing on the way of an operation waits for a timer: a command is sent to followers at once, ' +
        'and answered when it is applied (§5.3).',
      'Let `apply` resolve the promise of whoever waits, in place of a loop that looks now and then. ' +
        'Raft must send new entries without waiting for the next heartbeat, and apply when the majority ' +
        'has answered. The clerk asks first whoever answered last.',
    ],
  },
  {
    word: 'one-by-one',
    symptom: 'many clients at once are no faster than one',
    of: ['kv/throughput', 'side-by-side'],
    steps: [
      'How many commands are in the log, not yet committed, while twenty clients wait? If it is one: ' +
        'what holds back the others?',
      'A leader need not wait for one command before it takes the next; the log keeps them in order (§5.3).',
      'No `Mutex` around `submit`: each call of a handler may wait by itself. Appends to a follower may ' +
        'carry all entries that have come meanwhile.',
    ],
  },
  {
    word: 'large-values',
    symptom: 'large values travel over the network again and again',
    of: ['kv/bytes', 'large-values'],
    steps: [
      'Which messages carry the values? Count their bytes by kind of message and by sender.',
      'A value goes from the clerk to the leader, and from there to each follower: once each, on a ' +
        'network that loses nothing.',
      'Do not send an entry again while the append with it is under way and young. An append operation ' +
        'takes along what is added, not the whole value. The answer to a write need not hold the value.',
    ],
  },
];
