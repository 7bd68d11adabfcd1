import { TWICE } from '../lab3-kvraft/mutants-own-machine.ts';
import type { Mutant } from '../mutant.ts';

const SET_ARRIVED = '    this.shards.set(delivery.shard, restored(delivery.data));';
const UNANSWERED: readonly string[] = ['shardkv/answered'];
const REQUEST = `    this.sequence += 1;
    const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };
    for (;;) {`;

/** Bugs by which an operation is done twice because its shard moved, and bugs of the clerk. */
export const ONCE_ACROSS_MOVES_MUTANTS: readonly Mutant[] = [
  {
    name: 'move the keys of a shard without what tells duplicates',
    edits: [
      {
        file: 'group-machine.ts',
        find: SET_ARRIVED,
        replace: `    const machine = restored(delivery.data);
    machine['lastSequences'].clear();
    this.shards.set(delivery.shard, machine);`,
      },
    ],
    part: 'lab4b',
    scenario: 'retry-crosses-move',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'replace what tells duplicates in all shards by what came with one',
    edits: [
      {
        file: 'group-machine.ts',
        find: SET_ARRIVED,
        replace: `    const machine = restored(delivery.data);
    this.shards.set(delivery.shard, machine);
    for (const other of this.shards.values()) other['lastSequences'] = new Map(machine['lastSequences']);`,
      },
    ],
    part: 'lab4b',
    scenario: 'late-copies',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'take the old table of duplicates when a shard comes back',
    edits: [
      {
        file: 'group-machine.ts',
        find: SET_ARRIVED,
        replace: `    const machine = restored(delivery.data);
    const before = this.tables.get(delivery.shard);
    machine['lastSequences'] = before ?? new Map();
    this.tables.set(delivery.shard, machine['lastSequences']);
    this.shards.set(delivery.shard, machine);`,
      },
      {
        file: 'group-machine.ts',
        find: '  private departing: Departure[] = [];',
        replace:
          '  private departing: Departure[] = [];\n  private readonly tables = new Map<number, Map<string, number>>();',
      },
    ],
    part: 'lab4b',
    scenario: 'late-copies',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'use the very values that stand in the log',
    edits: [
      {
        file: 'messages.ts',
        find: '  readonly data: Uint8Array;',
        replace:
          '  readonly data: { values: Map<string, string>; lastSequences: readonly (readonly [string, number])[] };',
      },
      {
        file: 'group-machine.ts',
        find: '    const data = this.shards.get(shard)?.snapshot();',
        replace: `    const machine = this.shards.get(shard);
    const data = machine && { values: machine['values'], lastSequences: [...machine['lastSequences']] };`,
      },
      {
        file: 'group-machine.ts',
        find: SET_ARRIVED,
        replace: `    const machine = new KvMachine();
    machine['values'] = delivery.data.values;
    machine['lastSequences'] = new Map(delivery.data.lastSequences);
    this.shards.set(delivery.shard, machine);`,
      },
    ],
    part: 'lab4b',
    scenario: 'missed-changes',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'give an operation a new number whenever it is sent to a group',
    edits: [
      {
        file: 'client.ts',
        find: REQUEST,
        replace: `    for (;;) {
      this.sequence += 1;
      const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };`,
      },
    ],
    part: 'lab4b',
    scenario: 'retry-crosses-move',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'ask the controller once in a lifetime',
    edits: [
      {
        file: 'client.ts',
        find: '      await this.learnConfig();',
        replace: '      if (!this.config) await this.learnConfig();',
      },
    ],
    part: 'lab4b',
    scenario: 'join-leave',
    rules: UNANSWERED,
    staged: true,
  },
  {
    name: 'ask one server of a group only',
    edits: [
      {
        file: 'client.ts',
        find: 'names.map(this.common.connect)',
        replace: 'names.slice(0, 1).map(this.common.connect)',
      },
    ],
    part: 'lab4b',
    scenario: 'eight-groups',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'take the empty key for none',
    edits: [
      {
        file: 'client.ts',
        find: REQUEST,
        replace: `    if (!operation.key) return '';
${REQUEST}`,
      },
    ],
    part: 'lab4b',
    scenario: 'sizes',
    rules: ['kv/append-missing', 'kv/linearizable'],
    staged: true,
  },
];
