import { AS_WITHOUT, type Attack, escaped, failsBy, inMethod, REACH } from '../attack.ts';

const theme = 'the process and its parents';

export const PROCESSES: readonly Attack[] = [
  {
    name: 'exit',
    theme,
    tries: '`process.exit(0)`',
    before: 'process.exit(0);',
    outcome: failsBy('lab/exit'),
  },
  {
    name: 'really-exit',
    theme,
    tries: 'the real process ends with exit code 0',
    before: escaped('real.process.reallyExit(0);'),
    outcome: failsBy('lab/exit'),
  },
  {
    name: 'abort',
    theme,
    tries: 'the real process aborts',
    before: escaped('real.process.abort();'),
    outcome: failsBy('world/memory', 'grader/process-died'),
  },
  {
    name: 'kill-self',
    theme,
    tries: 'kill -9 for itself',
    before: escaped("real.process.kill(real.process.pid, 'SIGKILL');"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'kill-parent',
    theme,
    tries: 'a signal for whoever started it',
    before: escaped("real.process.kill(real.process.ppid, 'SIGTERM');"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'kill-parent-below',
    theme,
    tries: 'the same by what `process.kill` calls',
    before: escaped('real.process._kill(real.process.ppid, 15);'),
    outcome: AS_WITHOUT,
  },
  {
    name: 'debug-parent',
    theme,
    tries: 'a debugger of whoever started it, to talk to',
    before: escaped('real.process._debugProcess(real.process.ppid);'),
    outcome: AS_WITHOUT,
  },
  {
    name: 'slow-parent',
    theme,
    tries: 'the lowest priority for whoever started it',
    before: escaped("builtin('os').setPriority(real.process.ppid, 19);"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'late-handlers',
    theme,
    tries: 'handlers for signals, exits and exceptions',
    before: escaped(`for (const name of ['SIGTERM', 'SIGINT', 'uncaughtException', 'exit']) {
      real.process.on(name, () => undefined);
    }`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'no-handlers',
    theme,
    tries: "the host's own handlers are taken away",
    before: escaped('real.process.removeAllListeners(); real.process.emit = () => true;'),
    outcome: AS_WITHOUT,
  },
  {
    name: 'swallowed-rejections',
    theme,
    tries: 'a handler before those of the host, which hides rejections',
    before: escaped(`real.process.prependListener('unhandledRejection', () => {
      real.process.removeAllListeners('unhandledRejection');
    });`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'real-ticks',
    theme,
    tries: 'ticks of the real process, without an end',
    before: `${REACH}; const again = () => real.process.nextTick(again); again();`,
    outcome: failsBy('world/hang', 'grader/stalled', 'lab/exception'),
  },
  {
    name: 'real-timers',
    theme,
    tries: 'real timers and immediates, which would act between turns',
    before: escaped(`real.setInterval(() => { real.ticks = 1; }, 1).unref();
    real.setImmediate(() => { throw new Error('between turns'); });`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'closed-pipes',
    theme,
    tries: 'the pipes to the judge are closed',
    before: escaped("const fs = builtin('fs'); fs.closeSync(3); fs.closeSync(4);"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'half-closed-pipes',
    theme,
    tries: 'the pipe to the judge is closed, and it goes on for ever',
    before: escaped("builtin('fs').closeSync(4); for (;;);"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'exit-in-handler',
    theme,
    tries: '`process.exit(0)` when the first vote is asked for',
    after: inMethod('requestVote', 'process.exit(0);'),
    outcome: failsBy('lab/exit'),
  },
];
