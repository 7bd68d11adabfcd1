import type { Edit, Mutant } from '../mutant.ts';

const MACHINE = 'controller-machine.ts';
const SUBMIT = 'const outcome = await this.rsm.submit(request);';
const SNAPSHOT = 'return encode({ configs, lastSequences });';
const RESTORE_CONFIGS = 'this.configs = configs;';
const RESTORE_NEWEST = 'this.newest = configs.at(-1) ?? this.newest;';
const QUERY = "if (operation.kind === 'query') return this.configs[operation.number] ?? this.newest;";

/** For bugs of a server that keeps its machine at hand, as `this.machine`. */
const OWN_MACHINE: readonly Edit[] = [
  {
    file: 'controller.ts',
    find: '  readonly rsm: Rsm<ControllerRequest, ShardConfig>;\n',
    replace:
      '  readonly rsm: Rsm<ControllerRequest, ShardConfig>;\n  private readonly machine: ControllerMachine;\n',
  },
  {
    file: 'controller.ts',
    find: 'this.rsm = new Rsm({ ...config, machine: new ControllerMachine(config.shardCount) });',
    replace: `this.machine = new ControllerMachine(config.shardCount);
    this.rsm = new Rsm({ ...config, machine: this.machine });`,
  },
];

/** A leader does what it is asked for, and does not wait until that is committed. */
const ANSWER_EARLY: readonly Edit[] = [
  {
    file: 'controller.ts',
    find: SUBMIT,
    replace: `if (request.operation.kind !== 'query' && this.rsm.raft.getState().isLeader) {
      void this.rsm.submit(request);
      return { kind: 'done', config: { number: 0, shards: [], groups: new Map() } };
    }
    ${SUBMIT}`,
  },
];

/** Bugs by which servers know different things, or old ones, or forget. */
export const REPLICA_MUTANTS: readonly Mutant[] = [
  {
    name: 'decide ties by chance',
    edits: [
      {
        file: 'balance.ts',
        find: 'held(b) - held(a) || a - b',
        replace: 'held(b) - held(a) || Math.random() - 0.5',
      },
    ],
    part: 'lab4a',
    scenario: 'each-leads',
    rules: ['controller/same-config', 'controller/one-change', 'controller/number-reused'],
    staged: true,
  },
  {
    name: 'decide ties by the order of a map, which a snapshot sorts',
    edits: [
      { file: 'balance.ts', find: 'held(b) - held(a) || a - b', replace: 'held(b) - held(a)' },
      {
        file: MACHINE,
        find: RESTORE_CONFIGS,
        replace: `this.configs = configs.map((config) => {
      return { ...config, groups: new Map([...config.groups].sort(([a], [b]) => a - b)) };
    });`,
      },
      { file: MACHINE, find: RESTORE_NEWEST, replace: 'this.newest = this.configs.at(-1) ?? this.newest;' },
    ],
    part: 'lab4a',
    scenario: 'laggard-leads',
    rules: ['controller/same-config', 'controller/one-change'],
    staged: false,
  },
  {
    name: 'decide ties by the order in which this server heard of the groups',
    edits: [
      {
        file: MACHINE,
        find: '  private newest: ShardConfig;\n',
        replace: '  private newest: ShardConfig;\n  private readonly known = new Set<Gid>();\n',
      },
      {
        file: MACHINE,
        find: 'this.add(rebalance(this.newest.shards, [...groups.keys()]), groups);',
        replace: `for (const gid of groups.keys()) this.known.add(gid);
    this.add(rebalance(this.newest.shards, [...this.known].filter((gid) => groups.has(gid))), groups);`,
      },
      { file: 'balance.ts', find: 'held(b) - held(a) || a - b', replace: 'held(b) - held(a)' },
    ],
    part: 'lab4a',
    scenario: 'snapshots',
    rules: ['controller/same-config', 'controller/one-change'],
    staged: false,
  },
  {
    name: 'leave old configurations out of the snapshot',
    edits: [
      {
        file: MACHINE,
        find: SNAPSHOT,
        replace: 'return encode({ configs: configs.slice(-1), lastSequences });',
      },
    ],
    part: 'lab4a',
    scenario: 'snapshots',
    rules: ['controller/every-number'],
    staged: true,
  },
  {
    name: 'leave out of the snapshot which changes were made',
    edits: [
      { file: MACHINE, find: SNAPSHOT, replace: 'return encode({ configs, lastSequences: new Map() });' },
    ],
    part: 'lab4a',
    scenario: 'duplicates',
    rules: ['controller/done-twice'],
    staged: true,
  },
  {
    name: 'restore the history, and go on from configuration 0',
    edits: [{ file: MACHINE, find: `    ${RESTORE_NEWEST}\n`, replace: '' }],
    part: 'lab4a',
    scenario: 'snapshots',
    rules: ['controller/number-reused'],
    staged: true,
  },
  {
    name: 'take no snapshots',
    edits: [
      {
        file: 'controller.ts',
        find: 'new Rsm({ ...config, machine: new ControllerMachine(config.shardCount) })',
        replace: `new Rsm({
      ...config,
      maxStateBytes: Number.POSITIVE_INFINITY,
      machine: new ControllerMachine(config.shardCount),
    })`,
      },
    ],
    part: 'lab4a',
    scenario: 'laggard-leads',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'answer queries from memory, without the log',
    edits: [
      ...OWN_MACHINE,
      {
        file: 'controller.ts',
        find: SUBMIT,
        replace: `if (request.operation.kind === 'query') {
      if (!this.rsm.raft.getState().isLeader) return { kind: 'not-leader' };
      return { kind: 'done', config: this.machine.apply(request) };
    }
    ${SUBMIT}`,
      },
    ],
    part: 'lab4a',
    scenario: 'deposed-leader',
    rules: ['controller/stale-query'],
    staged: true,
  },
  {
    name: 'answer from memory whoever asks for a number, since it never changes',
    edits: [
      ...OWN_MACHINE,
      {
        file: 'controller.ts',
        find: SUBMIT,
        replace: `const { operation } = request;
    if (operation.kind === 'query' && Number.isFinite(operation.number)) {
      return { kind: 'done', config: this.machine.apply(request) };
    }
    ${SUBMIT}`,
      },
    ],
    part: 'lab4a',
    scenario: 'deposed-leader',
    rules: ['controller/stale-query'],
    staged: true,
  },
  {
    name: 'number configurations by how many there are, and keep only the newest in the snapshot',
    edits: [
      {
        file: MACHINE,
        find: SNAPSHOT,
        replace: 'return encode({ configs: configs.slice(-1), lastSequences });',
      },
      { file: MACHINE, find: 'number: this.newest.number + 1', replace: 'number: this.configs.length' },
    ],
    part: 'lab4a',
    scenario: 'laggard-leads',
    rules: ['controller/number-reused'],
    staged: true,
  },
  {
    name: 'answer a change before it is committed',
    edits: ANSWER_EARLY,
    part: 'lab4a',
    scenario: 'minority',
    rules: ['controller/majority-answers', 'controller/not-done'],
    staged: true,
  },
  {
    name: 'answer a change before it is committed, while servers crash',
    edits: ANSWER_EARLY,
    part: 'lab4a',
    scenario: 'everything',
    rules: ['controller/not-done', 'controller/linearizable', 'controller/stale-query'],
    staged: false,
  },
  {
    name: 'give the newest configuration for every number',
    edits: [{ file: MACHINE, find: QUERY, replace: "if (operation.kind === 'query') return this.newest;" }],
    part: 'lab4a',
    scenario: 'history',
    rules: ['controller/every-number'],
    staged: true,
  },
  {
    name: 'give configuration 0 for a number that does not exist yet',
    edits: [
      {
        file: MACHINE,
        find: QUERY,
        replace: `if (operation.kind === 'query') {
      const none = Number.isFinite(operation.number) ? this.configs[0] : undefined;
      return this.configs[operation.number] ?? none ?? this.newest;
    }`,
      },
    ],
    part: 'lab4a',
    scenario: 'history',
    rules: ['controller/stale-query'],
    staged: true,
  },
  {
    name: 'let the leader write into the log to show that it is there',
    edits: [
      {
        file: 'controller.ts',
        find: 'machine: new ControllerMachine(config.shardCount) });\n',
        replace: `machine: new ControllerMachine(config.shardCount) });
    const operation = { kind: 'query', number: 0 } as const;
    setInterval(() => void this.rsm.submit({ clerkId: '', sequence: 0, operation }), 50);
`,
      },
    ],
    part: 'lab4a',
    scenario: 'idle',
    rules: ['controller/rpcs'],
    staged: true,
  },
];
