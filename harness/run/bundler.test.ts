import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { VirtualTimers } from '../../labrpc/host/virtual-timers.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { bundleLab } from './bundler.ts';
import { PROJECT } from './vitest-settings.ts';

/** A lab of one file that stands on lab 2. */
const LAB: Lab = {
  id: 'lab9-test',
  word: 'lab9',
  title: 'Test',
  files: { 'main.ts': ['answer'] },
  programs: {},
  parts: [],
  handsOut: 'stub',
};

let folder = '';
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-bundler-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a tree of labs somewhere on the disk. */
async function tree(files: Readonly<Record<string, string>>): Promise<string> {
  const root = join(folder, `tree-${count++}`, 'labs');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** What the lab exports, or why it could not be bundled, with paths from the tree. */
async function load(files: Readonly<Record<string, string>>, withReference: readonly string[] = []) {
  const root = await tree(files);
  const result = await bundleLab(LAB, { root, withReference });
  if (result.kind === 'failed') {
    return result.message.replaceAll(relative(PROJECT, root).split(sep).join('/'), 'labs');
  }
  const nothing = () => undefined;
  const clock = () => 0;
  const timers = new VirtualTimers(nothing, nothing);
  const sources = { timers, monotonicMs: clock, wallMs: clock, random: clock, log: nothing, exit: nothing };
  return compileBundle(result.bundle)(sources).lab;
}

const MAIN = 'lab9-test/main.ts';
const ALLOWED =
  'lab code runs in a simulated world and may import only labrpc/index.ts, ' +
  'the types of the contract, and files of the labs themselves';

describe('the code of a lab', () => {
  const files = {
    [MAIN]:
      "import { half } from './half.ts';\nimport type { T } from './types.ts';\nexport const answer: T = half(84);",
    'lab9-test/half.ts':
      "import { two } from '../lab2-raft/two.ts';\nexport const half = (n: number) => n / two;",
    'lab9-test/types.ts': 'export type T = number;',
    'lab9-test/unused.ts': 'export const unused = 1;',
    'lab2-raft/two.ts': 'export const two = 2;',
  };
  const codeOf = async (changes: Readonly<Record<string, string>>) => {
    const root = await tree({ ...files, ...changes });
    const { kind, code } = await bundleLab(LAB, { root, withReference: [] });
    return { kind, files: code.files.map((file) => file.slice(file.indexOf('/labs/') + 6)) };
  };

  it('is every file that takes part, those of earlier labs too', async () => {
    const read = ['lab2-raft/two.ts', 'lab9-test/half.ts', MAIN];
    expect(await codeOf({})).toEqual({ kind: 'bundled', files: read });
  });

  it('is what was read of it where it cannot be put together', async () => {
    expect(await codeOf({ 'lab9-test/half.ts': 'export const half = (' })).toEqual({
      kind: 'failed',
      files: ['lab9-test/half.ts', MAIN],
    });
  });
});

describe('imports of lab code', () => {
  it('reach its own files, labrpc and the types of a contract, wherever the tree lies', async () => {
    const lab = await load({
      [MAIN]: `import type { RaftState } from '../../harness/scenarios/lab2-raft/contract.ts';
        import { encode, Mutex } from '../../labrpc/index.ts';
        import { half } from './parts/half.ts';
        const state: RaftState = { term: 84, isLeader: true };
        export const answer = half(state.term);
        export const kinds = [typeof encode, typeof Mutex];`,
      'lab9-test/parts/half.ts': 'export function half(n: number): number { return n / 2; }',
    });
    expect(lab).toMatchObject({ answer: 42, kinds: ['function', 'function'] });
  });

  it.each([
    ["import { readFileSync } from 'fs'; readFileSync;", 30, '"fs"'],
    ["import { readFileSync } from 'node:fs'; readFileSync;", 30, '"node:fs"'],
    ["import p from 'p-queue'; p;", 15, '"p-queue"'],
    [
      "import { Simulation } from '../../labrpc/sim/simulation.ts'; Simulation;",
      28,
      '"../../labrpc/sim/simulation.ts"',
    ],
    [
      "import { lab2 } from '../../harness/scenarios/lab2-raft/lab.ts'; lab2;",
      22,
      '"../../harness/scenarios/lab2-raft/lab.ts"',
    ],
    ["import x from '../../elsewhere.ts'; x;", 15, '"../../elsewhere.ts"'],
    ["const fs = require('fs'); fs;", 20, '"fs"'],
    ["void import('node:fs');", 13, '"node:fs"'],
    ["export * from 'node:os';", 15, '"node:os"'],
  ])('are refused with file, line and reason: %s', async (line, column, what) => {
    const message = await load({ [MAIN]: `// First line\n${line}\nexport const answer = 1;` });
    expect(message).toBe(`labs/${MAIN}:2:${column}: import of ${what}: ${ALLOWED}`);
  });

  it.each(["const at = 'x'; void import(at);", "const at = 'x'; require(at);"])(
    'must be known before it runs: %s',
    async (line) => {
      const message = await load({ [MAIN]: `${line}\nexport const answer = 1;` });
      expect(message).toContain(`labs/${MAIN}:1:`);
      expect(message).toContain(`${ALLOWED}, each by a name that is written there`);
    },
  );

  it('are all named when several are wrong', async () => {
    const lines = ["import a from 'a';", "import b from 'b';", 'export const answer = [a, b];'];
    const message = await load({ [MAIN]: lines.join('\n') });
    expect(message).toContain('import of "a"');
    expect(message).toContain('import of "b"');
  });
});

describe('a lab that cannot be bundled', () => {
  it('says where it is no TypeScript', async () => {
    const message = await load({ [MAIN]: 'export const answer = 1;\nexport const = 2;' });
    expect(message).toMatch(/^labs\/lab9-test\/main\.ts:2:14: /);
  });

  it('says which file is missing', async () => {
    expect(await load({ 'lab9-test/other.ts': '' })).toContain('labs/lab9-test/main.ts');
    expect(await load({ [MAIN]: "export { answer } from './gone.ts';" })).toContain('labs/lab9-test/gone.ts');
  });
});

describe('a lab that stands on an earlier one', () => {
  const files = {
    [MAIN]: "export { Raft, mark as answer } from '../lab2-raft/raft.ts';",
    'lab2-raft/raft.ts': "import { word } from './word.ts'; export class Raft {} export const mark = word;",
    'lab2-raft/word.ts': "export const word = 'the student’s';",
  };

  it('finds it in its own tree', async () => {
    expect(await load(files)).toMatchObject({ answer: 'the student’s' });
  });

  it('finds ours, with all its files, where the run says so', async () => {
    const own = { ...files, [MAIN]: "export { Raft } from '../lab2-raft/raft.ts'; export const answer = 1;" };
    const lab = (await load(own, ['lab2'])) as { Raft: { prototype: object } };
    expect(Object.getOwnPropertyNames(lab.Raft.prototype)).toContain('installSnapshot');
  });

  it('does not find ours by naming its folder', async () => {
    const cheat = { ...files, [MAIN]: "export { mark as answer } from '../../solutions/lab2-raft/raft.ts';" };
    expect(await load(cheat)).toContain(ALLOWED);
  });
});
