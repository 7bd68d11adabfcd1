import type { Mutant } from '../mutant.ts';
import { LOST, OWN_MACHINE, STALE, SUBMIT, TWICE } from './mutants-own-machine.ts';

const IS_NEW = 'if (sequence > (this.lastSequences.get(clerkId) ?? 0)) {';

/** Bugs by which an operation is done twice, or taken for another. */
export const ONCE_MUTANTS: readonly Mutant[] = [
  {
    name: 'do whatever stands in the log',
    edits: [{ file: 'kv-machine.ts', find: IS_NEW, replace: 'if (sequence > 0) {' }],
    part: 'lab3a',
    scenario: 'lost-answers',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'remember in the server what was done, not in the machine',
    edits: [
      { file: 'kv-machine.ts', find: IS_NEW, replace: 'if (sequence > 0) {' },
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: `const { clerkId, sequence } = request;
    const isDone = this.done.get(clerkId) === sequence && request.operation.kind !== 'get';
    if (isDone) return { kind: 'done', value: '' };
    ${SUBMIT}
    if (outcome.kind === 'applied') this.done.set(clerkId, sequence);`,
      },
      {
        file: 'server.ts',
        find: '  async execute(',
        replace: '  private readonly done = new Map<string, number>();\n\n  async execute(',
      },
    ],
    part: 'lab3a',
    scenario: 'lost-answers',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'look for duplicates when a request comes, not when it is applied',
    edits: [
      ...OWN_MACHINE,
      {
        file: 'kv-machine.ts',
        find: IS_NEW,
        replace: 'if (sequence > 0) {',
      },
      {
        file: 'kv-machine.ts',
        find: '  private lastSequences = ',
        replace: '  lastSequences = ',
      },
      {
        file: 'server.ts',
        find: SUBMIT,
        replace: `const last = this.machine.lastSequences.get(request.clerkId) ?? 0;
    if (request.operation.kind !== 'get' && request.sequence <= last) return { kind: 'done', value: '' };
    ${SUBMIT}`,
      },
    ],
    part: 'lab3a',
    scenario: 'twins',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'take only the very last request for a duplicate',
    edits: [
      { file: 'kv-machine.ts', find: IS_NEW, replace: 'if (sequence !== this.lastSequences.get(clerkId)) {' },
    ],
    part: 'lab3a',
    scenario: 'late-requests',
    rules: [...TWICE, 'kv/append-order'],
    staged: true,
  },
  {
    name: 'answer a read that comes again with nothing',
    edits: [
      {
        file: 'kv-machine.ts',
        find: "    if (operation.kind === 'get') return this.values.get(operation.key) ?? '';\n",
        replace: `    if (operation.kind === 'get') {
      if (sequence <= (this.lastSequences.get(clerkId) ?? 0)) return '';
      this.lastSequences.set(clerkId, sequence);
      return this.values.get(operation.key) ?? '';
    }
`,
      },
    ],
    part: 'lab3a',
    scenario: 'wild-requests',
    rules: STALE,
    staged: false,
  },
  {
    name: 'count the request, not the operation',
    edits: [
      {
        file: 'client.ts',
        find: '    this.sequence += 1;\n    const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };\n',
        replace: '',
      },
      {
        file: 'client.ts',
        find: '      const reply = await',
        replace:
          '      this.sequence += 1;\n      const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };\n      const reply = await',
      },
    ],
    part: 'lab3a',
    scenario: 'lost-answers',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'append by reading and putting',
    edits: [
      {
        file: 'client.ts',
        find: "await this.execute({ kind: 'append', key, value });",
        replace: 'await this.put(key, (await this.get(key)) + value);',
      },
    ],
    part: 'lab3a',
    scenario: 'lossy-one-key',
    rules: LOST,
    staged: true,
  },
];
