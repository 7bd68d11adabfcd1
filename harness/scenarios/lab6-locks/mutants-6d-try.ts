import type { Mutant } from '../mutant.ts';

const SET = "store.call('setIfAbsent', { key: resource, value, ttlMs })";
const FAILED = "    await this.removeAll(resource, value);\n    return { kind: 'not-held' };";
const ASK_ALL = 'Promise.all(this.stores.map((store) => Promise.race([ask(store), patience])))';

/** Bugs in asking stores, in waiting for them, and in taking back what was asked. */
export const REDLOCK_TRY_MUTANTS: readonly Mutant[] = [
  {
    name: 'leave the keys of a failed try where they are',
    edits: [{ file: 'redlock.ts', find: FAILED, replace: "    return { kind: 'not-held' };" }],
    part: 'lab6d',
    scenario: 'redlock-split-vote',
    rules: ['redlock/leaves-nothing'],
    staged: true,
  },
  {
    name: 'take the key back from those stores only that said that they have set it',
    edits: [
      {
        file: 'redlock.ts',
        find: '    const setBy = ',
        replace: `    const setters = this.stores.filter((_, index) => answers[index]?.kind === 'set');
    this.setters.set(value, setters);
    const setBy = `,
      },
      {
        file: 'redlock.ts',
        find: "store.call('removeIfEqual', { key: resource, value })",
        replace:
          "this.setters.get(value)?.includes(store) ? store.call('removeIfEqual', { key: resource, value }) : Promise.resolve(null)",
      },
      {
        file: 'redlock.ts',
        find: '  private readonly maxDriftRatio: number;\n',
        replace:
          '  private readonly maxDriftRatio: number;\n  private readonly setters = new Map<string, Peer<ExpiringStoreRpc>[]>();\n',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-lost-answers',
    rules: ['redlock/leaves-nothing'],
    staged: true,
  },
  {
    name: 'take nothing back if no store has said that it set the key',
    edits: [
      {
        file: 'redlock.ts',
        find: FAILED,
        replace: FAILED.replace('await', 'if (setBy > 0) await'),
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-lost-answers',
    rules: ['redlock/leaves-nothing'],
    staged: true,
  },
  {
    name: 'release nothing',
    edits: [
      {
        file: 'redlock.ts',
        find: 'release: () => this.removeAll(resource, value)',
        replace: 'release: async () => {}',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-quiet',
    rules: ['redlock/leaves-nothing'],
    staged: true,
  },
  {
    name: 'have no patience',
    edits: [{ file: 'redlock.ts', find: 'const PATIENCE_MS = 80;', replace: 'const PATIENCE_MS = 10;' }],
    part: 'lab6d',
    scenario: 'redlock-slow-answers',
    rules: ['redlock/granted'],
    staged: true,
  },
  {
    name: 'release at the first store only',
    edits: [
      {
        file: 'redlock.ts',
        find: 'release: () => this.removeAll(resource, value)',
        replace:
          "release: async () => void (await this.stores[0]?.call('removeIfEqual', { key: resource, value }))",
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-minority-silent',
    rules: ['redlock/leaves-nothing'],
    staged: true,
  },
  {
    name: 'wait for every store, however long that takes',
    edits: [{ file: 'redlock.ts', find: 'Promise.race([ask(store), patience])', replace: 'ask(store)' }],
    part: 'lab6d',
    scenario: 'redlock-minority-silent',
    rules: ['redlock/answers'],
    staged: false,
  },
  {
    name: 'ask one store after the other, and wait for each',
    edits: [
      {
        file: 'redlock.ts',
        find: `    return ${ASK_ALL};`,
        replace: `    return (async () => {
      const answers: (Answer | null)[] = [];
      for (const store of this.stores) answers.push(await ask(store));
      return answers;
    })();`,
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-minority-silent',
    rules: ['redlock/answers'],
    staged: false,
  },
  {
    name: 'wait for every store when a failed try is taken back',
    edits: [
      {
        file: 'redlock.ts',
        find: "await this.askAll((store) => store.call('removeIfEqual', { key: resource, value }));",
        replace:
          "await Promise.all(this.stores.map((store) => store.call('removeIfEqual', { key: resource, value })));",
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-minority-silent',
    rules: ['redlock/answers'],
    staged: false,
  },
  {
    name: 'try again until it is granted',
    edits: [
      {
        file: 'redlock.ts',
        find: FAILED,
        replace: FAILED.replace("{ kind: 'not-held' }", 'this.tryAcquire(resource, ttlMs)'),
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-majority-silent',
    rules: ['redlock/answers'],
    staged: true,
  },
  {
    name: 'use one key for all resources',
    edits: [{ file: 'redlock.ts', find: SET, replace: SET.replace('key: resource', "key: 'lock'") }],
    part: 'lab6d',
    scenario: 'redlock-quiet',
    rules: ['redlock/granted'],
    staged: true,
  },
  {
    name: 'give the time to live in seconds',
    edits: [{ file: 'redlock.ts', find: SET, replace: SET.replace('ttlMs }', 'ttlMs: ttlMs / 1000 }') }],
    part: 'lab6d',
    scenario: 'redlock-quiet',
    rules: ['redlock/majority', 'redlock/validity'],
    staged: true,
  },
  {
    name: 'promise half of the time that is left',
    edits: [
      {
        file: 'redlock.ts',
        find: 'const validForMs = ttlMs - elapsedMs',
        replace: 'const validForMs = ttlMs / 2 - elapsedMs',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-quiet',
    rules: ['redlock/valid-for'],
    staged: true,
  },
  {
    name: 'count answers in a field, those that come late for the next try',
    edits: [
      {
        file: 'redlock.ts',
        find: '    const answers = ',
        replace: `    this.setBy = 0;
    const count = (answer: { readonly kind: string } | null): null => {
      if (answer?.kind === 'set') this.setBy += 1;
      return null;
    };
    const answers = `,
      },
      { file: 'redlock.ts', find: SET, replace: `${SET}.then(count)` },
      {
        file: 'redlock.ts',
        find: "const setBy = answers.filter((answer) => answer?.kind === 'set').length;",
        replace: 'const setBy = Math.max(this.setBy, answers.length * 0);',
      },
      {
        file: 'redlock.ts',
        find: '  private readonly maxDriftRatio: number;\n',
        replace: '  private readonly maxDriftRatio: number;\n  private setBy = 0;\n',
      },
    ],
    part: 'lab6d',
    scenario: 'redlock-late-answers',
    rules: ['redlock/majority'],
    staged: false,
  },
  {
    name: 'refuse only a token that has just been used',
    edits: [{ file: 'fenced-storage.ts', find: 'token < newest', replace: 'token === newest' }],
    part: 'lab6d',
    scenario: 'fenced-jump',
    rules: ['fencing/stale-write'],
    staged: true,
  },
  {
    name: 'refuse a write to fenced storage, and do it all the same',
    edits: [
      {
        file: 'fenced-storage.ts',
        find: "if (newest !== undefined && token < newest) return { kind: 'stale-token', newest };",
        replace: `if (newest !== undefined && token < newest) {
      this.entries.set(key, { value, token: newest });
      return { kind: 'stale-token', newest };
    }`,
      },
    ],
    part: 'lab6d',
    scenario: 'fenced-pause',
    rules: ['storage/read'],
    staged: true,
  },
  {
    name: 'take every write to fenced storage',
    edits: [{ file: 'fenced-storage.ts', find: 'token < newest', replace: 'token < 0 * newest' }],
    part: 'lab6d',
    scenario: 'fenced-pause',
    rules: ['fencing/stale-write'],
    staged: true,
  },
];
