import type { Mutant } from '../mutant.ts';

const file = 'lease-client.ts';
const ASKED = 'reply.token, this.leaseMs, askedAtMs);';
const RENEW = '      if (!signal.aborted) void this.renew();';
const END_TIMER = '    this.endTimer = setTimeout(() => this.lose(), endsAtMs - performance.now());';

/** Bugs of a client that holds leases. */
export const LEASE_CLIENT_MUTANTS: readonly Mutant[] = [
  {
    name: 'count a lease from the answer',
    edits: [
      { file, find: ASKED, replace: 'reply.token, this.leaseMs, performance.now());' },
      { file, find: 'performance.now() < askedAtMs + this.leaseMs', replace: 'askedAtMs >= 0' },
    ],
    part: 'lab6b',
    scenario: 'late-answers',
    rules: ['lock/exclusive'],
    staged: true,
  },
  {
    name: 'count a renewal from the answer',
    edits: [
      {
        file,
        find: 'this.holdUntil(sentAtMs + this.leaseMs)',
        replace: 'this.holdUntil(Math.max(sentAtMs, performance.now()) + this.leaseMs)',
      },
    ],
    part: 'lab6b',
    scenario: 'late-answers',
    rules: ['lock/exclusive'],
    staged: true,
  },
  {
    name: 'count by the wall clock',
    edits: [
      { file, find: 'const askedAtMs = performance.now();', replace: 'const askedAtMs = Date.now();' },
      { file, find: 'performance.now() < askedAtMs', replace: 'Date.now() < askedAtMs' },
      { file, find: 'const sentAtMs = performance.now();', replace: 'const sentAtMs = Date.now();' },
      { file, find: 'endsAtMs - performance.now()', replace: 'endsAtMs - Date.now()' },
    ],
    part: 'lab6b',
    scenario: 'wall-clocks',
    rules: ['lease/kept', 'lock/exclusive', 'lease/granted'],
    staged: true,
  },
  {
    name: 'never renew',
    edits: [{ file, find: RENEW, replace: '      if (signal.aborted) void this.renew();' }],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lease/kept'],
    staged: true,
  },
  {
    name: 'renew when the lease is over',
    edits: [{ file, find: 'sleep(this.leaseMs / RENEWALS_A_LEASE,', replace: 'sleep(this.leaseMs,' }],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lease/kept'],
    staged: true,
  },
  {
    name: 'renew once a second, whatever the lease time is',
    edits: [{ file, find: 'sleep(this.leaseMs / RENEWALS_A_LEASE,', replace: 'sleep(1000,' }],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lease/kept'],
    staged: true,
  },
  {
    name: 'renew all the time',
    edits: [{ file, find: 'const RENEWALS_A_LEASE = 3;', replace: 'const RENEWALS_A_LEASE = 30;' }],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lease/calls'],
    staged: true,
  },
  {
    name: 'renew only the lock that was taken last',
    edits: [
      {
        file,
        find: RENEW,
        replace: '      if (!signal.aborted && HeldLease.latest === this) void this.renew();',
      },
      {
        file,
        find: '    void this.keepRenewing();',
        replace: '    HeldLease.latest = this;\n    void this.keepRenewing();',
      },
      {
        file,
        find: '  readonly token: number;\n',
        replace: '  private static latest: HeldLease | undefined;\n  readonly token: number;\n',
      },
    ],
    part: 'lab6b',
    scenario: 'many-locks',
    rules: ['lease/kept'],
    staged: true,
  },
  {
    name: 'go on renewing what was released',
    edits: [
      { file, find: '    while (!signal.aborted) {', replace: '    for (;;) {' },
      { file, find: 'RENEWALS_A_LEASE, signal);', replace: 'RENEWALS_A_LEASE);' },
      { file, find: RENEW, replace: '      if (signal) void this.renew();' },
    ],
    part: 'lab6b',
    scenario: 'renewals-end',
    rules: ['lease/calls'],
    staged: true,
  },
  {
    name: 'tell nobody of a release',
    edits: [
      {
        file,
        find: '    const giveUpAtMs = performance.now() + this.leaseMs;',
        replace: '    const giveUpAtMs = performance.now() - this.leaseMs;',
      },
    ],
    part: 'lab6b',
    scenario: 'turns',
    rules: ['lease/granted'],
    staged: true,
  },
  {
    name: 'never abort the signal',
    edits: [{ file, find: '    this.lost.abort();', replace: '    this.stop();' }],
    part: 'lab6b',
    scenario: 'cut-off',
    rules: ['lease/aborted', 'lock/exclusive'],
    staged: true,
  },
  {
    name: 'abort only when the server says so',
    edits: [{ file, find: END_TIMER, replace: '    this.endTimer = undefined;' }],
    part: 'lab6b',
    scenario: 'server-pauses',
    rules: ['lease/aborted', 'lock/exclusive'],
    staged: true,
  },
  {
    name: 'count unanswered renewals instead of time',
    edits: [
      { file, find: END_TIMER, replace: '    this.unanswered = 0;' },
      {
        file,
        find: '    const sentAtMs = performance.now();\n',
        replace:
          '    this.unanswered += 1;\n    if (this.unanswered > RENEWALS_A_LEASE) return this.lose();\n    const sentAtMs = performance.now();\n',
      },
      {
        file,
        find: '  private endsAtMs = 0;\n',
        replace: '  private endsAtMs = 0;\n  private unanswered = 0;\n',
      },
    ],
    part: 'lab6b',
    scenario: 'cut-off',
    rules: ['lease/aborted', 'lock/exclusive'],
    staged: true,
  },
  {
    name: 'trust no clock, and no refusal either',
    edits: [
      { file, find: END_TIMER, replace: '    this.endTimer = undefined;' },
      { file, find: '    else this.lose();', replace: '    else this.holdUntil(sentAtMs);' },
    ],
    part: 'lab6b',
    scenario: 'paused-holder',
    rules: ['lease/aborted'],
    staged: true,
  },
  {
    name: 'ask again without a pause',
    edits: [{ file, find: 'const ASK_AGAIN_MS = 50;', replace: 'const ASK_AGAIN_MS = 1;' }],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lease/calls'],
    staged: true,
  },
  {
    name: 'ask again after three seconds',
    edits: [{ file, find: 'const ASK_AGAIN_MS = 50;', replace: 'const ASK_AGAIN_MS = 3000;' }],
    part: 'lab6b',
    scenario: 'turns',
    rules: ['lease/granted'],
    staged: true,
  },
];
