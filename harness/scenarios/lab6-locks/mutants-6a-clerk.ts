import type { Mutant } from '../mutant.ts';

const ONE_WINNER = ['store/one-winner'];
const REFUSED = ['store/refused'];
const IF_REFUSED = "if (result?.kind === 'version-mismatch' && tries > 1) return { kind: 'maybe' };";

/** Known bugs of the clerk of the versioned store. */
export const CLERK_MUTANTS: readonly Mutant[] = [
  {
    name: 'say maybe whatever a retry is answered',
    edits: [
      {
        file: 'store-client.ts',
        find: IF_REFUSED,
        replace: "if (result && tries > 1) return { kind: 'maybe' };",
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-requests',
    rules: ['store/needless-maybe'],
    staged: true,
  },
  {
    name: 'say maybe when a retry is accepted',
    edits: [
      {
        file: 'store-client.ts',
        find: "result?.kind === 'version-mismatch' &&",
        replace: "result?.kind === 'ok' &&",
      },
    ],
    part: 'lab6a',
    scenario: 'store-lost-requests',
    rules: ['store/needless-maybe', 'store/refused'],
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
