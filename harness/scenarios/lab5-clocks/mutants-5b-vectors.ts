import type { Mutant } from '../mutant.ts';

const FILE = 'vector-clock.ts';
const ORDER = ['vector/before', 'vector/concurrent'];
const COMPARE = ['vector/compare'];
const MERGE = 'this.entries = this.entries.map((count, process) => Math.max(count, sent[process] ?? 0));';
const TICK =
  'this.entries = this.entries.map((count, process) => (process === this.me ? count + 1 : count));';
const TELL_CONCURRENT = "  if (isLessSomewhere && isGreaterSomewhere) return 'concurrent';\n";

/** Known bugs of vector clocks. */
export const VECTOR_MUTANTS: readonly Mutant[] = [
  {
    name: 'do not count the receipt of a message',
    edits: [{ file: FILE, find: 'return this.tick();', replace: 'return this.entries;' }],
    part: 'lab5b',
    scenario: 'message-chain',
    rules: ORDER,
    staged: true,
  },
  {
    name: 'take over the vector of a message whole',
    edits: [{ file: FILE, find: MERGE, replace: 'this.entries = [...sent];' }],
    part: 'lab5b',
    scenario: 'second-hand',
    rules: ORDER,
    staged: true,
  },
  {
    name: 'take over nothing of a message',
    edits: [{ file: FILE, find: MERGE, replace: 'if (sent.length === 0) return this.entries;' }],
    part: 'lab5b',
    scenario: 'message-chain',
    rules: ORDER,
    staged: true,
  },
  {
    name: 'take over only what was never heard of',
    edits: [
      {
        file: FILE,
        find: 'Math.max(count, sent[process] ?? 0)',
        replace: 'count === 0 ? (sent[process] ?? 0) : count',
      },
    ],
    part: 'lab5b',
    scenario: 'second-hand',
    rules: ORDER,
    staged: false,
  },
  {
    name: 'add the vector of a message to one’s own',
    edits: [
      { file: FILE, find: 'Math.max(count, sent[process] ?? 0)', replace: 'count + (sent[process] ?? 0)' },
    ],
    part: 'lab5b',
    scenario: 'vector-copies',
    rules: ORDER,
    staged: false,
  },
  {
    name: 'count an event in every entry',
    edits: [
      {
        file: FILE,
        find: TICK,
        replace: 'this.entries = this.entries.map((count) => count + (this.me >= 0 ? 1 : 0));',
      },
    ],
    part: 'lab5b',
    scenario: 'no-messages',
    rules: ORDER,
    staged: false,
  },
  {
    name: 'hand out one array that changes',
    edits: [
      {
        file: FILE,
        find: TICK,
        replace: '(this.entries as number[])[this.me] = (this.entries[this.me] ?? 0) + 1;',
      },
    ],
    part: 'lab5b',
    scenario: 'no-messages',
    rules: ['vector/changed'],
    staged: true,
  },
  {
    name: 'copy what is returned, but hand out the array that changes as `time`',
    edits: [
      {
        file: FILE,
        find: `${TICK}\n    return this.entries;`,
        replace:
          '(this.entries as number[])[this.me] = (this.entries[this.me] ?? 0) + 1;\n    return [...this.entries];',
      },
    ],
    part: 'lab5b',
    scenario: 'no-messages',
    rules: ['vector/changed'],
    staged: true,
  },
  {
    name: 'count in `time` as well',
    edits: [
      {
        file: FILE,
        find: '    return this.entries;\n  }\n\n  /** Only',
        replace: '    return this.tick();\n  }\n\n  /** Only',
      },
    ],
    part: 'lab5b',
    scenario: 'no-messages',
    rules: ['vector/time'],
    staged: true,
  },
  {
    name: 'begin with one event counted',
    edits: [{ file: FILE, find: '.fill(0)', replace: '.fill(1)' }],
    part: 'lab5b',
    scenario: 'no-messages',
    rules: ['vector/time'],
    staged: true,
  },
  {
    name: 'take equal vectors for ordered ones',
    edits: [{ file: FILE, find: "'after' : 'equal'", replace: "'after' : 'before'" }],
    part: 'lab5b',
    scenario: 'compare',
    rules: COMPARE,
    staged: true,
  },
  {
    name: 'look for smaller entries only',
    edits: [{ file: FILE, find: TELL_CONCURRENT, replace: '' }],
    part: 'lab5b',
    scenario: 'compare',
    rules: COMPARE,
    staged: true,
  },
  {
    name: 'ask that all entries are smaller',
    edits: [
      {
        file: FILE,
        find: 'a.some((entry, process) => entry <',
        replace: 'a.every((entry, process) => entry <',
      },
    ],
    part: 'lab5b',
    scenario: 'compare',
    rules: COMPARE,
    staged: true,
  },
  {
    name: 'compare the sums of vectors',
    edits: [
      {
        file: FILE,
        find: "  if (isLessSomewhere) return 'before';\n",
        replace:
          "  const sum = a.reduce((total, entry, process) => total + entry - (b[process] ?? 0), 0);\n  if (sum < 0) return 'before';\n  if (isLessSomewhere) return 'concurrent';\n",
      },
      { file: FILE, find: TELL_CONCURRENT, replace: '' },
    ],
    part: 'lab5b',
    scenario: 'compare',
    rules: COMPARE,
    staged: true,
  },
];
