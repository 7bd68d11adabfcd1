import type { Hint } from '../scenario.ts';

/**
 * While one of these fails, a failure of what is staged for one mistake proves little: these show any. When
 * all pass, the questions give way to the hints of the staged scenarios.
 */
const BASICS = ['join-leave', 'eight-groups', 'groups-replaced', 'lossy-moves', 'exchange', 'quick-changes'];

/** What many mistakes look like: questions in order, which lead to the hint on the one that it is. */
export const QUESTION_HINTS: readonly Hint[] = [
  {
    word: 'who-waits',
    symptom: 'an operation has no answer, and nobody seems to be down',
    of: ['shardkv/answered', ...BASICS],
    steps: [
      'Four questions, in this order. (1) “At that moment” says what the clerk heard last, and ' +
        'from whom: does it ask the group that the message names last? (2) On the timeline, in the ' +
        'view Shards: which group has the shard, or waits for it? (3) At which configuration is each ' +
        'of the two groups, and what keeps the slower one there? Let `console.log` say it. (4) Does ' +
        'the group that should hand the shard over still try? Whom does it call, and what is it ' +
        'answered?',
      '(1) Another group, or the same server all the time: `lost-client`. (2) Nobody has it: ' +
        '`shard-nowhere`, `deleted-too-soon`, or `snapshot-of-a-move` after a restart. (3) A group ' +
        'left a number out: `skipped`; it went on before its shards were here: `too-early`; it went ' +
        'back: `old-config`; each waits for the other: `groups-wait`; it takes none in which it is ' +
        'not named: `left-and-idle`. (4) Nobody tries any more: `next-leader`; always the same ' +
        'server: `one-server-only`; the servers of a group disagree: `only-the-leader-knows`; one ' +
        'waits for what is in its log: `in-the-log-already`. Each is a word for `npm run hint lab4b`.',
      'If that does not tell, run what stages one step of a move each, with `only=`: exchange and ' +
        'quick-changes (order), there-and-back and missed-changes (what followers know, empty ' +
        'shards), sender-crashes and receiver-crashes (who goes on), group-away and leave-and-rejoin ' +
        '(configurations). Begin with the one in which the fewest servers crash, and follow one ' +
        'shard: taken away, sent, committed there, confirmed, dropped. The first step that is ' +
        'missing is the mistake.',
    ],
  },
  {
    word: 'lost-write',
    symptom: 'a write that was acknowledged is not read, or a read is older than it may be',
    of: [
      'kv/append-missing',
      'kv/linearizable',
      'kv/stale-read',
      'kv/two-orders',
      'kv/append-order',
      ...BASICS,
    ],
    steps: [
      'Three questions, in this order. (1) Which server acknowledged the write, and did its group ' +
        'have the shard in the configuration that it had applied by then? (2) Was the write in what ' +
        'the group handed over? (3) Which server answered the read, did it have the shard, and what ' +
        'had been put into it since?',
      'A group answers for a shard only from the entry that brings the shard to the entry that ' +
        'takes it away, and all its servers find both in the same place of the log. An answer that ' +
        'no server gave is wrong as well.',
      '(1) It checked on arrival only: `checked-early`; it had given the shard away: `gave-away`; ' +
        'it had not got it yet: `served-early`. (2) No: an entry after the departure was executed, ' +
        'or the copy was made in one server only: `only-the-leader-knows`. (3) A late copy replaced ' +
        'newer values: `old-overwrites-new`; a deposed leader answered: `deposed-leader`; nobody ' +
        'did: `clerk-gave-up`. Each is a word for `npm run hint lab4b`. Run moved-before-applied, ' +
        'old-owner, new-owner and old-shard alone: each stages one of these.',
    ],
  },
  {
    word: 'clerk-gave-up',
    symptom: 'a client has an answer that no server gave',
    of: ['kv/append-missing', 'kv/linearizable', 'clerks-in-vain'],
    steps: [
      'Look under “just before”, or on the timeline, at the last answer that the clerk got before ' +
        'it returned: was it the value, or a refusal, or nothing at all?',
      'A clerk returns when a server has executed its operation, and not before: the empty string ' +
        'is an answer, and says that there is no such key. Groups may be down for as long as they ' +
        'like.',
      'No number of tries is enough: loop until there is an answer. After each round of refusals ' +
        'and silence sleep about 50 ms, ask the controller, and send the same request again.',
    ],
  },
];
