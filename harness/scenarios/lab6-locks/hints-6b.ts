import type { Hint } from '../scenario.ts';
import { FENCING_HINTS } from './hints-6b-fencing.ts';

const LEASE_HINTS: readonly Hint[] = [
  {
    word: 'lease-too-long',
    symptom: 'a client holds a lock that another one was granted, after an answer came late',
    of: ['lock/exclusive', 'late-answers'],
    steps: [
      'In the timeline, find the request that was granted or renewed, when it was sent, when the ' +
        'server got it, and when its answer came. From which of the three does your client count?',
      'The client must never count from later than the server did. It does not know when that was, ' +
        'only that it was not before the request was sent (Gray and Cheriton 1989, §2).',
      'Keep `performance.now()` from before the `await`, for acquire and for each renewal; the ' +
        'lease lasts until that plus `leaseMs`. A grant that comes when this is over is none: ask ' +
        'again.',
    ],
  },
  {
    word: 'not-your-lease',
    symptom: 'an old release or renewal does something to somebody else’s lease',
    of: ['lock/exclusive', 'lease/kept', 'old-release', 'lost-answers', 'late-renewals', 'paused-holder'],
    steps: [
      'Which release or renewal did the server get last before it went wrong, and which lease did ' +
        'its sender mean? How could the server have told?',
      'Messages come late, and come again. Only what speaks of the present lease may change it ' +
        '(Burrows 2006, §2.4: a sequencer names the lock and its generation).',
      'Send the token with `renew` and `release`, and compare it on the server with that of the ' +
        'present lease. A release of another one does nothing; a renewal of another one, or of one ' +
        'that is gone, is refused.',
    ],
  },
  {
    word: 'signal-late',
    symptom: 'a client does not notice that its lease is over',
    of: ['lease/aborted', 'lock/exclusive', 'cut-off', 'server-pauses', 'paused-holder'],
    steps: [
      'What made your client abort the signal, or should have: an answer, a missing answer, or its ' +
        'clock? What of that still happens when no message comes at all, and when the process slept? And ' +
        'does the server wait for all of `leaseMs` after the last renewal that it got?',
      'A lease ends by time alone. `null` for an unanswered call may come after seconds, or never ' +
        '(Gray and Cheriton 1989, §2).',
      'Set a timer for the end of the lease when it is granted, and set it anew with each renewal ' +
        'that was confirmed. It aborts the signal. After a pause it fires at once, as its time is ' +
        'over by then.',
    ],
  },
  {
    word: 'lease-lost',
    symptom: 'a client loses its lease though nothing hinders it',
    of: ['lease/kept', 'lock/exclusive', 'renewal', 'many-locks'],
    steps: [
      'Count the renewals of this lease in the timeline. When was each sent, what did the server ' +
        'answer, and until when was the lease good after it, at the client and at the server?',
      'A renewal must be confirmed before the time that the last one gave is over. Each lease has ' +
        'its own time, also where one client has several (Gray and Cheriton 1989, §3).',
      'Renew every lease at `leaseMs / 3`, from the `leaseMs` that you are given. Look for a timer ' +
        'of an older lease that is still running, and for one variable where there are several ' +
        'leases. On the server, a renewal has to move the end of the lease.',
    ],
  },
  {
    word: 'wall-clock',
    symptom: 'a lease ends early or late after a wall clock was set',
    of: ['lease/kept', 'lock/exclusive', 'lease/granted', 'lease/aborted', 'wall-clocks'],
    steps: [
      'In the timeline, a red clock on a lane shows whose wall clock was set, and by how much. Which ' +
        'of your times is read from that clock?',
      'A lease is a length of time. The wall clock tells the time of day, and may be set at any ' +
        'moment; then the difference of two readings is no length (Kleppmann 2016, on clocks).',
      'On the server and at the client, take `performance.now()` for the beginning and the end of a ' +
        'lease. `Date.now()` has no place in either.',
    ],
  },
  {
    word: 'stuck',
    symptom: 'a lock is free, and those who wait do not get it',
    of: [
      'lease/granted',
      'turns',
      'holder-dies',
      'dead-waiters',
      'lost-answers',
      'late-renewals',
      'server-pauses',
      'storm',
    ],
    steps: [
      'What does the server believe at that moment: who has the lock, until when? Is there a ' +
        'message by which that client could have learned of it?',
      'Whatever the server grants must end by itself, also a grant that nobody heard of, or one to ' +
        'a client that has died. Whoever waits must hear of that, or ask (Gray and Cheriton 1989, ' +
        '§2).',
      'Begin to count with the grant, not with the first renewal. A client that has given a lease ' +
        'up must stop renewing it. If the server keeps a queue, a timer has to move it on; if clients ' +
        'ask again, let them several times in a second.',
    ],
  },
  {
    word: 'tokens',
    symptom: 'a token is not larger than those before',
    of: ['lease/token-order', 'turns', 'holder-dies', 'wall-clocks'],
    steps: [
      'Where is the number made, and what happened between the two grants: a release, the end of a ' +
        'lease, a clock that was set, or another client?',
      'The order of grants is known to the server alone. Each grant has a token of its own, however ' +
        'the lease before it ended (Burrows 2006, §2.4; Kleppmann 2016, on fencing).',
      'A counter in the server, raised wherever a lease is granted and nowhere else. No ' +
        '`Date.now()`, no count at the client. A renewal keeps its token.',
    ],
  },
  {
    word: 'calls',
    symptom: 'a client calls the server too often',
    of: ['lease/calls', 'renewal', 'renewals-end'],
    steps: [
      'In the timeline, look at the calls of that client: which method, how far apart, and for ' +
        'which token? Is any of them about a lease that it has released?',
      'The handout allows 10 calls in `leaseMs` to a client that holds one lock or none, and 50 in ' +
        'a second to one that waits. A lease that is over needs no renewal (Gray and Cheriton 1989, ' +
        '§3).',
      'Pause after each `held`, not only after `null`. End the loop that renews when the lease is ' +
        'released or lost: look at a flag or a signal after each `sleep`, before the call.',
    ],
  },
  {
    word: 'release-hangs',
    symptom: 'a release is not done within a second',
    of: ['lease/released', 'old-release'],
    steps: [
      'What does your `release` wait for, and what if the lease has been released before, or has ended long ago?',
      'A release of a lease that is over has nothing to do, and is no error: whoever calls it ' +
        'cannot know (the contract: it only ever releases this very lease).',
      'The server answers each release, also one of a lease that it no longer knows. The client ' +
        'asks again after `null`, and gives up after `leaseMs`: by then the lease has ended by ' +
        'itself.',
    ],
  },
];

export const LEASES_HINTS: readonly Hint[] = [...LEASE_HINTS, ...FENCING_HINTS];
