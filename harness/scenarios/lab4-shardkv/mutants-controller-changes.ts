import type { Mutant } from '../mutant.ts';

const MACHINE = 'controller-machine.ts';

/** In `join` of the solution's machine. */
const JOIN = 'this.regroup(new Map([...joining, ...this.newest.groups]));';
/** In `leave`. */
const LEAVE = 'this.regroup(new Map([...this.newest.groups].filter(([gid]) => !gids.includes(gid))));';
/** In `move`. */
const MOVE = 'this.add(shards.with(shard, gid), groups);';

const SMALLEST = '[...groups.keys()].sort((a, b) => held(a) - held(b) || a - b)[0] ?? 0';

/** Bugs in what becomes of a configuration by a join, leave or move. */
export const CHANGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'deal out all shards anew at each join and leave',
    edits: [
      {
        file: 'balance.ts',
        find: 'const kept = shards.map(take);',
        replace: 'const kept = shards.map((): Gid | undefined => (take(0), undefined));',
      },
    ],
    part: 'lab4a',
    scenario: 'several-at-once',
    rules: ['controller/fewest-moves'],
    staged: true,
  },
  {
    name: 'let the groups with the lowest gids have one shard more, whoever has it now',
    edits: [
      { file: 'balance.ts', find: 'held(b) - held(a) || a - b', replace: 'held(0) - held(0) || a - b' },
    ],
    part: 'lab4a',
    scenario: 'random-changes',
    rules: ['controller/fewest-moves'],
    staged: true,
  },
  {
    name: 'give at least one shard to each group, though there are more groups',
    edits: [
      {
        file: 'balance.ts',
        find: 'Math.floor(shards.length / order.length)',
        replace: 'Math.max(1, Math.floor(shards.length / order.length))',
      },
    ],
    part: 'lab4a',
    scenario: 'shard-counts',
    rules: ['controller/balanced', 'controller/fewest-moves'],
    staged: false,
  },
  {
    name: 'take it that there are ten shards',
    edits: [{ file: MACHINE, find: 'Array<Gid>(shardCount)', replace: 'Array<Gid>(10)' }],
    part: 'lab4a',
    scenario: 'shard-counts',
    rules: ['controller/answer'],
    staged: true,
  },
  {
    name: 'keep the groups in an object',
    edits: [
      {
        file: MACHINE,
        find: 'return this.configs[operation.number] ?? this.newest;',
        replace: `{
      const config = this.configs[operation.number] ?? this.newest;
      return { ...config, groups: Object.fromEntries(config.groups) as never };
    }`,
      },
    ],
    part: 'lab4a',
    scenario: 'basic',
    rules: ['controller/answer'],
    staged: true,
  },
  {
    name: 'at a leave, deal out the shards of those who left, and no others',
    edits: [
      {
        file: MACHINE,
        find: LEAVE,
        replace: `const groups = new Map([...this.newest.groups].filter(([gid]) => !gids.includes(gid)));
    if (groups.size === this.newest.groups.size) return;
    const shards = [...this.newest.shards];
    const held = (gid: Gid) => shards.filter((owner) => owner === gid).length;
    for (const [shard, gid] of shards.entries()) if (!groups.has(gid)) shards[shard] = ${SMALLEST};
    this.add(shards, groups);`,
      },
    ],
    part: 'lab4a',
    scenario: 'unbalanced',
    rules: ['controller/balanced'],
    staged: false,
  },
  {
    name: 'at a join, give the new groups their share, and the others nothing',
    edits: [
      {
        file: MACHINE,
        find: JOIN,
        replace: `const groups = new Map([...joining, ...this.newest.groups]);
    if (groups.size === this.newest.groups.size) return;
    const shards = [...this.newest.shards];
    const held = (gid: Gid) => shards.filter((owner) => owner === gid).length;
    if (this.newest.groups.size === 0) return this.add(rebalance(shards, [...groups.keys()]), groups);
    for (const gid of joining.keys()) {
      while (held(gid) < Math.floor(shards.length / groups.size)) {
        const [largest = 0] = [...groups.keys()].sort((a, b) => held(b) - held(a) || a - b);
        shards[shards.indexOf(largest)] = gid;
      }
    }
    this.add(shards, groups);`,
      },
    ],
    part: 'lab4a',
    scenario: 'unbalanced',
    rules: ['controller/balanced'],
    staged: false,
  },
  {
    name: 'leave shards with a group that left, when no group is left',
    edits: [
      {
        file: MACHINE,
        find: 'this.add(rebalance(this.newest.shards, [...groups.keys()]), groups);',
        replace: `const { shards } = this.newest;
    this.add(groups.size === 0 ? shards : rebalance(shards, [...groups.keys()]), groups);`,
      },
    ],
    part: 'lab4a',
    scenario: 'rejoin',
    rules: ['controller/valid'],
    staged: true,
  },
  {
    name: 'make a configuration for each group of a call',
    edits: [
      {
        file: MACHINE,
        find: JOIN,
        replace: 'for (const one of joining) this.regroup(new Map([...this.newest.groups, one].reverse()));',
      },
    ],
    part: 'lab4a',
    scenario: 'several-at-once',
    rules: ['controller/nobody-asked'],
    staged: true,
  },
  {
    name: 'raise the number though no group came or went',
    edits: [
      {
        file: MACHINE,
        find: '    if (groups.size === this.newest.groups.size) return; // nobody came, or nobody went\n',
        replace: '',
      },
    ],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/no-effect'],
    staged: true,
  },
  {
    name: 'raise the number though the shard is there already',
    edits: [
      { file: MACHINE, find: 'owner === undefined || owner === gid ||', replace: 'owner === undefined ||' },
    ],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/no-effect'],
    staged: true,
  },
  {
    name: 'move a shard to a group that is not there',
    edits: [{ file: MACHINE, find: ' || !groups.has(gid)) return;', replace: ') return;' }],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/valid'],
    staged: true,
  },
  {
    name: 'move a shard that there is not',
    edits: [
      { file: MACHINE, find: 'if (owner === undefined || ', replace: 'if (' },
      {
        file: MACHINE,
        find: MOVE,
        replace: 'const after = [...shards];\n    after[shard] = gid;\n    this.add(after, groups);',
      },
    ],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/answer'],
    staged: true,
  },
  {
    name: 'let a join replace the servers of a group that is there',
    edits: [
      { file: MACHINE, find: JOIN, replace: 'this.regroup(new Map([...this.newest.groups, ...joining]));' },
    ],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/one-change'],
    staged: true,
  },
  {
    name: 'sort the names of servers',
    edits: [
      {
        file: MACHINE,
        find: JOIN,
        replace: `const sorted = [...joining].map(([gid, names]) => [gid, names.toSorted()] as const);
    this.regroup(new Map([...sorted, ...this.newest.groups]));`,
      },
    ],
    part: 'lab4a',
    scenario: 'basic',
    rules: ['controller/nobody-asked'],
    staged: true,
  },
  {
    name: 'balance after a move, too',
    edits: [
      {
        file: MACHINE,
        find: MOVE,
        replace: 'this.add(rebalance(shards.with(shard, gid), [...groups.keys()]), groups);',
      },
    ],
    part: 'lab4a',
    scenario: 'move',
    rules: ['controller/one-change'],
    staged: true,
  },
  {
    name: 'move a shard in the old configuration, too',
    edits: [
      {
        file: MACHINE,
        find: MOVE,
        replace: '(shards as Gid[])[shard] = gid;\n    this.add(shards, groups);',
      },
    ],
    part: 'lab4a',
    scenario: 'move',
    rules: ['controller/config-changed'],
    staged: true,
  },
  {
    name: 'add groups to the old configuration, too',
    edits: [
      {
        file: MACHINE,
        find: JOIN,
        replace: `const groups = this.newest.groups as Map<Gid, readonly string[]>;
    const before = groups.size;
    for (const [gid, names] of joining) if (!groups.has(gid)) groups.set(gid, names);
    if (groups.size > before) this.add(rebalance(this.newest.shards, [...groups.keys()]), groups);`,
      },
    ],
    part: 'lab4a',
    scenario: 'history',
    rules: ['controller/first-config'],
    staged: true,
  },
  {
    name: 'take shard 0 for none',
    edits: [
      {
        file: MACHINE,
        find: 'if (owner === undefined || ',
        replace: 'if (!shard || owner === undefined || ',
      },
    ],
    part: 'lab4a',
    scenario: 'move',
    rules: ['controller/not-done'],
    staged: true,
  },
  {
    name: 'refuse a join of which one group is there',
    edits: [
      {
        file: MACHINE,
        find: JOIN,
        replace: `if ([...joining.keys()].some((gid) => this.newest.groups.has(gid))) return;\n    ${JOIN}`,
      },
    ],
    part: 'lab4a',
    scenario: 'no-change',
    rules: ['controller/not-done'],
    staged: true,
  },
];
