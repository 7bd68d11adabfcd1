import type { Mutant } from '../mutant.ts';

const file = 'fenced-storage.ts';
const STALE = 'if (newest !== undefined && token < newest) return';
const ACCEPT = 'this.entries.set(key, { value, token });';

/** Bugs of a storage that looks at tokens. */
export const STORAGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'accept every write',
    edits: [{ file, find: STALE, replace: 'if (newest !== undefined && token < 0) return' }],
    part: 'lab6b',
    scenario: 'fenced',
    rules: ['fencing/stale-write'],
    staged: true,
  },
  {
    name: 'refuse the second write of a holder',
    edits: [{ file, find: STALE, replace: 'if (newest !== undefined && token <= newest) return' }],
    part: 'lab6b',
    scenario: 'fence',
    rules: ['fencing/refused'],
    staged: false,
  },
  {
    name: 'one fence for all keys',
    edits: [
      {
        file,
        find: 'const newest = this.entries.get(key)?.token;',
        replace: 'const newest = Math.max(0, ...[...this.entries.values()].map((entry) => entry.token));',
      },
    ],
    part: 'lab6b',
    scenario: 'many-locks',
    rules: ['fencing/refused'],
    staged: true,
  },
  {
    name: 'remember the last token, also of a write that was refused',
    edits: [
      {
        file,
        find: `${STALE} { kind: 'stale-token', newest };`,
        replace:
          "if (newest !== undefined && token < newest) {\n      this.entries.set(key, { value: this.read({ key }).value, token });\n      return { kind: 'stale-token', newest };\n    }",
      },
    ],
    part: 'lab6b',
    scenario: 'fence',
    rules: ['fencing/stale-write', 'fencing/answer'],
    staged: false,
  },
  {
    name: 'remember the first token for ever',
    edits: [{ file, find: ACCEPT, replace: 'this.entries.set(key, { value, token: newest ?? token });' }],
    part: 'lab6b',
    scenario: 'fence',
    rules: ['fencing/stale-write', 'fencing/answer'],
    staged: false,
  },
  {
    name: 'compare tokens as text',
    edits: [
      {
        file,
        find: STALE,
        replace: 'if (newest !== undefined && String(token) < String(newest)) return',
      },
    ],
    part: 'lab6b',
    scenario: 'fence',
    rules: ['fencing/stale-write', 'fencing/refused'],
    staged: false,
  },
  {
    name: 'answer a stale write with its own token',
    edits: [
      { file, find: "{ kind: 'stale-token', newest };", replace: "{ kind: 'stale-token', newest: token };" },
    ],
    part: 'lab6b',
    scenario: 'fence',
    rules: ['fencing/answer'],
    staged: false,
  },
  {
    name: 'refuse a stale write, and do it all the same',
    edits: [
      {
        file,
        find: `${STALE} { kind: 'stale-token', newest };`,
        replace:
          "if (newest !== undefined && token < newest) {\n      this.entries.set(key, { value, token: newest });\n      return { kind: 'stale-token', newest };\n    }",
      },
    ],
    part: 'lab6b',
    scenario: 'fenced',
    rules: ['storage/read'],
    staged: true,
  },
];
