import type { Mutant } from '../mutant.ts';

const ONE_WINNER = ['store/one-winner'];
const REFUSED = ['store/refused'];
const VERSION = ['store/version'];
const IF_REFUSED = "if (result?.kind === 'version-mismatch' && tries > 1) return { kind: 'maybe' };";
const SET = '    this.values.set(key, { value, version: version + 1 });';
const COMPARE = "if (version !== (present?.version ?? 0)) return { kind: 'version-mismatch' };";

/** Known bugs of the versioned store and of its clerk. */
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
    name: 'say that a put has failed when its retry is refused',
    edits: [{ file: 'store-client.ts', find: IF_REFUSED, replace: '' }],
    part: 'lab6a',
    scenario: 'store-lost-replies',
    rules: REFUSED,
    staged: true,
  },
  {
    name: 'say that a put has succeeded when its retry is refused',
    edits: [
      {
        file: 'store-client.ts',
        find: "tries > 1) return { kind: 'maybe' };",
        replace: "tries > 1) return { kind: 'ok' };",
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-requests',
    rules: ONE_WINNER,
    staged: true,
  },
  {
    name: 'say maybe whenever a put is refused',
    edits: [{ file: 'store-client.ts', find: ' && tries > 1) return', replace: ' && tries > 0) return' }],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: ['store/needless-maybe'],
    staged: true,
  },
  {
    name: 'count the tries of all puts together',
    edits: [
      {
        file: 'store-client.ts',
        find: '    for (let tries = 1; ; tries++) {',
        replace: '    for (; ; this.retries++) {',
      },
      { file: 'store-client.ts', find: 'tries > 1)', replace: 'this.retries > 0)' },
      {
        file: 'store-client.ts',
        find: '  private readonly server: ',
        replace: '  private retries = 0;\n  private readonly server: ',
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-replies',
    rules: ['store/needless-maybe'],
    staged: true,
  },
  {
    name: 'say maybe when no answer comes',
    edits: [
      {
        file: 'store-client.ts',
        find: '      if (result) return result;\n      await sleep(RETRY_AFTER_MS);\n    }\n  }\n}',
        replace:
          "      if (result) return result;\n      if (tries === 3) return { kind: 'maybe' };\n      await sleep(RETRY_AFTER_MS);\n    }\n  }\n}",
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-replies',
    rules: ['store/guess'],
    staged: true,
  },
  {
    name: 'try until a put succeeds',
    edits: [
      {
        file: 'store-client.ts',
        find: IF_REFUSED,
        replace:
          "if (result?.kind === 'version-mismatch') {\n        await sleep(RETRY_AFTER_MS);\n        continue;\n      }",
      },
    ],
    part: 'lab6a',
    scenario: 'store-basic',
    rules: ['store/answered'],
    staged: true,
  },
  {
    name: 'take silence for a key that is not there',
    edits: [
      {
        file: 'store-client.ts',
        find: '      if (result) return result;\n      await sleep(RETRY_AFTER_MS);\n    }\n  }\n\n',
        replace: "      return result ?? { kind: 'no-key' };\n    }\n  }\n\n",
      },
    ],
    part: 'lab6a',
    scenario: 'store-wild',
    rules: ['store/stale', 'store/one-winner'],
    staged: false,
  },
  {
    name: 'name the newest version in a retry',
    edits: [
      {
        file: 'store-client.ts',
        find: '      await sleep(RETRY_AFTER_MS);\n    }\n  }\n}',
        replace:
          "      await sleep(RETRY_AFTER_MS);\n      const seen = await this.get(key);\n      if (seen.kind === 'ok') version = seen.version;\n    }\n  }\n}",
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-requests',
    rules: ONE_WINNER,
    staged: true,
  },
  {
    name: 'ask again without waiting for the answer',
    edits: [
      {
        file: 'store-client.ts',
        find: "await this.server.call('put', { key, value, version });",
        replace:
          "await Promise.race([this.server.call('put', { key, value, version }), sleep(1).then(() => null)]);",
      },
      { file: 'store-client.ts', find: 'const RETRY_AFTER_MS = 50;', replace: 'const RETRY_AFTER_MS = 1;' },
    ],
    part: 'lab6a',
    scenario: 'store-lost-replies',
    rules: ['store/requests'],
    staged: true,
  },
];
