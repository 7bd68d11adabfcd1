import type { Mutant } from '../mutant.ts';

const EXCLUSIVE = ['lock/exclusive'];
const PROGRESS = ['lock/progress'];
const OWN = 'if (value === this.me) {';
const IF_MAYBE = "if (put.kind === 'maybe') continue;";
const ME = 'private readonly me = crypto.randomUUID();';
const GIVE_BACK = 'await this.clerk.put(this.name, FREE, this.heldVersion);';

/** Known bugs of the lock. */
export const LOCK_MUTANTS: readonly Mutant[] = [
  {
    name: 'take a maybe for a refusal',
    edits: [{ file: 'lock.ts', find: OWN, replace: "if (value === '-') {" }],
    part: 'lab6a',
    scenario: 'lock-lost-replies',
    rules: PROGRESS,
    staged: true,
  },
  {
    name: 'take a maybe for a success',
    edits: [
      { file: 'lock.ts', find: IF_MAYBE, replace: '' },
      {
        file: 'lock.ts',
        find: "if (put.kind === 'ok') {",
        replace: "if (put.kind !== 'version-mismatch') {",
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lost-requests',
    rules: EXCLUSIVE,
    staged: true,
  },
  {
    name: 'look at nothing but whether the put was sent',
    edits: [{ file: 'lock.ts', find: "if (put.kind === 'ok') {", replace: "if (put.kind !== 'no-key') {" }],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'write the same value for all clients',
    edits: [{ file: 'lock.ts', find: ME, replace: "private readonly me: string = 'locked';" }],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'write the same value, and trust it after a maybe only',
    edits: [
      { file: 'lock.ts', find: ME, replace: "private readonly me: string = 'locked';" },
      { file: 'lock.ts', find: '    for (;;) {', replace: '    let isUnsure = false;\n    for (;;) {' },
      { file: 'lock.ts', find: OWN, replace: 'if (value === this.me && isUnsure) {' },
      {
        file: 'lock.ts',
        find: IF_MAYBE,
        replace: "isUnsure = put.kind === 'maybe';\n        if (isUnsure) continue;",
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lost-requests',
    rules: EXCLUSIVE,
    staged: true,
  },
  {
    name: 'name clients by the clock',
    edits: [{ file: 'lock.ts', find: ME, replace: 'private readonly me = String(Date.now());' }],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'name clients by a number of their own module',
    edits: [
      { file: 'lock.ts', find: ME, replace: 'private readonly me = String(++clients);' },
      { file: 'lock.ts', find: "const FREE = '';", replace: "const FREE = '';\nlet clients = 0;" },
    ],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'acquire as if the lock had never been made',
    edits: [{ file: 'lock.ts', find: 'this.me, version);', replace: 'this.me, 0);' }],
    part: 'lab6a',
    scenario: 'lock-alone',
    rules: PROGRESS,
    staged: true,
  },
  {
    name: 'release as if the lock had never been made',
    edits: [{ file: 'lock.ts', find: GIVE_BACK, replace: 'await this.clerk.put(this.name, FREE, 0);' }],
    part: 'lab6a',
    scenario: 'lock-alone',
    rules: [...PROGRESS, ...EXCLUSIVE],
    staged: true,
  },
  {
    name: 'do not know the version after an acquire that was unsure',
    edits: [
      {
        file: 'lock.ts',
        find: '        // A put that was answered `maybe` has taken effect.\n        this.heldVersion = version;\n',
        replace: '',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lost-replies',
    rules: PROGRESS,
    staged: true,
  },
  {
    name: 'do not wait for the release',
    edits: [
      {
        file: 'lock.ts',
        find: GIVE_BACK,
        replace: 'void this.clerk.put(this.name, FREE, this.heldVersion);',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'free the lock until a put says ok, whoever has it by then',
    edits: [
      {
        file: 'lock.ts',
        find: GIVE_BACK,
        replace:
          "for (;;) {\n      const { version } = await this.look();\n      const put = await this.clerk.put(this.name, FREE, version);\n      if (put.kind === 'ok') return;\n    }",
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lost-replies',
    rules: EXCLUSIVE,
    staged: true,
  },
  {
    name: 'release until the lock is seen to be free',
    edits: [
      {
        file: 'lock.ts',
        find: GIVE_BACK,
        replace: `${GIVE_BACK}\n    while ((await this.look()).value !== FREE) await sleep(10);`,
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lost-replies',
    rules: ['lock/answered'],
    staged: true,
  },
  {
    name: 'read the version after the value',
    edits: [
      {
        file: 'lock.ts',
        find: 'const put = await this.clerk.put(this.name, this.me, version);',
        replace:
          'const { version: newest } = await this.look();\n        const put = await this.clerk.put(this.name, this.me, newest);',
      },
      { file: 'lock.ts', find: 'this.heldVersion = version + 1;', replace: 'this.heldVersion = newest + 1;' },
    ],
    part: 'lab6a',
    scenario: 'lock-crowd',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'one lock for all names',
    edits: [{ file: 'lock.ts', find: '    this.name = name;', replace: "    this.name = name && 'lock';" }],
    part: 'lab6a',
    scenario: 'lock-two',
    rules: ['lock/progress'],
    staged: true,
  },
  {
    name: 'look again without a pause',
    edits: [
      {
        file: 'lock.ts',
        find: '      const [min, max] = LOOK_AGAIN_MS;\n      await sleep(min + Math.random() * (max - min));\n',
        replace: '',
      },
      { file: 'lock.ts', find: "import { sleep } from '../../labrpc/index.ts';\n", replace: '' },
      {
        file: 'lock.ts',
        find: '/** How long to wait before looking at a lock again that somebody holds. */\nconst LOOK_AGAIN_MS: readonly [number, number] = [50, 150];\n',
        replace: '',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-patience',
    rules: ['lock/requests'],
    staged: true,
  },
  {
    name: 'pause twice as long each time, without end',
    edits: [
      { file: 'lock.ts', find: '    for (;;) {', replace: '    for (let pauseMs = 50; ; pauseMs *= 2) {' },
      {
        file: 'lock.ts',
        find: '      const [min, max] = LOOK_AGAIN_MS;\n      await sleep(min + Math.random() * (max - min));\n',
        replace: '      await sleep(pauseMs);\n',
      },
      {
        file: 'lock.ts',
        find: '/** How long to wait before looking at a lock again that somebody holds. */\nconst LOOK_AGAIN_MS: readonly [number, number] = [50, 150];\n',
        replace: '',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-patience',
    rules: PROGRESS,
    staged: true,
  },
  {
    name: 'take the lock from whoever has held it for long',
    edits: [
      { file: 'lock.ts', find: '    for (;;) {', replace: '    for (let looks = 0; ; looks++) {' },
      { file: 'lock.ts', find: 'if (value === FREE) {', replace: 'if (value === FREE || looks > 50) {' },
    ],
    part: 'lab6a',
    scenario: 'lock-patience',
    rules: EXCLUSIVE,
    staged: true,
  },
  {
    name: 'free the lock after a maybe, and start anew',
    edits: [
      {
        file: 'lock.ts',
        find: IF_MAYBE,
        replace:
          "if (put.kind === 'maybe') {\n          await this.clerk.put(this.name, FREE, (await this.look()).version);\n          continue;\n        }",
      },
    ],
    part: 'lab6a',
    scenario: 'lock-maybe',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'do not wait long for a release',
    edits: [
      {
        file: 'lock.ts',
        find: GIVE_BACK,
        replace: 'await Promise.race([this.clerk.put(this.name, FREE, this.heldVersion), sleep(60)]);',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-lossy',
    rules: EXCLUSIVE,
    staged: false,
  },
  {
    name: 'take the lock from whoever has not released it for a second',
    edits: [
      {
        file: 'lock.ts',
        find: '    for (;;) {',
        replace: '    const looked = new Map<number, number>();\n    for (;;) {',
      },
      {
        file: 'lock.ts',
        find: 'if (value === FREE) {',
        replace:
          'const firstMs = looked.get(version) ?? Date.now();\n      looked.set(version, firstMs);\n      if (value === FREE || Date.now() - firstMs > 1000) {',
      },
    ],
    part: 'lab6a',
    scenario: 'lock-late',
    rules: EXCLUSIVE,
    staged: false,
  },
];
