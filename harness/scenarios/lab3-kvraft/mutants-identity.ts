import type { Mutant } from '../mutant.ts';
import { APPLIED, LOST, OWN_MACHINE, STALE } from './mutants-own-machine.ts';

/** Bugs in who is who. */
export const IDENTITY_MUTANTS: readonly Mutant[] = [
  identity('the moment of birth for a name', 'String(Date.now())', 'many-clients', true),
  identity('one of a hundred names', 'String(Math.floor(Math.random() * 100))', 'everything', false),
  identity('the same name for all', "'clerk'", 'dead-clients', true),
  {
    name: 'take the order of the servers for a name',
    edits: [
      {
        file: 'client.ts',
        find: '  private readonly clerkId: string = crypto.randomUUID();',
        replace: '  private readonly clerkId: string;',
      },
      {
        file: 'client.ts',
        find: '    this.servers = config.servers;\n',
        replace:
          "    this.servers = config.servers;\n    this.clerkId = config.servers.map(({ name }) => name).join(', ');\n",
      },
    ],
    part: 'lab3a',
    scenario: 'dead-clients',
    rules: LOST,
    staged: false,
  },
  {
    name: 'tell whoever waits the outcome of what was applied last',
    edits: [
      ...OWN_MACHINE,
      {
        file: 'kv-machine.ts',
        find: '  apply({ clerkId, sequence, operation }: KvRequest): string {\n',
        replace: `  last = '';

  apply(request: KvRequest): string {
    this.last = this.applyOne(request);
    return this.last;
  }

  private applyOne({ clerkId, sequence, operation }: KvRequest): string {
`,
      },
      {
        file: 'server.ts',
        find: APPLIED,
        replace: `for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return outcome.kind === 'applied' ? { kind: 'done', value: this.machine.last } : outcome;`,
      },
    ],
    part: 'lab3a',
    scenario: 'same-moment',
    rules: ['kv/invented', ...STALE],
    staged: true,
  },
  {
    name: 'tell whoever waits at an index what was applied there',
    edits: [
      {
        file: 'rsm.ts',
        find: 'this.submissions.get(index)?.term === term',
        replace: 'this.submissions.has(index)',
      },
    ],
    part: 'lab3a',
    scenario: 'places-taken',
    rules: ['kv/invented', ...STALE],
    staged: false,
  },
];

function identity(name: string, id: string, scenario: string, staged: boolean): Mutant {
  const edits = [{ file: 'client.ts', find: 'crypto.randomUUID()', replace: id }];
  return { name: `take ${name}`, edits, part: 'lab3a', scenario, rules: [...LOST], staged };
}
