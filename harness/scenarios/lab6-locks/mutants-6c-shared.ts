import type { Mutant } from '../mutant.ts';

const PLACE = 'queue-place.ts';
const SHARED = 'read-write-lock.ts';
/** Two hold the lock, or one has it before its turn. */
const TOO_EARLY = ['lock/exclusive', 'lock/order', 'lock/woken'];
const STUCK = ['lock/progress', 'lock/orphan'];
const LARGER = 'numberOf(name) > numberOf(last)';
const AWAIT_END = 'await this.awaitEndOf(next);';

/** Bugs of readers and writers. */
export const SHARED_MUTANTS: readonly Mutant[] = [
  {
    name: 'let readers wait for readers',
    edits: [{ file: SHARED, find: "(name) => name.startsWith('write-')", replace: '() => true' }],
    part: 'lab6c',
    scenario: 'shared-readers',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'let writers wait for writers only',
    edits: [{ file: SHARED, find: '() => true', replace: "(name) => name.startsWith('write-')" }],
    part: 'lab6c',
    scenario: 'shared-readers',
    rules: TOO_EARLY,
    staged: true,
  },
  {
    name: 'let readers in while others read, past a writer that waits',
    edits: [
      {
        file: PLACE,
        find: 'const names = await this.names();',
        replace: `const names = [...(await this.names())].sort((a, b) => numberOf(a) - numberOf(b));
      const isRead = own.startsWith('read-') && names[0]?.startsWith('read-');`,
      },
      {
        file: PLACE,
        find: 'if (next === undefined) return;',
        replace: 'if (next === undefined || isRead) return;',
      },
    ],
    part: 'lab6c',
    scenario: 'shared-turns',
    rules: ['lock/order'],
    staged: true,
  },
  {
    name: 'let every reader watch the first writer',
    edits: [{ file: PLACE, find: LARGER, replace: 'numberOf(name) < numberOf(last)' }],
    part: 'lab6c',
    scenario: 'shared-wake-ups',
    rules: ['lock/herd'],
    staged: false,
  },
  {
    name: 'let a writer in as soon as one reader has gone',
    edits: [
      {
        file: PLACE,
        find: AWAIT_END,
        replace: `${AWAIT_END}\n      if (next.startsWith('read-')) return;`,
      },
    ],
    part: 'lab6c',
    scenario: 'shared-vanishes',
    rules: TOO_EARLY,
    staged: true,
  },
  {
    name: 'let a reader take a notification for the grant',
    edits: [
      {
        file: PLACE,
        find: AWAIT_END,
        replace: `${AWAIT_END}\n      if (own.startsWith('read-')) return;`,
      },
    ],
    part: 'lab6c',
    scenario: 'shared-vanishes',
    rules: ['lock/woken'],
    staged: true,
  },
];
