import type { Mutant } from '../mutant.ts';

const file = 'lease-server.ts';
const OWNER =
  "    if (lease?.token !== token) return { kind: 'over' };\n    lease.endsAtMs = this.nextEndMs();";
const NEXT_TOKEN = '    this.lastToken += 1;\n';
const DELETE = '{ if (token > 0) this.leases.delete(name);';

/** Bugs of a server that grants leases. */
export const LEASE_SERVER_MUTANTS: readonly Mutant[] = [
  {
    name: 'release whatever lease the lock has',
    edits: [{ file, find: 'if (this.leases.get(name)?.token === token)', replace: 'if (token > 0)' }],
    part: 'lab6b',
    scenario: 'old-release',
    rules: ['lock/exclusive', 'lease/kept'],
    staged: true,
  },
  {
    name: 'renew whatever lease the lock has',
    edits: [
      { file, find: 'if (lease?.token !== token) return', replace: 'if (!lease || token === 0) return' },
    ],
    part: 'lab6b',
    scenario: 'late-renewals',
    rules: ['lease/granted'],
    staged: true,
  },
  {
    name: 'bring back a lease that is over when it is renewed',
    edits: [
      {
        file,
        find: OWNER,
        replace:
          "    if (lease && lease.token !== token) return { kind: 'over' };\n    this.leases.set(name, { token, endsAtMs: this.nextEndMs() });",
      },
    ],
    part: 'lab6b',
    scenario: 'late-renewals',
    rules: ['lease/granted'],
    staged: true,
  },
  {
    name: 'renew a lease that was released',
    edits: [
      { file, find: 'const lease = this.current(name);', replace: 'const lease = this.leases.get(name);' },
      {
        file,
        find: 'if (this.leases.get(name)?.token === token) this.leases.delete(name);',
        replace:
          'const lease = this.leases.get(name);\n    if (lease?.token === token) lease.endsAtMs = Number.NEGATIVE_INFINITY;',
      },
    ],
    part: 'lab6b',
    scenario: 'late-renewals',
    rules: ['lease/granted'],
    staged: true,
  },
  {
    name: 'give the lock to whoever renews it',
    edits: [
      {
        file,
        find: OWNER,
        replace: '    if (lease || token > 0) this.leases.set(name, { token, endsAtMs: this.nextEndMs() });',
      },
    ],
    part: 'lab6b',
    scenario: 'cut-off',
    rules: ['lock/exclusive', 'lease/kept'],
    staged: false,
  },
  {
    name: 'raise the token at a release only',
    edits: [
      { file, find: NEXT_TOKEN, replace: '' },
      {
        file,
        find: 'if (this.leases.get(name)?.token === token) this.leases.delete(name);',
        replace: 'if (this.leases.delete(name)) this.lastToken += 1;',
      },
      { file, find: 'private lastToken = 0;', replace: 'private lastToken = 1;' },
    ],
    part: 'lab6b',
    scenario: 'holder-dies',
    rules: ['lease/token-order'],
    staged: true,
  },
  {
    name: 'let each client count its own tokens',
    edits: [
      {
        file,
        find: 'acquire(args: { readonly name: string }): AcquireReply;',
        replace: 'acquire(args: { readonly name: string; readonly nth: number }): AcquireReply;',
      },
      {
        file,
        find: 'acquire({ name }: { readonly name: string }): AcquireReply {',
        replace: 'acquire({ name, nth }: { readonly name: string; readonly nth: number }): AcquireReply {',
      },
      { file, find: NEXT_TOKEN, replace: '    this.lastToken = nth;\n' },
      {
        file: 'lease-client.ts',
        find: "this.server.call('acquire', { name })",
        replace: "this.server.call('acquire', { name, nth: ++this.asked })",
      },
      {
        file: 'lease-client.ts',
        find: '  async acquire(',
        replace: '  private asked = 0;\n\n  async acquire(',
      },
    ],
    part: 'lab6b',
    scenario: 'turns',
    rules: ['lease/token-order'],
    staged: true,
  },
  {
    name: 'take the time of day for a token',
    edits: [{ file, find: NEXT_TOKEN, replace: '    this.lastToken = Date.now();\n' }],
    part: 'lab6b',
    scenario: 'wall-clocks',
    rules: ['lease/token-order'],
    staged: true,
  },
  {
    name: 'end leases by the wall clock',
    edits: [
      { file, find: 'performance.now() < lease.endsAtMs', replace: 'Date.now() < lease.endsAtMs' },
      { file, find: 'return performance.now() + this.leaseMs', replace: 'return Date.now() + this.leaseMs' },
    ],
    part: 'lab6b',
    scenario: 'wall-clocks',
    rules: ['lease/kept', 'lock/exclusive', 'lease/granted'],
    staged: true,
  },
  {
    name: 'never let a lease end',
    edits: [{ file, find: 'performance.now() < lease.endsAtMs', replace: 'lease.endsAtMs > 0' }],
    part: 'lab6b',
    scenario: 'holder-dies',
    rules: ['lease/granted'],
    staged: true,
  },
  {
    name: 'begin to count at the first renewal',
    edits: [
      {
        file,
        find: '{ token: this.lastToken, endsAtMs: this.nextEndMs() }',
        replace: '{ token: this.lastToken, endsAtMs: Number.POSITIVE_INFINITY }',
      },
    ],
    part: 'lab6b',
    scenario: 'lost-answers',
    rules: ['lease/granted'],
    staged: false,
  },
  {
    name: 'count a second, whatever the lease time is',
    edits: [{ file, find: '    this.leaseMs = leaseMs;', replace: '    this.leaseMs = leaseMs && 1000;' }],
    part: 'lab6b',
    scenario: 'cut-off',
    rules: ['lock/exclusive', 'lease/kept'],
    staged: false,
  },
  {
    name: 'end a lease by a timer that ends whatever lease is there',
    edits: [
      {
        file,
        find: "    return { kind: 'granted', token: this.lastToken };",
        replace:
          "    setTimeout(() => {\n      if (!this.current(name) || name) this.leases.delete(name);\n    }, this.leaseMs);\n    return { kind: 'granted', token: this.lastToken };",
      },
    ],
    part: 'lab6b',
    scenario: 'renewal',
    rules: ['lock/exclusive', 'lease/kept'],
    staged: true,
  },
  {
    name: 'keep a queue, and wait for ever for a dead client in it',
    edits: [
      {
        file,
        find: 'acquire(args: { readonly name: string }): AcquireReply;',
        replace: 'acquire(args: { readonly name: string }): Promise<AcquireReply>;',
      },
      {
        file,
        find: "  acquire({ name }: { readonly name: string }): AcquireReply {\n    if (this.current(name)) return { kind: 'held' };",
        replace:
          '  private readonly waiting: (() => void)[] = [];\n\n  async acquire({ name }: { readonly name: string }): Promise<AcquireReply> {\n    if (this.current(name)) await new Promise<void>((wake) => this.waiting.push(wake));',
      },
      {
        file,
        find: 'if (this.leases.get(name)?.token === token) this.leases.delete(name);',
        replace: `if (this.leases.get(name)?.token === token) ${DELETE} this.waiting.shift()?.(); }`,
      },
    ],
    part: 'lab6b',
    scenario: 'dead-waiters',
    rules: ['lease/granted'],
    staged: true,
  },
];
