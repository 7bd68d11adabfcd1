import type { Hint } from '../scenario.ts';

/** `Rsm` without snapshots: who gets which answer, and when. */
export const REPLICATION_HINTS: readonly Hint[] = [
  {
    word: 'wrong-result',
    symptom: 'a submission is answered with the result of another command',
    of: ['rsm/result', 'rsm/answered-early', 'rsm-index-reused', 'rsm-restart-submit'],
    steps: [
      'When an entry is applied, how do you find out who waits for it? What do you compare?',
      'An index says where an entry stands, not which one it is: another leader’s entry may be committed ' +
        'there. Index and term together name one entry (Log Matching, §5.3).',
      'Keep index and term of what `raft.start` returned. When an entry is applied at that index, resolve ' +
        'with its result if the terms are equal, and with `not-leader` otherwise.',
    ],
  },
  {
    word: 'waits-after-office',
    symptom: 'submissions of a leader that was deposed are never answered',
    of: ['rsm/answered', 'rsm-minority', 'rsm-nothing-follows', 'rsm-leader-fails'],
    steps: [
      'Which of your lines resolve a submission? For each, what has to happen first, and must it ever ' +
        'happen? If the server leads again by now, see `led-twice`.',
      'The entries of a deposed leader may never be applied, and no others need come at their indexes. ' +
        'Raft does not tell you that it has lost its office; `getState` does.',
      'While somebody waits, look at `raft.getState()` every 100 ms or so. Whoever submitted in another ' +
        'term than the present one, or to a server that does not lead, is answered with `not-leader`.',
    ],
  },
  {
    word: 'led-twice',
    symptom: 'a leader that was deposed and leads again leaves old submissions open, or answers them wrongly',
    of: ['rsm/answered', 'rsm/result', 'rsm-led-before', 'rsm-nothing-follows'],
    steps: [
      'What do you ask Raft to find out that leadership was lost: whether it leads, or in which term?',
      'A server may be deposed and elected again between two looks of yours. Its new office is of a newer ' +
        'term, and the entries of the old one may have been replaced (§5.2, §5.3).',
      'Compare terms: the submission’s with `getState().term`, and with that of the entry applied. And if ' +
        '`start` returns an index at which somebody still waits, that one’s entry is gone: answer it.',
    ],
  },
  {
    word: 'never-registered',
    symptom: 'the command was applied, and its submission waits for ever although the leader still leads',
    of: ['rsm/answered', 'rsm-basic', 'rsm-concurrent'],
    steps: [
      'What happens between the return of `raft.start` and the line that remembers who waits?',
      'Nothing else runs between two `await`s, and anything may run during one: the entry can be ' +
        'applied then.',
      'Remember the submission in the same turn in which `start` returned, with no `await` in between: ' +
        '`new Promise((resolve) => …)` runs its function at once.',
    ],
  },
  {
    word: 'refused-by-leader',
    symptom: 'a leader that leads all the time answers not-leader',
    of: ['rsm/leader-applies', 'rsm-concurrent', 'rsm-equal-commands'],
    steps: [
      'Which of your conditions said not-leader here: what `start` returned, a look at `getState`, a time ' +
        'that ran out, or somebody else who waits?',
      'Many submissions may be under way at once (contract). A leader that keeps its office answers each ' +
        'when it is applied, however many there are.',
      'Keep a `Map` from index to who waits, without a limit, and give up a submission only if its ' +
        'term is over.',
    ],
  },
  {
    word: 'follower-silent',
    symptom: 'a submission to a server that does not lead is not answered',
    of: ['rsm/answered', 'rsm/submit-result', 'rsm-follower'],
    steps: [
      'What does `submit` return when `raft.start` was not accepted?',
      'A command that was not accepted has no entry, so nothing will ever be applied for it: the answer is ' +
        'known at once.',
      'If `start` returns `not-leader`, resolve with `{ kind: "not-leader" }` and remember nothing.',
    ],
  },
  {
    word: 'equal-commands',
    symptom: 'of two equal commands one is not applied, not answered, or gets the other’s result',
    of: ['rsm/result', 'rsm/answered', 'rsm-equal-commands'],
    steps: [
      'Two clients may want the very same. Where do you compare commands, or use one as a key?',
      'Two equal commands are two entries (contract of `start`). Which ones are retries of one operation ' +
        'is known to the machine alone, by what the clerk put into them.',
      'Let `Rsm` treat commands as sealed letters: it finds submissions by index and term of their ' +
        'entries, and applies every entry.',
    ],
  },
  {
    word: 'machines-differ',
    symptom: 'two machines applied different commands at the same place, or one that cannot be committed',
    of: ['rsm/same-order', 'rsm/majority-commits', 'rsm-minority', 'rsm-storm'],
    steps: [
      'Which lines call `machine.apply`? For each: is the entry committed by then?',
      'What is committed is what comes out of `applyCh`, in that order; a leader’s own log is only a wish ' +
        '(§5.3, §5.4).',
      'Call `machine.apply` in one place, in the loop that reads `applyCh`, for each message of kind ' +
        '`command`, and nowhere else. With `with=lab2` you see whether Raft is to blame.',
    ],
  },
  {
    word: 'submitted-again',
    symptom: 'a command is applied more often than it was submitted',
    of: ['rsm/applied-twice', 'rsm-lossy-network'],
    steps: [
      'How often do you call `raft.start` for one submission?',
      'An entry that takes long is not lost: the leader goes on sending it (§5.3). `start` once more is ' +
        'one more entry, and both will be committed.',
      'Call `start` once. Whether to try again is for the clerk to decide, and the machine tells a retry ' +
        'by its name.',
    ],
  },
  {
    word: 'no-op-applied',
    symptom: 'a machine applied something that nobody has submitted',
    of: ['rsm/invented', 'lab/exception'],
    steps: [
      'Look at the message on `applyCh` for which `apply` was called. Of which kind was it?',
      'Not every entry is a command: a leader may begin with a no-op (§8). It has an index like any other, ' +
        'and somebody may wait at that index.',
      'Call `machine.apply` for messages of kind `command` only. For a `no-op` answer whoever waits at its ' +
        'index with `not-leader`.',
    ],
  },
  {
    word: 'behind',
    symptom: 'some machine never gets to what the others have applied',
    of: ['rsm/catches-up', 'rsm-basic', 'rsm-restart', 'rsm-leader-fails'],
    steps: [
      'What does a server apply that has no submission of its own, such as a follower, or one that has ' +
        'just started?',
      'Every server applies every entry. After a restart Raft delivers all of them again, from the ' +
        'beginning of its log (§5.6, §8).',
      'Apply first, look for a submission afterwards. The loop over `applyCh` must not end, and must not ' +
        'wait for anything but the next message.',
    ],
  },
  {
    word: 'snapshot-in-3a',
    symptom: 'a snapshot is saved although maxStateBytes is Infinity',
    of: ['kv/no-snapshot', 'rsm-restart'],
    steps: [
      'By which condition do you take a snapshot? Put `Infinity` into it.',
      '`maxStateBytes` is what the state should stay below (contract); `Infinity` means that no ' +
        'snapshot is due, ever.',
      'Compare bytes: a snapshot is due if `persister.stateBytes` is at least a share of `maxStateBytes`. ' +
        'Do not count entries.',
    ],
  },
];
