import type { Mutant } from '../mutant.ts';

const ONE_WINNER = ['store/one-winner'];
const REFUSED = ['store/refused'];
const VERSION = ['store/version'];
const SET = '    this.values.set(key, { value, version: version + 1 });';
const COMPARE = "if (version !== (present?.version ?? 0)) return { kind: 'version-mismatch' };";

/** Known bugs of the versioned store. */
export const STORE_MUTANTS: readonly Mutant[] = [
  {
    name: 'start a new key at version 0',
    edits: [
      {
        file: 'store.ts',
        find: SET,
        replace: '    this.values.set(key, { value, version: present ? version + 1 : 0 });',
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: VERSION,
    staged: true,
  },
  {
    name: 'raise the version by a put that is refused',
    edits: [
      {
        file: 'store.ts',
        find: COMPARE,
        replace: `if (present && version !== present.version) {
      this.values.set(key, { value: present.value, version: present.version + 1 });
      return { kind: 'version-mismatch' };
    }`,
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: REFUSED,
    staged: true,
  },
  {
    name: 'create a key that is there',
    edits: [
      {
        file: 'store.ts',
        find: 'if (version !== (present',
        replace: 'if (version !== 0 && version !== (present',
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: ONE_WINNER,
    staged: true,
  },
  {
    name: 'take any version that is not too old',
    edits: [{ file: 'store.ts', find: 'if (version !== (present', replace: 'if (version < (present' }],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: VERSION,
    staged: true,
  },
  {
    name: 'create a key whatever version is named',
    edits: [
      {
        file: 'store.ts',
        find: "    if (!present && version !== 0) return { kind: 'no-key' };\n",
        replace: '',
      },
      {
        file: 'store.ts',
        find: 'if (version !== (present?.version ?? 0))',
        replace: 'if (present && version !== present.version)',
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: VERSION,
    staged: true,
  },
  {
    name: 'compare and set in two turns',
    edits: [
      {
        file: 'store.ts',
        find: '  put(args: PutArgs): PutResult;',
        replace: '  put(args: PutArgs): Promise<PutResult>;',
      },
      {
        file: 'store.ts',
        find: '  put({ key, value, version }: PutArgs): PutResult {',
        replace: '  async put({ key, value, version }: PutArgs): Promise<PutResult> {',
      },
      {
        file: 'store.ts',
        find: SET,
        replace: `    await new Promise((resolve) => setTimeout(resolve, 1));\n${SET}`,
      },
    ],
    part: 'lab6a',
    scenario: 'store-race',
    rules: ONE_WINNER,
    staged: false,
  },
  {
    name: 'keep values in an object',
    edits: [
      {
        file: 'store.ts',
        find: 'private readonly values = new Map<string, Versioned>();',
        replace: 'private readonly values: Record<string, Versioned> = {};',
      },
      {
        file: 'store.ts',
        find: '    const present = this.values.get(key);\n    return',
        replace: '    const present = this.values[key];\n    return',
      },
      {
        file: 'store.ts',
        find: '    const present = this.values.get(key);\n    if',
        replace: '    const present = this.values[key];\n    if',
      },
      { file: 'store.ts', find: SET, replace: '    this.values[key] = { value, version: version + 1 };' },
    ],
    part: 'lab6a',
    scenario: 'store-odd-keys',
    rules: ['store/answer'],
    staged: true,
  },
  {
    name: 'remember what each client was answered',
    edits: [
      {
        file: 'store.ts',
        find: '  readonly version: number;\n}\n\ninterface',
        replace: '  readonly version: number;\n  readonly id: string;\n}\n\ninterface',
      },
      {
        file: 'store.ts',
        find: '  /** Compares',
        replace: '  private readonly answered = new Map<string, PutResult>();\n\n  /** Compares',
      },
      {
        file: 'store.ts',
        find: '  put({ key, value, version }: PutArgs): PutResult {\n',
        replace:
          '  put({ id, key, value, version }: PutArgs): PutResult {\n    const before = this.answered.get(id);\n    if (before) return before;\n',
      },
      { file: 'store.ts', find: SET, replace: `${SET}\n    this.answered.set(id, { kind: 'ok' });` },
      {
        file: 'store-client.ts',
        find: '    for (let tries = 1; ; tries++) {',
        replace: '    const id = crypto.randomUUID();\n    for (let tries = 1; ; tries++) {',
      },
      { file: 'store-client.ts', find: "'put', { key,", replace: "'put', { id, key," },
    ],
    part: 'lab6a',
    scenario: 'store-forgets',
    rules: ['store/forgets-clients'],
    staged: true,
  },
  {
    name: 'refuse a put for its version where there is no key',
    edits: [
      {
        file: 'store.ts',
        find: "return { kind: 'no-key' };\n    if",
        replace: "return { kind: 'version-mismatch' };\n    if",
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: ['store/no-key'],
    staged: true,
  },
];
