import type { Edit, Mutant } from '../mutant.ts';

const DELETED =
  '    this.departing = this.departing.filter((one) => one.number !== number || one.shard !== shard);\n';
const ENCODE = 'return encode({ config, shards, awaited, departures });';
const RESTORED = '    this.departing = departures;\n';
const HAND_OVER = '      for (const departure of this.machine.departures) void this.handOver(departure);\n';
const CONFIRMED =
  "    if (reply?.kind === 'installed') await this.rsm.submit({ kind: 'forget', number, shard });\n";
const INSTALLED = "    return outcome.kind === 'applied' ? { kind: 'installed' } : outcome;\n";

/** What has been handed over is kept, once for each shard: all else works as ever. */
const NEVER_DELETES: readonly Edit[] = [
  {
    file: 'group-machine.ts',
    find: DELETED,
    replace: `    for (const one of this.departing) {
      if (one.number === number && one.shard === shard) this.kept.set(shard, one.data);
    }
${DELETED}`,
  },
  {
    file: 'group-machine.ts',
    find: '  private departing: Departure[] = [];\n',
    replace: '  private departing: Departure[] = [];\n  private kept = new Map<number, Uint8Array>();\n',
  },
  { file: 'group-machine.ts', find: ENCODE, replace: ENCODE.replace(' })', ', kept: this.kept })') },
  {
    file: 'group-machine.ts',
    find: RESTORED,
    replace: `${RESTORED}    this.kept = decode<SavedMachine>(snapshot).kept;\n`,
  },
  {
    file: 'group-machine.ts',
    find: '  readonly departures: Departure[];\n}',
    replace: '  readonly departures: Departure[];\n  readonly kept: Map<number, Uint8Array>;\n}',
  },
];

/** A hand-over ends when it has succeeded, or its leader leads no more. */
const UNTIL_HANDED_OVER: Edit = {
  file: 'server.ts',
  find: "    const reply = await group.ask((server) => server.call('deliver', { number, shard, data }));\n",
  replace: `    let reply: DeliveryReply | undefined;
    while (this.isLeader && reply?.kind !== 'installed') {
      reply = await group.ask((server) => server.call('deliver', { number, shard, data }));
      if (reply?.kind !== 'installed') await sleep(LOOK_EVERY_MS);
    }
`,
};

/** From when a configuration is taken until all its shards are here, every operation is refused. */
const SERVES_NOTHING_MEANWHILE: readonly Edit[] = [
  {
    file: 'group-machine.ts',
    find: '  private execute(request: KvRequest): ExecuteResult {\n',
    replace: `  private execute(request: KvRequest): ExecuteResult {
    if (!this.isReadyForNext) return { kind: 'wrong-group' };
`,
  },
];

/** A correct service that has taken up neither challenge, or one of them. */
export const WITHOUT_DELETION: Mutant = {
  name: 'keep for ever what was given away',
  edits: NEVER_DELETES,
  part: 'lab4b',
  scenario: 'deleted-after-moves',
  rules: ['shardkv/storage'],
  staged: true,
};

export const WITHOUT_SERVICE: Mutant = {
  name: 'serve nothing while a shard is awaited',
  edits: SERVES_NOTHING_MEANWHILE,
  part: 'lab4b',
  scenario: 'served-sender-down',
  rules: ['shardkv/unaffected'],
  staged: true,
};

export const WITHOUT_BOTH: Mutant = {
  ...WITHOUT_SERVICE,
  name: 'keep what was given away, and serve nothing while a shard is awaited',
  edits: [...NEVER_DELETES, ...SERVES_NOTHING_MEANWHILE],
};

/** Correct as well, and a group that is down holds up who is to give it something. */
export const WAITS_FOR_DEPARTURES: Mutant = {
  name: 'take no configuration before all that departs is there',
  edits: [
    {
      file: 'group-machine.ts',
      find: 'return this.awaited.size === 0;',
      replace: 'return this.awaited.size === 0 && this.departing.length === 0;',
    },
  ],
  part: 'lab4b',
  scenario: 'served-others-go-on',
  rules: ['shardkv/arrived'],
  staged: true,
};

/** Bugs of the two challenges: what is deleted too late or too soon, what is not served meanwhile. */
export const CHALLENGE_MUTANTS: readonly Mutant[] = [
  WITHOUT_DELETION,
  { ...WITHOUT_DELETION, name: 'keep what a group had that has left', scenario: 'deleted-left-group' },
  { ...WITHOUT_DELETION, name: 'keep what came to a group late', scenario: 'deleted-receiver-down' },
  { ...WITHOUT_DELETION, name: 'keep what was lost on its way once', scenario: 'deleted-lossy' },
  {
    name: 'forget a shard as soon as it is sent',
    edits: [
      {
        file: 'server.ts',
        find: CONFIRMED,
        replace: "    await this.rsm.submit({ kind: 'forget', number, shard });\n",
      },
    ],
    part: 'lab4b',
    scenario: 'deleted-receiver-down',
    rules: ['shardkv/answered'],
    staged: true,
  },
  {
    name: 'confirm a shard before it is committed',
    edits: [
      {
        file: 'server.ts',
        find: "    const outcome = await this.rsm.submit({ kind: 'install', delivery });\n",
        replace: "    void this.rsm.submit({ kind: 'install', delivery });\n",
      },
      { file: 'server.ts', find: INSTALLED, replace: "    return { kind: 'installed' };\n" },
    ],
    part: 'lab4b',
    scenario: 'deleted-unconfirmed',
    rules: ['shardkv/answered'],
    staged: true,
  },
  {
    name: 'delete in the leader only, not through the log',
    edits: [
      {
        file: 'server.ts',
        find: CONFIRMED,
        replace: "    if (reply?.kind === 'installed') this.machine.forget(number, shard);\n",
      },
      { file: 'group-machine.ts', find: '  private forget(', replace: '  forget(' },
    ],
    part: 'lab4b',
    scenario: 'deleted-left-group',
    rules: ['shardkv/storage'],
    staged: false,
  },
  {
    name: 'only the leader that gave a shard up hands it over',
    edits: [
      {
        file: 'server.ts',
        find: HAND_OVER,
        replace: `      for (const departure of this.machine.departures) {
        if (this.mine.has(departure.number)) void this.handOver(departure);
      }
`,
      },
      {
        file: 'server.ts',
        find: "if (config.number === number) await this.rsm.submit({ kind: 'configure', config });\n",
        replace: `if (config.number !== number) continue;
      this.mine.add(number);
      await this.rsm.submit({ kind: 'configure', config });
`,
      },
      {
        file: 'server.ts',
        find: '  private readonly underWay = new Set<string>();\n',
        replace:
          '  private readonly underWay = new Set<string>();\n  private readonly mine = new Set<number>();\n',
      },
    ],
    part: 'lab4b',
    scenario: 'deleted-by-next-leader',
    rules: ['shardkv/storage', 'shardkv/answered'],
    staged: true,
  },
  WITHOUT_SERVICE,
  {
    name: 'use what has arrived only when all has come',
    edits: [
      {
        file: 'group-machine.ts',
        find: '    this.shards.set(delivery.shard, restored(delivery.data));\n',
        replace: `    this.arrived.set(delivery.shard, restored(delivery.data));
    if (this.awaited.size > 0) return;
    for (const [shard, machine] of this.arrived) this.shards.set(shard, machine);
    this.arrived.clear();
`,
      },
      {
        file: 'group-machine.ts',
        find: '  private departing: Departure[] = [];\n',
        replace:
          '  private departing: Departure[] = [];\n  private readonly arrived = new Map<number, KvMachine>();\n',
      },
    ],
    part: 'lab4b',
    scenario: 'served-partial',
    rules: ['shardkv/arrived'],
    staged: true,
  },
  {
    name: 'hand shards over one after another',
    edits: [
      { file: 'server.ts', find: HAND_OVER, replace: HAND_OVER.replace('void this', 'await this') },
      UNTIL_HANDED_OVER,
    ],
    part: 'lab4b',
    scenario: 'served-others-go-on',
    rules: ['shardkv/arrived'],
    staged: false,
  },
  {
    name: 'hand all shards over before the next configuration is asked for',
    edits: [
      { file: 'server.ts', find: HAND_OVER, replace: '' },
      {
        file: 'server.ts',
        find: '      if (!this.isLeader || !this.machine.isReadyForNext) continue;\n',
        replace: `      if (!this.isLeader) continue;
      await Promise.all(this.machine.departures.map((departure) => this.handOver(departure)));
      if (!this.machine.isReadyForNext) continue;
`,
      },
      UNTIL_HANDED_OVER,
    ],
    part: 'lab4b',
    scenario: 'served-others-go-on',
    rules: ['shardkv/arrived'],
    staged: true,
  },
  WAITS_FOR_DEPARTURES,
  {
    name: 'freeze a group that hands shards over until all are there',
    edits: [
      {
        file: 'group-machine.ts',
        find: '  private execute(request: KvRequest): ExecuteResult {\n',
        replace: `  private execute(request: KvRequest): ExecuteResult {
    if (this.departing.length > 0) return { kind: 'wrong-group' };
`,
      },
    ],
    part: 'lab4b',
    scenario: 'served-hard-to-reach',
    rules: ['shardkv/unaffected'],
    staged: true,
  },
  {
    name: 'serve only who knows the same configuration',
    edits: [
      {
        file: 'client.ts',
        find: "server.call('execute', request)",
        replace: "server.call('execute', { ...request, number: this.config?.number ?? 0 })",
      },
      {
        file: 'server.ts',
        find: '  async execute(request: KvRequest): Promise<ExecuteReply> {\n',
        replace: `  async execute(request: KvRequest & { readonly number?: number }): Promise<ExecuteReply> {
    if (request.number !== this.machine.configNumber) return { kind: 'wrong-group' };
`,
      },
      {
        file: 'messages.ts',
        find: '  execute(request: KvRequest): Promise<ExecuteReply>;\n',
        replace: '  execute(request: KvRequest & { readonly number?: number }): Promise<ExecuteReply>;\n',
      },
    ],
    part: 'lab4b',
    scenario: 'served-others-go-on',
    rules: ['shardkv/unaffected'],
    staged: true,
  },
  {
    ...WITHOUT_SERVICE,
    name: 'stop the others while shards change places',
    scenario: 'served-throughput',
  },
];
