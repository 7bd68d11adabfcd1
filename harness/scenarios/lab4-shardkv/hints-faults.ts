import type { Hint } from '../scenario.ts';
import { STORM_HINTS } from './hints-storms.ts';

/** What goes wrong when somebody crashes, or cannot be reached, while shards move. */
const CRASH_HINTS: readonly Hint[] = [
  {
    word: 'shard-nowhere',
    symptom: 'after a crash nobody serves a shard any more',
    of: ['receiver-crashes', 'both-crash', 'deposed-leaders'],
    steps: [
      'Find the group that has the shard in the newest configuration. Does it wait for it? Then who had it before, and when did that group drop it?',
      'A shard may be dropped only when the other group has it on the disks of a majority (Raft §5): no answer, or an answer that it will come, is not enough.',
      'Put the arrived shard into the log of the group that gets it, and confirm when that entry is applied. Drop it, by an entry in the log of the group that gave it, on that confirmation only; otherwise try again.',
    ],
  },
  {
    word: 'next-leader',
    symptom: 'a shard does not move any more once the leader of its group has changed',
    of: ['sender-crashes', 'old-shard', 'there-and-back'],
    steps: [
      'Which server handed the shard over, or asked for it, before the crash? What does the next leader know of it?',
      'What is still to be done must follow from the log, the same on every server: leaders come and go at any moment.',
      'Keep in the machine, and in its snapshot, which shards are to be given to whom and which are awaited. A loop in every server looks there and acts if the server leads.',
    ],
  },
  {
    word: 'one-server-only',
    symptom: 'a group is there, and others do not find its leader',
    of: ['lossy-churn', 'served-hard-to-reach'],
    steps: [
      'Whom does the group that has to hand over, or to fetch, ask? What if that one is down, follows, or is behind?',
      'A configuration names all servers of a group. Any may lead, and one that is cut off from the others may believe so for a while.',
      'Ask one after the other until one says that it is done, each for half a second at most, and begin again. Take “not yet” as a reason to ask the next one too.',
    ],
  },
  {
    word: 'in-the-log-already',
    symptom: 'a new leader waits for a shard that its group has confirmed',
    of: ['unasked'],
    steps: [
      'Look at the log of the leader that waits. Is the entry with the shard there? Is it committed?',
      'A leader may not commit entries of earlier terms by counting (Raft §5.4.2): only together with one of its own term. If no client asks the group for anything, that one never comes.',
      'Let a server that has begun to lead submit a command that changes nothing, once a term. Then everything before it is applied as well.',
    ],
  },
  {
    word: 'snapshot-of-a-move',
    symptom: 'after a restart with snapshots a shard is lost or never arrives',
    of: [
      'kv/append-missing',
      'restart-all',
      'snapshots-restart',
      'missed-changes-snapshot',
      'migration-traffic',
    ],
    steps: [
      'What is in the snapshot of a group: only keys and values, or all that `apply` reads and changes?',
      'Whatever decides later what is served, awaited or handed over must survive, as the log before it is gone (Raft §7).',
      'Save the configuration, the shards with what tells duplicates, which of them are awaited, and what was given up and has not been confirmed, with its number and receiver.',
    ],
  },
  {
    word: 'groups-wait',
    symptom: 'two groups wait for each other for ever',
    of: ['crossing', 'exchange'],
    steps: [
      'Write down for both groups: its configuration, what it waits for, what it has to give. Who could move first?',
      'A group that waits for a shard must still give others what it gave up: giving must depend on nothing that has yet to come.',
      'Let one loop take configurations, which waits for arrivals, and another hand shards over, which never does. No lock is held during a call.',
    ],
  },
];

/** What goes wrong with configurations. */
const CONFIGURATION_HINTS: readonly Hint[] = [
  {
    word: 'skipped',
    symptom: 'a group that was away, or behind, never gets its shards',
    of: ['group-away', 'ring', 'quick-changes'],
    steps: [
      'Which configurations has that group taken, and which has it left out? Was it told of a shard of one that was still to come?',
      'Configurations are taken one at a time, in order: who skips one does not know where its shards are, or gives away nothing. A message of a later one cannot be answered yet.',
      'Ask for number n + 1, and not for the newest. Take it when the shards of n are here. To a shard of a later configuration answer “not yet”, and never that it is here.',
    ],
  },
  {
    word: 'too-early',
    symptom: 'a group goes on to the next configuration, and the shard it waited for is lost',
    of: ['leave-and-rejoin', 'quick-changes'],
    steps: [
      'In which configuration was the group when the shard came? Which one had it been sent for?',
      'A group that gives up a shard must have it: so before it takes the next configuration, all shards of the present one must have arrived.',
      'In `apply`, refuse a configuration as long as anything is awaited. Check it there and not only where you ask the controller: two may be in the log at once.',
    ],
  },
  {
    word: 'old-config',
    symptom: 'a group or clerk goes back to an older configuration',
    of: ['late-configs'],
    steps: [
      'Compare the numbers of the configurations that stand in the log of a group. Do they rise by one each time?',
      'An answer of the controller may be as old as the network likes. Its number tells.',
      'In `apply`: if the number is not that of the present configuration plus one, do nothing. In the clerk, keep the newer one.',
    ],
  },
  {
    word: 'no-controller',
    symptom: 'clients have no answer while the controller cannot be reached',
    of: ['controller-away', 'controller-crash', 'controller/answered'],
    steps: [
      'What does a clerk, or a server, ask the controller for before it answers? Which of its servers does it ask?',
      'Who knows which group has a shard needs no controller: a group that has it serves it. And of the controller any two servers of three can go on.',
      'Let the clerk keep its configuration and ask the controller only after a group has refused or kept silent. Ask the controller’s servers in turn, each for half a second at most.',
    ],
  },
];

export const FAULT_HINTS: readonly Hint[] = [...CRASH_HINTS, ...CONFIGURATION_HINTS, ...STORM_HINTS];
