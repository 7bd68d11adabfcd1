import { describe, expect, it } from 'vitest';
import { studentPackage } from './student-package.ts';

const OURS = JSON.stringify({
  name: 'course',
  scripts: {
    test: 'node start.mjs harness/test.ts',
    grade: 'node start.mjs grader/grade.ts',
    check: 'biome',
  },
  devDependencies: {
    '@biomejs/biome': '1.0.0',
    '@types/node': '1.0.0',
    '@types/ws': '1.0.0',
    '@vitest/ui': '1.0.0',
    typescript: '1.0.0',
    vitest: '1.0.0',
    ws: '1.0.0',
    zip: '1.0.0',
  },
  overrides: { 'zip-native': '1.0.0', 'ws-native': '1.0.0' },
});
const LOCK = JSON.stringify({
  packages: {
    '': {},
    'node_modules/ws': { dependencies: { 'ws-native': '^1.0.0' } },
    'node_modules/ws-native': {},
    'node_modules/zip': { dependencies: { 'zip-native': '^1.0.0' } },
    'node_modules/zip-native': {},
  },
});

function edition(code: string) {
  return studentPackage(OURS, LOCK, new Map([['harness/test.ts', Buffer.from(code)]]));
}

describe('studentPackage', () => {
  const { packageFile } = edition(
    "import { Server } from 'ws';\nimport { run } from 'vitest/node';\nimport 'node:fs';",
  );
  const { name, scripts, devDependencies, overrides } = JSON.parse(packageFile);

  it('keeps the scripts whose programs are there', () => {
    expect({ name, scripts }).toEqual({
      name: 'course',
      scripts: { test: 'node start.mjs harness/test.ts' },
    });
  });

  it('keeps the libraries that are imported, with their types, and the tools', () => {
    const left = ['@biomejs/biome', '@types/node', '@types/ws', '@vitest/ui', 'typescript', 'vitest', 'ws'];
    expect(Object.keys(devDependencies)).toEqual(left);
  });

  it('keeps the overrides of packages that are there', () => {
    expect(overrides).toEqual({ 'ws-native': '1.0.0' });
    expect(JSON.parse(edition('').packageFile)).not.toHaveProperty('overrides');
  });

  it('refuses a library that nobody named', () => {
    expect(() => edition("import { tar } from 'tar';")).toThrow('package.json does not name tar');
  });
});
