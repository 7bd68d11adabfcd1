import type { Mutant } from '../mutant.ts';

const UNANSWERED: readonly string[] = ['shardkv/answered'];
const WRONG: readonly string[] = ['kv/append-missing', 'kv/linearizable', 'kv/stale-read', 'kv/two-orders'];
const TWICE: readonly string[] = ['kv/applied-twice', 'kv/linearizable'];

const AWAITS = 'return number === this.configNumber && this.awaited.has(shard);';
const DELIVER = "const reply = await group.ask((server) => server.call('deliver', { number, shard, data }));";
const BEHIND = 'if (!this.isLeader || delivery.number > this.machine.configNumber)';
const FOLLOW = `const config = await this.controller.query(number);
      if (config.number === number) await this.rsm.submit({ kind: 'configure', config });`;
const IN_ORDER = 'if (config.number !== this.configNumber + 1 || !this.isReadyForNext) return;';
const SUBMIT = "const outcome = await this.rsm.submit({ kind: 'execute', request });";

/** Bugs by which something old is taken for something new, and bugs of those who were away. */
export const LATE_MUTANTS: readonly Mutant[] = [
  {
    name: 'install a shard of whatever configuration',
    edits: [{ file: 'group-machine.ts', find: AWAITS, replace: 'return this.awaited.has(shard);' }],
    part: 'lab4b',
    scenario: 'old-shard',
    rules: [...WRONG, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'look once whether a shard is wanted, and install whatever comes then',
    edits: [
      {
        file: 'server.ts',
        find: DELIVER,
        replace: `const question = { number, shard, data: new Uint8Array() };
    let reply = await group.ask((server) => server.call('deliver', question));
    if (reply?.kind === 'wanted') {
      reply = await group.ask((server) => server.call('deliver', { number, shard, data }));
    }`,
      },
      {
        file: 'server.ts',
        find: "if (!this.machine.awaits(delivery)) return { kind: 'installed' };",
        replace: `if (delivery.data.length === 0) {
      return this.machine.awaits(delivery) ? { kind: 'wanted' } : { kind: 'installed' };
    }`,
      },
      {
        file: 'group-machine.ts',
        find: 'if (!this.awaits(delivery)) return;',
        replace: 'if (this.config?.shards[delivery.shard] !== this.gid) return;',
      },
      {
        file: 'messages.ts',
        find: "{ readonly kind: 'installed' } | NotLeader",
        replace: "{ readonly kind: 'installed' | 'wanted' } | NotLeader",
      },
    ],
    part: 'lab4b',
    scenario: 'old-shard',
    rules: [...WRONG, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'install a shard again that is here already',
    edits: [
      {
        file: 'group-machine.ts',
        find: AWAITS,
        replace: 'return number === this.configNumber && this.config?.shards[shard] === this.gid;',
      },
    ],
    part: 'lab4b',
    scenario: 'late-shards',
    rules: WRONG,
    staged: false,
  },
  {
    name: 'confirm a shard of a configuration that is still to come',
    edits: [{ file: 'server.ts', find: BEHIND, replace: 'if (!this.isLeader)' }],
    part: 'lab4b',
    scenario: 'group-away',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'go on to the newest configuration at once',
    edits: [
      {
        file: 'server.ts',
        find: FOLLOW,
        replace: FOLLOW.replace('query(number)', 'query()').replace('===', '>='),
      },
      {
        file: 'group-machine.ts',
        find: IN_ORDER,
        replace: 'if (config.number <= this.configNumber || !this.isReadyForNext) return;',
      },
    ],
    part: 'lab4b',
    scenario: 'ring',
    rules: [...WRONG, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'take the configuration that the controller sent last, though it be old',
    edits: [
      {
        file: 'server.ts',
        find: FOLLOW,
        replace: `void this.controller
        .query(number)
        .then((config) => this.rsm.submit({ kind: 'configure', config }));`,
      },
      {
        file: 'group-machine.ts',
        find: IN_ORDER,
        replace: 'if (config.number > this.configNumber + 1 || !this.isReadyForNext) return;',
      },
    ],
    part: 'lab4b',
    scenario: 'late-configs',
    rules: [...WRONG, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'leave for the next configuration before the shards of this one are here',
    edits: [{ file: 'group-machine.ts', find: 'return this.awaited.size === 0;', replace: 'return true;' }],
    part: 'lab4b',
    scenario: 'leave-and-rejoin',
    rules: [...WRONG, ...UNANSWERED],
    staged: false,
  },
  {
    name: 'read from the memory of whoever believes to lead',
    edits: [
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: `if (request.operation.kind === 'get' && this.isLeader) {
      return this.machine.apply({ kind: 'execute', request });
    }
    ${SUBMIT}`,
      },
    ],
    part: 'lab4b',
    scenario: 'deposed-leaders',
    rules: WRONG,
    staged: false,
  },
  {
    name: 'ask the next group under a new number',
    edits: [
      {
        file: 'client.ts',
        find: 'const reply = await this.groupOf(operation.key)',
        replace: `const again: KvRequest = { ...request, sequence: this.sequence++ };
      const reply = await this.groupOf(operation.key)`,
      },
      {
        file: 'client.ts',
        find: "server.call('execute', request)",
        replace: "server.call('execute', again)",
      },
    ],
    part: 'lab4b',
    scenario: 'retries',
    rules: TWICE,
    staged: false,
  },
  {
    name: 'ask the controller before each operation',
    edits: [
      {
        file: 'client.ts',
        find: '    for (;;) {\n',
        replace: '    await this.learnConfig();\n    for (;;) {\n',
      },
    ],
    part: 'lab4b',
    scenario: 'controller-away',
    rules: UNANSWERED,
    staged: true,
  },
  {
    name: 'ask the same controller for ever',
    edits: [
      {
        file: 'leader-search.ts',
        find: '      this.leader = (this.leader + 1) % this.servers.length;\n',
        replace: '      if (reply) this.leader = (this.leader + 1) % this.servers.length;\n',
      },
    ],
    part: 'lab4b',
    scenario: 'controller-crash',
    rules: ['controller/answered', 'shardkv/answered'],
    staged: false,
  },
  {
    name: 'know ten shards only',
    edits: [
      {
        file: 'group-machine.ts',
        find: '    this.shardOf = shardOf;\n',
        replace: '    this.shardOf = (key) => shardOf(key) % 10;\n',
      },
    ],
    part: 'lab4b',
    scenario: 'scale',
    rules: UNANSWERED,
    staged: true,
  },
];
