import { AS_WITHOUT, type Attack, escaped, failsBy, quietly } from '../attack.ts';

const theme = 'ways out of the simulated world';

/** Says aloud what it has found: then the score is another one, and the test fails. */
const SHOUT = (what: string) => `{ Raft.prototype.getState = () => { throw new Error('found ${what}'); }; }`;

/** Ways to what a server in a simulated world should not see. None changes a verdict. */
export const ESCAPES: readonly Attack[] = [
  {
    name: 'function-constructor',
    theme,
    tries: 'the `Function` of a function leads to the real global object, which is broken',
    before: escaped(`real.Promise = undefined; real.Map = undefined; real.Uint8Array = undefined;`),
    outcome: failsBy('lab/exception', 'lab/exit'),
  },
  {
    name: 'indirect-eval',
    theme,
    tries: 'an indirect `eval` reaches the real `process` and ends it',
    before: quietly(`(0, eval)('process').reallyExit(0);`),
    outcome: failsBy('lab/exit'),
  },
  {
    name: 'computed-import',
    theme,
    tries: '`import()` of a computed name, from code that is made as it runs',
    after: quietly(
      `(async () => {}).constructor('return import("node:" + "fs")')().then(
        (fs) => { if (fs.readdirSync('/').length > 0) ${SHOUT('the file system')} }, () => undefined);`,
    ),
    outcome: AS_WITHOUT,
  },
  {
    name: 'process-binding',
    theme,
    tries: '`process.binding` and `process._linkedBinding` for the file system',
    after: escaped(`for (const get of [real.process.binding, real.process._linkedBinding]) {
      try { if (get.call(real.process, 'fs').internalModuleStat) ${SHOUT('a binding')} } catch {}
    }`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'native-code',
    theme,
    tries: '`process.dlopen` loads native code',
    after: escaped(`real.process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6');
    ${SHOUT('native code')}`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'replaced-process',
    theme,
    tries: '`process` loses `cpuUsage`, `memoryUsage` and `hrtime`',
    before: escaped(`real.process.cpuUsage = () => ({ user: 0, system: 0 });
    real.process.hrtime = () => [0, 0]; real.performance.now = () => 0;`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'inspector',
    theme,
    tries: 'the inspector reads the memory of its process',
    after: escaped(`const { Session } = builtin('inspector');
    const session = new Session(); session.connect();
    session.post('Runtime.enable'); ${SHOUT('an inspector')}`),
    outcome: AS_WITHOUT,
  },
];
