import { LOST } from '../lab3-kvraft/mutants-own-machine.ts';
import type { Mutant } from '../mutant.ts';

const NUMBER_CHECK = 'config.number !== this.configNumber + 1 || !this.isReadyForNext';
const FOLLOW = 'if (!this.isLeader || !this.machine.isReadyForNext) continue;';
const QUERY = `      const config = await this.controller.query(number);
      if (config.number === number) await this.rsm.submit({ kind: 'configure', config });`;
const UNANSWERED: readonly string[] = ['shardkv/answered'];

/** Bugs of the order in which configurations are taken. */
export const ORDER_MUTANTS: readonly Mutant[] = [
  {
    name: 'leave out the configurations that came meanwhile',
    edits: [
      {
        file: 'group-machine.ts',
        find: NUMBER_CHECK,
        replace: 'config.number <= this.configNumber || !this.isReadyForNext',
      },
      {
        file: 'server.ts',
        find: QUERY,
        replace: `      const config = await this.controller.query();
      if (config.number >= number) await this.rsm.submit({ kind: 'configure', config });`,
      },
    ],
    part: 'lab4b',
    scenario: 'quick-changes',
    rules: [...LOST, ...UNANSWERED],
    staged: true,
  },
  {
    name: 'take the next configuration while shards are still awaited',
    edits: [
      { file: 'group-machine.ts', find: ' || !this.isReadyForNext', replace: '' },
      { file: 'server.ts', find: FOLLOW, replace: 'if (!this.isLeader) continue;' },
    ],
    part: 'lab4b',
    scenario: 'quick-changes',
    rules: [...LOST, ...UNANSWERED],
    staged: true,
  },
  {
    name: 'take a configuration again that came before this one',
    edits: [
      { file: 'group-machine.ts', find: NUMBER_CHECK, replace: '!this.isReadyForNext' },
      {
        file: 'server.ts',
        find: QUERY,
        replace: `      void this.controller.query(number).then((config) => {
        if (config.number === number) void this.rsm.submit({ kind: 'configure', config });
      });`,
      },
    ],
    part: 'lab4b',
    scenario: 'lossy-moves',
    rules: [...LOST, ...UNANSWERED, 'kv/applied-twice'],
    staged: false,
  },
  {
    name: 'hand nothing over while this group waits for others',
    edits: [
      {
        file: 'server.ts',
        find: '      if (!this.isLeader) continue;\n      for (const departure',
        replace:
          '      if (!this.isLeader || !this.machine.isReadyForNext) continue;\n      for (const departure',
      },
    ],
    part: 'lab4b',
    scenario: 'exchange',
    rules: UNANSWERED,
    staged: true,
  },
  {
    name: 'hand over no shard without keys',
    edits: [
      {
        file: 'group-machine.ts',
        find: '    const data = this.shards.get(shard)?.snapshot();\n',
        replace: `    const machine = this.shards.get(shard);
    const data = machine?.['values'].size ? machine.snapshot() : undefined;
`,
      },
    ],
    part: 'lab4b',
    scenario: 'there-and-back',
    rules: UNANSWERED,
    staged: true,
  },
  {
    name: 'leave the configuration out of the snapshot',
    edits: [
      {
        file: 'group-machine.ts',
        find: '    this.config = config;\n    this.shards = ',
        replace: '    this.config = undefined;\n    this.shards = ',
      },
      {
        file: 'group-machine.ts',
        find: 'const { config, shards, awaited',
        replace: 'const { shards, awaited',
      },
    ],
    part: 'lab4b',
    scenario: 'snapshots-restart',
    rules: [...LOST, ...UNANSWERED, 'lab/exception'],
    staged: false,
  },
  {
    name: 'leave out of the snapshot which shards are awaited',
    edits: [
      {
        file: 'group-machine.ts',
        find: 'this.awaited = awaited;',
        replace: 'this.awaited = new Set([...awaited].slice(awaited.size));',
      },
    ],
    part: 'lab4b',
    scenario: 'snapshots-restart',
    rules: [...LOST, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'know no more than ten shards',
    edits: [
      {
        file: 'group-machine.ts',
        find: 'of config.shards.entries()',
        replace: 'of config.shards.slice(0, 10).entries()',
      },
    ],
    part: 'lab4b',
    scenario: 'sizes',
    rules: UNANSWERED,
    staged: false,
  },
];
