import { AS_WITHOUT, type Attack, escaped, type Outcome, quietly } from '../attack.ts';
import { SHARED_LOG } from './telepathy.ts';

const theme = 'code that knows where it runs';
const NOTICED: Outcome = { isNoticed: true };

export const DETECTION: readonly Attack[] = [
  {
    name: 'good-when-alone',
    theme,
    tries: 'it behaves in a process of its own, and cheats in one with others',
    after: quietly(`const hub = (() => {}).constructor('return this')();
    hub.copies = (hub.copies ?? 0) + 1;
    if (hub.copies > 1) { ${SHARED_LOG} }`),
    outcome: NOTICED,
  },
  {
    name: 'good-among-others',
    theme,
    tries: 'it behaves in one process with others, and cheats in one of its own',
    after: quietly(`const hub = (() => {}).constructor('return this')();
    hub.copies = (hub.copies ?? 0) + 1;
    if (hub.copies === 1) { ${SHARED_LOG} }`),
    outcome: NOTICED,
  },
  {
    name: 'by-host-name',
    theme,
    tries: 'it cheats on machines that are called like one',
    before: escaped("if (builtin('os').hostname().includes('grade')) real.process.reallyExit(0);"),
    outcome: AS_WITHOUT,
  },
  {
    name: 'by-run',
    theme,
    tries: 'it behaves in the first run only',
    after: quietly(`const hub = (() => {}).constructor('return this')();
    hub.copies = (hub.copies ?? 0) + 1;
    if (hub.copies > 3) { ${SHARED_LOG} }`),
    outcome: NOTICED,
  },
];
