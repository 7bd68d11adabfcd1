import type { Mutant } from '../mutant.ts';
import { REDLOCK_TRY_MUTANTS } from './mutants-6d-try.ts';

const MAJORITY = 'setBy > this.stores.length / 2';
const IS_SET = "answer?.kind === 'set'";
const VALID_FOR = 'ttlMs - elapsedMs - (ttlMs * this.maxDriftRatio + ROUNDING_MS)';
const VALUE = 'const value = crypto.randomUUID();';

/** Bugs in who is granted a lock, and for how long. */
const GRANTS: readonly Mutant[] = [
  {
    name: 'take two of five for a majority',
    edits: [{ file: 'redlock.ts', find: MAJORITY, replace: 'setBy >= Math.floor(this.stores.length / 2)' }],
    part: 'lab6d',
    scenario: 'redlock-majority-silent',
    rules: ['redlock/majority'],
    staged: true,
  },
  {
    name: 'take a majority of the stores that have answered',
    edits: [
      {
        file: 'redlock.ts',
        find: MAJORITY,
        replace: 'setBy > answers.filter((answer) => answer !== null).length / 2',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-majority-silent',
    rules: ['redlock/majority'],
    staged: true,
  },
  {
    name: 'want all stores',
    edits: [{ file: 'redlock.ts', find: MAJORITY, replace: 'setBy === this.stores.length' }],
    part: 'lab6d',
    scenario: 'redlock-minority-silent',
    rules: ['redlock/granted'],
    staged: true,
  },
  {
    name: 'count every store that answers',
    edits: [{ file: 'redlock.ts', find: IS_SET, replace: 'answer !== null' }],
    part: 'lab6d',
    scenario: 'redlock-contention',
    rules: ['redlock/majority'],
    staged: true,
  },
  {
    name: 'count a store that is silent as one that has set the key',
    edits: [{ file: 'redlock.ts', find: IS_SET, replace: "answer?.kind !== 'present'" }],
    part: 'lab6d',
    scenario: 'redlock-majority-silent',
    rules: ['redlock/majority'],
    staged: true,
  },
  {
    name: 'do not subtract the time that the try took',
    edits: [
      { file: 'redlock.ts', find: 'ttlMs - elapsedMs - (', replace: 'ttlMs - Math.min(0, elapsedMs) - (' },
    ],
    part: 'lab6d',
    scenario: 'redlock-slow-answers',
    rules: ['redlock/validity'],
    staged: true,
  },
  {
    name: 'measure from when the answers have come',
    edits: [
      { file: 'redlock.ts', find: 'const begunMs', replace: 'let begunMs' },
      {
        file: 'redlock.ts',
        find: 'const elapsedMs = ',
        replace: 'begunMs = performance.now();\n    const elapsedMs = ',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-slow-answers',
    rules: ['redlock/validity'],
    staged: true,
  },
  {
    name: 'do not allow for drift',
    edits: [{ file: 'redlock.ts', find: VALID_FOR, replace: 'ttlMs - elapsedMs - ROUNDING_MS' }],
    part: 'lab6d',
    scenario: 'redlock-drift',
    rules: ['redlock/validity'],
    staged: true,
  },
  {
    name: 'allow for drift in the time that the try took only',
    edits: [
      {
        file: 'redlock.ts',
        find: VALID_FOR,
        replace: 'ttlMs - elapsedMs * (1 + this.maxDriftRatio) - ROUNDING_MS',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-drift',
    rules: ['redlock/validity'],
    staged: true,
  },
  {
    name: 'hold a lock of which no time is left',
    edits: [{ file: 'redlock.ts', find: ' && validForMs > 0', replace: '' }],
    part: 'lab6d',
    scenario: 'redlock-paused-try',
    rules: ['redlock/valid-for'],
    staged: true,
  },
  {
    name: 'remember by the wall clock until when the lock is held, and do not ask before',
    edits: [
      {
        file: 'redlock.ts',
        find: 'private readonly maxDriftRatio: number;',
        replace: 'private readonly maxDriftRatio: number;\n  private heldUntilMs = 0;',
      },
      {
        file: 'redlock.ts',
        find: 'const begunMs = performance.now();',
        replace:
          "const begunMs = performance.now();\n    if (Date.now() < this.heldUntilMs) return { kind: 'not-held' };",
      },
      {
        file: 'redlock.ts',
        find: "return { kind: 'held', validForMs, release: () => this.removeAll(resource, value) };",
        replace: `this.heldUntilMs = Date.now() + validForMs;
      const release = () => {
        this.heldUntilMs = 0;
        return this.removeAll(resource, value);
      };
      return { kind: 'held', validForMs, release };`,
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-wall-clock',
    rules: ['redlock/granted'],
    staged: true,
  },
];

/** Bugs by which one try is taken for another. */
const VALUES: readonly Mutant[] = [
  {
    name: 'set the same value in every try of every client',
    edits: [{ file: 'redlock.ts', find: VALUE, replace: 'const value = resource;' }],
    part: 'lab6d',
    scenario: 'redlock-late-release',
    rules: ['redlock/own-value'],
    staged: true,
  },
  {
    name: 'set the same value in every try of a client',
    edits: [
      { file: 'redlock.ts', find: VALUE, replace: 'const value = this.id;' },
      {
        file: 'redlock.ts',
        find: '  private readonly maxDriftRatio: number;\n',
        replace: '  private readonly maxDriftRatio: number;\n  private readonly id = crypto.randomUUID();\n',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-late-release',
    rules: ['redlock/own-value'],
    staged: true,
  },
  {
    name: 'take the time for a value that no other try has',
    edits: [{ file: 'redlock.ts', find: VALUE, replace: 'const value = String(Date.now());' }],
    part: 'lab6d',
    scenario: 'redlock-contention',
    rules: ['redlock/own-value'],
    staged: true,
  },
  {
    name: 'count tries, and take the count for a value that no other has',
    edits: [
      { file: 'redlock.ts', find: VALUE, replace: 'this.tries += 1;\n    const value = String(this.tries);' },
      {
        file: 'redlock.ts',
        find: '  private readonly maxDriftRatio: number;\n',
        replace: '  private readonly maxDriftRatio: number;\n  private tries = 0;\n',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-late-release',
    rules: ['redlock/own-value'],
    staged: true,
  },
];

export const REDLOCK_MUTANTS: readonly Mutant[] = [...GRANTS, ...VALUES, ...REDLOCK_TRY_MUTANTS];
