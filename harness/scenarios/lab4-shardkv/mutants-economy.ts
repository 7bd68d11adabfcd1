import type { Mutant } from '../mutant.ts';

const SUBMIT = "const outcome = await this.rsm.submit({ kind: 'execute', request });";
const LOOK = 'const LOOK_EVERY_MS = 50;';
const HAND_OVER = '      for (const departure of this.machine.departures) void this.handOver(departure);\n';

/** Bugs that make lab 4 slow or dear. */
export const SHARD_ECONOMY_MUTANTS: readonly Mutant[] = [
  {
    name: 'look every 40 ms whether an operation is done',
    edits: [{ file: 'server.ts', find: SUBMIT, replace: `${SUBMIT}\n    await sleep(40);` }],
    part: 'lab4b',
    scenario: 'shards-in-turn',
    rules: ['shardkv/speed'],
    staged: true,
  },
  {
    name: 'ask the controller before every operation',
    edits: [
      {
        file: 'client.ts',
        find: '    this.sequence += 1;\n',
        replace: '    await this.learnConfig();\n    this.sequence += 1;\n',
      },
    ],
    part: 'lab4b',
    scenario: 'shared-load',
    rules: ['shardkv/calls'],
    staged: true,
  },
  {
    name: 'one operation at a time in a group',
    edits: [
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: "const outcome = await this.mutex.run(() => this.rsm.submit({ kind: 'execute', request }));",
      },
      {
        file: 'server.ts',
        find: '  async execute(',
        replace: '  private readonly mutex = new Mutex();\n\n  async execute(',
      },
      {
        file: 'server.ts',
        find: "import { type Peer, sleep } from '../../labrpc/index.ts';",
        replace: "import { Mutex, type Peer, sleep } from '../../labrpc/index.ts';",
      },
    ],
    part: 'lab4b',
    scenario: 'shared-load',
    rules: ['shardkv/throughput'],
    staged: true,
  },
  {
    name: 'ask for a new configuration every 10 ms',
    edits: [{ file: 'server.ts', find: LOOK, replace: 'const LOOK_EVERY_MS = 10;' }],
    part: 'lab4b',
    scenario: 'idle-groups',
    rules: ['shardkv/calls'],
    staged: true,
  },
  {
    name: 'put the newest configuration into the log whenever it was asked for',
    edits: [
      {
        file: 'server.ts',
        find: "if (config.number === number) await this.rsm.submit({ kind: 'configure', config });",
        replace: "await this.rsm.submit({ kind: 'configure', config });",
      },
    ],
    part: 'lab4b',
    scenario: 'idle-groups',
    rules: ['shardkv/calls'],
    staged: true,
  },
  {
    name: 'bring shards again and again, although they are there',
    edits: [
      {
        file: 'server.ts',
        find: "    if (reply?.kind === 'installed') await this.rsm.submit({ kind: 'forget', number, shard });\n",
        replace: '',
      },
    ],
    part: 'lab4b',
    scenario: 'idle-groups',
    rules: ['shardkv/migration-traffic'],
    staged: true,
  },
  {
    name: 'send a shard again while it is under way',
    edits: [{ file: 'server.ts', find: '    if (this.underWay.has(name)) return;\n', replace: '' }],
    part: 'lab4b',
    scenario: 'migration-traffic',
    rules: ['shardkv/migration-traffic'],
    staged: false,
  },
  {
    name: 'move one shard after another',
    edits: [{ file: 'server.ts', find: HAND_OVER, replace: HAND_OVER.replace('void this', 'await this') }],
    part: 'lab4b',
    scenario: 'moves-together',
    rules: ['shardkv/moves'],
    staged: true,
  },
  {
    name: 'look for configurations and shards to hand over once a second',
    edits: [{ file: 'server.ts', find: LOOK, replace: 'const LOOK_EVERY_MS = 1000;' }],
    part: 'lab4b',
    scenario: 'moves-together',
    rules: ['shardkv/moves'],
    staged: false,
  },
  {
    name: 'ask at once again who has a shard',
    edits: [{ file: 'client.ts', find: 'const MOVE_PAUSE_MS = 50;', replace: 'const MOVE_PAUSE_MS = 5;' }],
    part: 'lab4b',
    scenario: 'clerks-in-vain',
    rules: ['shardkv/calls'],
    staged: true,
  },
];
