import type { Edit, Mutant } from '../mutant.ts';
import { APPLIED, LOST, OWN_MACHINE, STALE, SUBMIT } from './mutants-own-machine.ts';

/** Reads that do not go through the log while this holds. `lease` runs when a command was applied. */
function localReads(condition: string, lease: string = ''): readonly Edit[] {
  const replace = `if (request.operation.kind === 'get' && ${condition}) {
      return { kind: 'done', value: this.machine.apply(request) };
    }
    ${SUBMIT}
    ${lease}`;
  return [
    ...OWN_MACHINE,
    { file: 'server.ts', find: SUBMIT, replace },
    {
      file: 'server.ts',
      find: '  async execute(',
      replace: '  private leaseUntil = 0;\n\n  async execute(',
    },
  ];
}

const LEADS = 'this.rsm.raft.getState().isLeader';

/** Bugs of servers that answer before they may. */
export const READ_MUTANTS: readonly Mutant[] = [
  {
    name: 'a leader reads from its own memory',
    edits: localReads(LEADS),
    part: 'lab3a',
    scenario: 'deposed-leader',
    rules: STALE,
    staged: true,
  },
  {
    name: 'a leader that slept reads from its own memory',
    edits: localReads(LEADS),
    part: 'lab3a',
    scenario: 'paused-leader',
    rules: STALE,
    staged: true,
  },
  {
    name: 'everybody reads from his own memory',
    edits: localReads('true'),
    part: 'lab3a',
    scenario: 'minority',
    rules: ['kv/majority-answers', ...STALE],
    staged: true,
  },
  {
    name: 'a lease by the wall clock',
    edits: localReads(
      `${LEADS} && Date.now() < this.leaseUntil`,
      "if (outcome.kind === 'applied') this.leaseUntil = Date.now() + 150;",
    ),
    part: 'lab3a',
    scenario: 'clocks',
    rules: STALE,
    staged: true,
  },
  {
    name: 'a lease as long as an election timeout',
    edits: localReads(
      `${LEADS} && performance.now() < this.leaseUntil`,
      "if (outcome.kind === 'applied') this.leaseUntil = performance.now() + 300;",
    ),
    part: 'lab3a',
    scenario: 'clocks',
    rules: STALE,
    staged: false,
  },
  {
    name: 'a lease from the moment of the answers, not of the question',
    edits: localReads(
      `${LEADS} && performance.now() < this.leaseUntil`,
      "if (outcome.kind === 'applied') this.leaseUntil = performance.now() + 150;",
    ),
    part: 'lab3a',
    scenario: 'paused-leader',
    rules: STALE,
    staged: true,
  },
  {
    name: 'answer writes before they are committed',
    edits: [
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: `if (request.operation.kind !== 'get' && ${LEADS}) {
      void this.rsm.submit(request);
      return { kind: 'done', value: '' };
    }
    ${SUBMIT}`,
      },
    ],
    part: 'lab3a',
    scenario: 'minority',
    rules: ['kv/majority-answers'],
    staged: true,
  },
  {
    name: 'answer writes although leadership was lost',
    edits: [
      {
        file: 'server.ts',
        find: APPLIED,
        replace: `if (outcome.kind !== 'applied' && request.operation.kind === 'get') return outcome;
    return { kind: 'done', value: outcome.kind === 'applied' ? outcome.result : '' };`,
      },
    ],
    part: 'lab3a',
    scenario: 'many-clients',
    rules: LOST,
    staged: true,
  },
];
