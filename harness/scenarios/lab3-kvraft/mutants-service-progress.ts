import type { Mutant } from '../mutant.ts';
import { SUBMIT } from './mutants-own-machine.ts';

/** Bugs of the service that make it slow, dear or silent, or that trip over what clients ask for. */
export const SERVICE_PROGRESS_MUTANTS: readonly Mutant[] = [
  {
    name: 'wait for ever for one server',
    edits: [{ file: 'client.ts', find: 'return Promise.race([reply, timeout]);', replace: 'return reply;' }],
    part: 'lab3a',
    scenario: 'leader-cut-off',
    rules: ['kv/answered'],
    staged: true,
  },
  {
    name: 'give up after twenty requests',
    edits: [
      {
        file: 'client.ts',
        find: 'for (let asked = 1; ; asked++) {',
        replace: 'for (let asked = 1; asked <= 20; asked++) {',
      },
      {
        file: 'client.ts',
        find: 'await sleep(ELECTION_PAUSE_MS);\n    }\n',
        replace: "await sleep(ELECTION_PAUSE_MS);\n    }\n    return '';\n",
      },
    ],
    part: 'lab3a',
    scenario: 'no-leader',
    rules: ['kv/append-missing', 'kv/majority-answers', 'kv/linearizable'],
    staged: true,
  },
  {
    name: 'ask all servers again at once',
    edits: [
      {
        file: 'client.ts',
        find: '      if (asked % this.servers.length === 0) await sleep(ELECTION_PAUSE_MS);\n',
        replace: '',
      },
    ],
    part: 'lab3a',
    scenario: 'no-leader',
    rules: ['kv/requests'],
    staged: true,
  },
  {
    name: 'send it again every 20 ms until it is answered',
    edits: [
      {
        file: 'client.ts',
        find: 'return Promise.race([reply, timeout]);',
        replace: `const again = setInterval(() => void this.servers[server]?.call('execute', request), 20);
    return Promise.race([reply, timeout]).finally(() => clearInterval(again));`,
      },
    ],
    part: 'lab3a',
    scenario: 'calls-per-operation',
    rules: ['kv/requests'],
    staged: true,
  },
  {
    name: 'one command at a time',
    edits: [
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: 'const outcome = await this.mutex.run(() => this.rsm.submit(request));',
      },
      {
        file: 'server.ts',
        find: '  async execute(',
        replace: '  private readonly mutex = new Mutex();\n\n  async execute(',
      },
      {
        file: 'server.ts',
        find: "import type { RaftRpc } from '../lab2-raft/raft.ts';",
        replace:
          "import { Mutex } from '../../labrpc/index.ts';\nimport type { RaftRpc } from '../lab2-raft/raft.ts';",
      },
    ],
    part: 'lab3a',
    scenario: 'side-by-side',
    rules: ['kv/throughput'],
    staged: true,
  },
  {
    name: 'look every 50 ms whether it is done',
    edits: [
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: `${SUBMIT}\n    await new Promise((resolve) => setTimeout(resolve, 50));`,
      },
    ],
    part: 'lab3a',
    scenario: 'one-at-a-time',
    rules: ['kv/speed'],
    staged: true,
  },
  {
    name: 'submit something every 50 ms to see whether it still leads',
    edits: [
      {
        file: 'server.ts',
        find: 'machine: new KvMachine() });\n',
        replace: `machine: new KvMachine() });
    const operation = { kind: 'get', key: '' } as const;
    setInterval(() => void this.rsm.submit({ clerkId: '', sequence: 0, operation }), 50);
`,
      },
    ],
    part: 'lab3a',
    scenario: 'idle',
    rules: ['kv/rpcs'],
    staged: true,
  },
  {
    name: 'keep values in a plain object',
    edits: [
      {
        file: 'kv-machine.ts',
        find: "return this.values.get(operation.key) ?? '';",
        replace: "return this.object[operation.key] ?? '';",
      },
      {
        file: 'kv-machine.ts',
        find: "const before = kind === 'append' ? (this.values.get(key) ?? '') : '';\n    this.values.set(key, before + value);",
        replace: "this.object[key] = (kind === 'append' ? (this.object[key] ?? '') : '') + value;",
      },
      {
        file: 'kv-machine.ts',
        find: '  private values = new Map<string, string>();\n',
        replace:
          '  private values = new Map<string, string>();\n  private readonly object: Record<string, string> = {};\n',
      },
    ],
    part: 'lab3a',
    scenario: 'odd-keys',
    rules: ['kv/linearizable', 'kv/answer', 'kv/invented', 'lab/exception'],
    staged: true,
  },
  {
    name: 'append to a value that is not there',
    edits: [
      {
        file: 'kv-machine.ts',
        find: "(this.values.get(key) ?? '') : '';",
        replace: "this.values.get(key) : '';",
      },
    ],
    part: 'lab3a',
    scenario: 'one-client',
    rules: ['kv/invented'],
    staged: true,
  },
];
