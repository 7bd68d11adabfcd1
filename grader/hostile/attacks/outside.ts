import { AS_WITHOUT, type Attack, escaped } from '../attack.ts';

/** Stands in command lines, file names and requests, so that a test can look for what is left. */
export const MARK = 'lockstep-hostile-mark';
/** Where a test listens that counts who comes. Below the ports that connections of other tests get. */
export const LISTENING_PORT = 28_613;

const theme = 'network, children, files';

function tries(name: string, what: string, code: string): Attack {
  return { name, theme, tries: what, before: escaped(code), outcome: AS_WITHOUT };
}

export const OUTSIDE: readonly Attack[] = [
  tries(
    'fetch',
    '`fetch` from a server on this machine',
    `real.fetch('http://127.0.0.1:${LISTENING_PORT}/').catch(() => undefined);`,
  ),
  tries(
    'socket',
    'a connection to a queue on this machine',
    `const socket = builtin('net').connect(${LISTENING_PORT}, '127.0.0.1');
    socket.on('error', () => undefined); socket.write('FLUSHALL');`,
  ),
  tries(
    'udp',
    'a datagram to the internet',
    `const socket = builtin('dgram').createSocket('udp4');
    socket.on('error', () => undefined); socket.send('x', 53, '192.0.2.1', () => undefined);`,
  ),
  tries('dns', 'a name server', "builtin('dns').lookup('example.org', () => undefined);"),
  tries(
    'unix-socket',
    'a socket of the container service',
    "builtin('net').connect('/var/run/docker.sock').on('error', () => undefined);",
  ),
  tries(
    'child',
    'a child that outlives it',
    `builtin('child_process').spawn('sleep', ['30.${MARK.length}', '${MARK}'], { detached: true });`,
  ),
  tries(
    'shell',
    'a shell, at once',
    `builtin('child_process').execSync('touch /tmp/${MARK}; echo ${MARK} > results.json');`,
  ),
  tries(
    'fork-bomb',
    'children of children',
    `for (let n = 0; n < 50; n++) builtin('child_process').fork(real.process.argv[1], ['${MARK}']);`,
  ),
  tries('worker', 'a thread', `new (builtin('worker_threads').Worker)('for (;;);', { eval: true });`),
  tries(
    'result-file',
    'its own results, written to the folder of the grading',
    `const fs = builtin('fs');
    for (const path of ['results.json', '/tmp/${MARK}', '/var/tmp/${MARK}', '../${MARK}']) {
      try { fs.writeFileSync(path, '{"points":100}'); } catch {}
    }`,
  ),
  tries(
    'journal',
    'journals of runs, found and written to',
    `const fs = builtin('fs');
    for (const name of fs.readdirSync('/tmp')) {
      try { fs.appendFileSync('/tmp/' + name + '/store/runs/${MARK}.jsonl', '{}'); } catch {}
    }`,
  ),
  tries(
    'full-disk',
    'a file until the disk is full',
    `const fs = builtin('fs'); const file = fs.openSync('/tmp/${MARK}', 'w');
    for (let n = 0; n < 100; n++) fs.writeSync(file, Buffer.alloc(2 ** 20));`,
  ),
  tries(
    'code-traces',
    'a file that V8 writes, told by its flags',
    `const v8 = builtin('v8');
    for (const flag of ['', '-to=/tmp/${MARK}']) v8.setFlagsFromString('--redirect-code-traces' + flag);
    for (const flag of ['--print-code', '--print-opt-code', '--trace-opt']) v8.setFlagsFromString(flag);
    const hot = (n) => { let sum = 0; for (let i = 0; i < n; i++) sum += i * n; return sum; };
    for (let n = 0; n < 3000; n++) hot(3000);`,
  ),
  tries(
    'database',
    'a file that SQLite writes, where Node has it',
    `new (builtin('node:sqlite').DatabaseSync)('/tmp/${MARK}').exec('CREATE TABLE points (id)');`,
  ),
];
