import type { Mutant } from '../mutant.ts';
import { LATE_MUTANTS } from './mutants-faults-late.ts';

const UNANSWERED: readonly string[] = ['shardkv/answered'];
const LOST: readonly string[] = ['kv/append-missing', 'kv/linearizable', 'shardkv/answered'];

/** The answer by which a group says that a shard is on the disks of its majority. */
const CONFIRMED = "if (reply?.kind === 'installed') await";
const INSTALL = `const outcome = await this.rsm.submit({ kind: 'install', delivery });
    return outcome.kind === 'applied' ? { kind: 'installed' } : outcome;`;
const EACH_DEPARTURE = 'for (const departure of this.machine.departures) void this.handOver(departure);';
const SAVED = 'return encode({ config, shards, awaited, departures });';

/** Bugs by which a shard is lost, or stays where it is, when somebody crashes or cannot be reached. */
const CRASH_MUTANTS: readonly Mutant[] = [
  {
    name: 'drop a shard as soon as it has been sent',
    edits: [{ file: 'server.ts', find: CONFIRMED, replace: 'await' }],
    part: 'lab4b',
    scenario: 'receiver-crashes',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'confirm a shard before it is committed',
    edits: [
      {
        file: 'server.ts',
        find: INSTALL,
        replace: "void this.rsm.submit({ kind: 'install', delivery });\n    return { kind: 'installed' };",
      },
    ],
    part: 'lab4b',
    scenario: 'deposed-leaders',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'install a shard in the memory of the leader',
    edits: [
      {
        file: 'server.ts',
        find: INSTALL,
        replace: "this.machine.apply({ kind: 'install', delivery });\n    return { kind: 'installed' };",
      },
    ],
    part: 'lab4b',
    scenario: 'both-crash',
    rules: LOST,
    staged: false,
  },
  {
    name: 'remember only in the leader what is to be handed over',
    edits: [
      {
        file: 'server.ts',
        find: EACH_DEPARTURE,
        replace: 'for (const departure of this.outbox) void this.handOver(departure);',
      },
      {
        file: 'server.ts',
        find: "if (config.number === number) await this.rsm.submit({ kind: 'configure', config });",
        replace: `if (config.number !== number) continue;
      await this.rsm.submit({ kind: 'configure', config });
      this.outbox = [...this.machine.departures];`,
      },
      {
        file: 'server.ts',
        find: '  private readonly underWay = ',
        replace: '  private outbox: readonly Departure[] = [];\n  private readonly underWay = ',
      },
    ],
    part: 'lab4b',
    scenario: 'sender-crashes',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'try only once to hand a shard over',
    edits: [{ file: 'server.ts', find: '    this.underWay.delete(name);\n', replace: '' }],
    part: 'lab4b',
    scenario: 'shard-storm',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'hand shards to the first server of a group only',
    edits: [{ file: 'server.ts', find: 'to.map(this.connect)', replace: 'to.slice(0, 1).map(this.connect)' }],
    part: 'lab4b',
    scenario: 'lossy-churn',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'keep shards back while waiting for others',
    edits: [
      {
        file: 'server.ts',
        find: EACH_DEPARTURE,
        replace: `if (!this.machine.isReadyForNext) continue;\n      ${EACH_DEPARTURE}`,
      },
    ],
    part: 'lab4b',
    scenario: 'crossing',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'leave out of the snapshot what is to be handed over',
    edits: [
      { file: 'group-machine.ts', find: SAVED, replace: SAVED.replace('departures', 'departures: []') },
    ],
    part: 'lab4b',
    scenario: 'restart-all',
    rules: UNANSWERED,
    staged: false,
  },
  {
    name: 'leave out of the snapshot what is awaited',
    edits: [
      { file: 'group-machine.ts', find: SAVED, replace: SAVED.replace('awaited', 'awaited: new Set()') },
    ],
    part: 'lab4b',
    scenario: 'restart-all',
    rules: LOST,
    staged: false,
  },
  {
    name: 'commit nothing in a new term until somebody asks',
    edits: [{ file: 'server.ts', find: '    void this.openTerms();\n', replace: '' }],
    part: 'lab4b',
    scenario: 'unasked',
    rules: UNANSWERED,
    staged: false,
  },
];

export const FAULT_MUTANTS: readonly Mutant[] = [...CRASH_MUTANTS, ...LATE_MUTANTS];
