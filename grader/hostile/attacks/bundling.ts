import { AS_WITHOUT, type Attack, failsBy } from '../attack.ts';

const theme = 'the bundler';
const REFUSED = failsBy('lab/compiles');

function lines(name: string, tries: string, before: string, outcome: Attack['outcome']): Attack {
  return { name, theme, tries, before, outcome };
}

function ships(name: string, tries: string, files: Readonly<Record<string, string>>): Attack {
  return { name, theme, tries, files, outcome: AS_WITHOUT };
}

export const BUNDLING: readonly Attack[] = [
  lines('open-brackets', 'a parser that recurses until its stack is full', '('.repeat(500_000), REFUSED),
  lines(
    'import-solution',
    'our solution',
    "import { Raft as Ours } from '../../solutions/lab2-raft/raft.ts'; void Ours;",
    REFUSED,
  ),
  lines(
    'import-node',
    'a module of Node',
    "import { readFileSync } from 'node:fs'; void readFileSync;",
    REFUSED,
  ),
  lines('import-harness', 'the harness', "import '../../harness/scenarios/index.ts';", REFUSED),
  lines('import-absolute', 'a file by its absolute path', "import '/etc/hostname';", REFUSED),
  lines('import-url', 'code from the internet', "import 'https://example.org/raft.js';", REFUSED),
  lines('import-data', 'code in a data URL', "import 'data:text/javascript,globalThis.x=1';", REFUSED),
  lines(
    'import-text',
    'a file as text',
    "import text from './raft.ts' with { type: 'text' }; void text;",
    REFUSED,
  ),
  lines('import-native', 'native code', "import './raft.node';", REFUSED),
  lines('require', '`require` in the code', "const fs = require('node:fs'); void fs;", REFUSED),
  lines('top-level-await', 'a module that never ends', 'await new Promise(() => undefined);', REFUSED),
  lines(
    'import-meta',
    'where the code lies',
    'if (import.meta.url) throw new Error(import.meta.url);',
    AS_WITHOUT,
  ),
  lines('source-map', 'a source map that names another file', '//# sourceMappingURL=/etc/passwd', AS_WITHOUT),
  ships('own-settings', 'settings for tools of the project', {
    'package.json': '{ "type": "commonjs", "scripts": { "pretest": "touch /tmp/lockstep-hostile-mark" } }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "*": ["/etc/*"] } } }',
    '.npmrc': 'registry=http://127.0.0.1:1/',
    'vitest.config.ts': 'process.exit(0);',
    'lab2-raft/tsconfig.json': '{ "extends": "/etc/passwd" }',
  }),
  ships('own-tests', 'tests that always pass, and a harness of its own', {
    'lab2-raft/lab2a.test.ts': 'export {};',
    'harness/run/run-scenario.ts': 'export const runScenario = () => ({ failure: undefined });',
    'labrpc/index.ts': 'export const encode = () => new Uint8Array();',
    'solutions/lab2-raft/raft.ts': 'export class Raft {}',
  }),
  ships('own-packages', 'packages that stand in for those of the project', {
    'node_modules/labrpc/index.js': 'process.exit(0);',
    'lab2-raft/node_modules/msgpackr/index.js': 'process.exit(0);',
  }),
];
