import { AS_WITHOUT, type Attack, escaped, quietly } from '../attack.ts';

const theme = 'seeds and solutions';

/** If it finds what it looks for, the code fails of it: then its score tells. */
function hunts(name: string, tries: string, code: string): Attack {
  const after = escaped(`let found; ${quietly(code)}
  if (found) Raft.prototype.getState = () => { throw new Error('found ' + found); };`);
  return { name, theme, tries, after, outcome: AS_WITHOUT };
}

export const HUNTING: readonly Attack[] = [
  hunts(
    'environment',
    'secrets in the environment and the command line',
    `const names = Object.keys(real.process.env);
    if (names.some((name) => /PATH|HOME|TOKEN|SEED|USER/i.test(name))) found = 'the environment';
    if (real.process.argv.join(' ').includes('seed')) found = 'a seed';`,
  ),
  hunts(
    'solution-files',
    'the solutions and the harness on disk',
    `const fs = builtin('fs');
    for (const path of ['/home', '/srv', '/etc/passwd', '/proc/self/environ', '/proc/1/cmdline']) {
      try { fs.statSync(path); fs.readdirSync('/'); found = path; } catch {}
    }`,
  ),
  hunts(
    'own-program',
    'other files beside its own program',
    `const fs = builtin('fs');
    const folder = real.process.argv[1].replace(/[^/]*$/, '');
    for (const name of fs.readdirSync(folder)) if (!/cjs$/.test(name)) found = name;
    if (fs.readdirSync(folder).length > 0) found = 'a folder';`,
  ),
  hunts(
    'process-memory',
    'its own memory, as a file',
    `const fs = builtin('fs');
    if (fs.openSync('/proc/self/mem', 'r') > 0) found = 'memory';`,
  ),
  hunts(
    'heap-snapshot',
    'a snapshot of the heap, written to a file',
    `const path = builtin('v8').writeHeapSnapshot('/tmp/lockstep-hostile.heapsnapshot');
    if (path) found = 'a snapshot';`,
  ),
  hunts(
    'diagnostic-report',
    'a report of Node, with the environment in it',
    `if (real.process.report.getReport().environmentVariables?.PATH) found = 'the environment';`,
  ),
  {
    name: 'random-key',
    theme,
    tries: 'the seed in the key of the random numbers, which it would mark',
    before: escaped(`const { charCodeAt } = String.prototype;
    String.prototype.charCodeAt = function (at) {
      real.seen = String(this);
      return charCodeAt.call(this, at);
    };`),
    outcome: AS_WITHOUT,
  },
];
