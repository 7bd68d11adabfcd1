import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testFilesOn, VITEST_SETTINGS } from './vitest-settings.ts';

const FILES = {
  'lab1-one/one.ts': '',
  'lab1-one/lab1.test.ts': '',
  'lab2-two/two.ts': 'export const two = 2;',
  'lab2-two/lab2a.test.ts': '',
  'lab2-two/lab2b.test.ts': '',
  'lab3-three/parts/three.ts': "import { two } from '../../lab2-two/two.ts';",
  'lab3-three/lab3.test.ts': '',
  'lab4-four/four.ts': "import { three } from '../lab3-three/parts/three.ts';",
  'lab4-four/lab4.test.ts': '',
  'lab5-five/five.ts': "// Not '../lab2-two/two.ts'",
  'lab5-five/lab5.test.ts': '',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-settings-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, 'labs', name)), { recursive: true });
    writeFileSync(join(root, 'labs', name), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

it.each([
  ['lab1-one', ['lab1']],
  ['lab2-two', ['lab2a', 'lab2b', 'lab3', 'lab4']],
  ['lab4-four', ['lab4']],
])('runs again what stands on %s', (lab, parts) => {
  const files = testFilesOn('labs', lab, root).map((file) => relative(root, file).split(sep).join('/'));
  expect(files.map((file) => /([^/]+)\.test\.ts$/.exec(file)?.[1]).sort()).toEqual(parts);
});

it('runs for code, and not for handouts or tests', () => {
  const pattern = VITEST_SETTINGS.watchTriggerPatterns[0]?.pattern;
  const paths = ['raft.ts', 'parts/log.ts', 'README.md', 'lab2a.test.ts', 'notes.txt'];
  const code = paths.filter((path) => pattern?.test(`/course/labs/lab2-raft/${path}`));
  expect(code).toEqual(['raft.ts', 'parts/log.ts']);
});
