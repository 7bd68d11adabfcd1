import { LOST, STALE } from '../lab3-kvraft/mutants-own-machine.ts';
import type { Mutant } from '../mutant.ts';

const EXECUTE = `    const shard = this.shards.get(this.shardOf(request.operation.key));
    return shard ? { kind: 'done', value: shard.apply(request) } : { kind: 'wrong-group' };`;
const CONFIGURE = "if (config.number === number) await this.rsm.submit({ kind: 'configure', config });";
const EXPECT_AWAITED = 'else this.awaited.add(shard);';
const UNANSWERED: readonly string[] = ['shardkv/answered'];

/** Bugs of who may serve a shard, and of when that changes. */
export const OWNER_MUTANTS: readonly Mutant[] = [
  {
    name: 'look when a request comes whether its shard is here, not when it is applied',
    edits: [
      {
        file: 'group-machine.ts',
        find: EXECUTE,
        replace: `    const shard = this.shards.get(this.shardOf(request.operation.key)) ?? new KvMachine();
    return { kind: 'done', value: shard.apply(request) };
  }

  serves(key: string): boolean {
    return this.shards.has(this.shardOf(key));`,
      },
      {
        file: 'server.ts',
        find: "const outcome = await this.rsm.submit({ kind: 'execute', request });",
        replace: `if (!this.machine.serves(request.operation.key)) return { kind: 'wrong-group' };
    const outcome = await this.rsm.submit({ kind: 'execute', request });`,
      },
    ],
    part: 'lab4b',
    scenario: 'moved-before-applied',
    rules: LOST,
    staged: true,
  },
  {
    name: 'serve a shard that was given away',
    edits: [{ file: 'group-machine.ts', find: '    this.shards.delete(shard);\n', replace: '' }],
    part: 'lab4b',
    scenario: 'old-owner',
    rules: STALE,
    staged: true,
  },
  {
    name: 'read from what was given up until it has been handed over',
    edits: [
      {
        file: 'group-machine.ts',
        find: EXECUTE,
        replace: EXECUTE.replace(
          '    return shard ?',
          `    const wanted = this.shardOf(request.operation.key);
    const departing = this.departing.find((one) => one.shard === wanted);
    if (!shard && departing && request.operation.kind === 'get') {
      return { kind: 'done', value: restored(departing.data).apply(request) };
    }
    return shard ?`,
        ),
      },
    ],
    part: 'lab4b',
    scenario: 'old-owner',
    rules: STALE,
    staged: true,
  },
  {
    name: 'ask the controller only when a group says that it has not the shard',
    edits: [
      {
        file: 'client.ts',
        find: 'const reply = await this.groupOf(operation.key)?.ask(',
        replace: `const group = this.groupOf(operation.key);
      const reply = await group?.ask(`,
      },
      {
        file: 'client.ts',
        find: '      if (this.config) await sleep(MOVE_PAUSE_MS);\n',
        replace: '      if (this.config) await sleep(MOVE_PAUSE_MS);\n      if (group && !reply) continue;\n',
      },
    ],
    part: 'lab4b',
    scenario: 'old-owner',
    rules: UNANSWERED,
    staged: true,
  },
  {
    name: 'answer for a shard that is elsewhere as if it were empty',
    edits: [
      {
        file: 'group-machine.ts',
        find: EXECUTE,
        replace: `    const shard = this.shards.get(this.shardOf(request.operation.key));
    return { kind: 'done', value: shard?.apply(request) ?? '' };`,
      },
    ],
    part: 'lab4b',
    scenario: 'old-owner',
    rules: STALE,
    staged: true,
  },
  {
    name: 'serve a shard before it has arrived',
    edits: [
      {
        file: 'group-machine.ts',
        find: EXPECT_AWAITED,
        replace: 'else this.awaited.add(shard);\n    this.shards.set(shard, new KvMachine());',
      },
    ],
    part: 'lab4b',
    scenario: 'new-owner',
    rules: STALE,
    staged: true,
  },
  {
    name: 'reckon the shard of a key by its first letter',
    edits: [
      {
        file: 'server.ts',
        find: 'new GroupMachine(config.gid, config.shardOf)',
        replace: 'new GroupMachine(config.gid, (key) => key.charCodeAt(0) % config.shardCount)',
      },
      {
        file: 'client.ts',
        find: 'this.common.shardOf(key)',
        replace: 'key.charCodeAt(0) % this.common.shardCount',
      },
    ],
    part: 'lab4b',
    scenario: 'static-shards',
    rules: ['shardkv/answered', 'shardkv/owner-answers'],
    staged: true,
  },
  {
    name: 'change who has a shard in the memory of the leader only',
    edits: [
      {
        file: 'server.ts',
        find: CONFIGURE,
        replace: "if (config.number === number) this.machine.apply({ kind: 'configure', config });",
      },
    ],
    part: 'lab4b',
    scenario: 'there-and-back',
    rules: [...LOST, ...UNANSWERED],
    staged: true,
  },
  {
    name: 'take over a shard in the memory of the leader only',
    edits: [
      {
        file: 'server.ts',
        find: `    const outcome = await this.rsm.submit({ kind: 'install', delivery });
    return outcome.kind === 'applied' ? { kind: 'installed' } : outcome;`,
        replace: `    this.machine.apply({ kind: 'install', delivery });
    return { kind: 'installed' };`,
      },
    ],
    part: 'lab4b',
    scenario: 'there-and-back',
    rules: [...LOST, ...UNANSWERED],
    staged: true,
  },
  {
    name: 'leave a configuration alone that this group is not in',
    edits: [
      {
        file: 'group-machine.ts',
        find: '    for (const [shard, gid] of config.shards.entries()) {',
        replace: `    if (!config.groups.has(this.gid)) return;
    for (const [shard, gid] of config.shards.entries()) {`,
      },
    ],
    part: 'lab4b',
    scenario: 'join-leave',
    rules: UNANSWERED,
    staged: true,
  },
];
