import { AS_WITHOUT, type Attack, escaped, failsBy, inMethod, REACH } from '../attack.ts';

const theme = 'time and memory';
/** The second is how a loop looks on a machine that hardly lets it run. */
const HANG = failsBy('world/hang', 'grader/stalled');
const FULL = failsBy('world/memory', 'world/hang', 'grader/stalled', 'grader/flood', 'lab/exception');

export const RESOURCES: readonly Attack[] = [
  {
    name: 'endless-loop',
    theme,
    tries: 'a loop at the top of the module',
    before: 'for (;;);',
    outcome: HANG,
  },
  {
    name: 'endless-getter',
    theme,
    tries: 'a loop in what the harness reads after each turn',
    after: 'Object.defineProperty(Raft.prototype, "getState", { get() { for (;;); } });',
    outcome: HANG,
  },
  {
    name: 'endless-microtasks',
    theme,
    tries: 'promises without an end',
    before: 'void (async () => { for (;;) await null; })();',
    outcome: HANG,
  },
  {
    name: 'endless-value',
    theme,
    tries: 'a loop in `toString` of what it throws',
    before: 'throw { get message() { for (;;); }, toString() { for (;;); } };',
    outcome: failsBy('world/hang', 'grader/stalled', 'lab/exception'),
  },
  {
    name: 'slow-regexp',
    theme,
    tries: 'a regular expression that takes for ever',
    before: "/^(a+)+$/.test('a'.repeat(60) + 'b');",
    outcome: HANG,
  },
  {
    name: 'asleep',
    theme,
    tries: 'it sleeps, and uses no CPU time',
    before: `${REACH}; real.Atomics.wait(new Int32Array(new real.SharedArrayBuffer(4)), 0, 0);`,
    outcome: failsBy('grader/stalled'),
    sleeps: true,
  },
  {
    name: 'drips',
    theme,
    tries: 'it sends a byte now and then, so that it never seems to be stuck',
    before: `${REACH};
    const fs = builtin('fs');
    const cell = new Int32Array(new real.SharedArrayBuffer(4));
    fs.writeSync(4, Buffer.from([255, 255, 0, 0, 1]));
    for (;;) { fs.writeSync(4, Buffer.from([0])); real.Atomics.wait(cell, 0, 0, 50); }`,
    outcome: failsBy('grader/stalled'),
    sleeps: true,
  },
  {
    name: 'full-heap',
    theme,
    tries: 'arrays until the heap is full',
    before: 'const kept = []; for (;;) kept.push(new Array(10_000).fill({}));',
    outcome: FULL,
  },
  {
    name: 'full-buffers',
    theme,
    tries: 'buffers beside the heap until memory is full',
    before: 'const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 24, 1));',
    outcome: FULL,
  },
  {
    name: 'stack-overflow',
    theme,
    tries: 'calls without an end',
    before: 'const deeper = () => deeper() + 1; deeper();',
    outcome: failsBy('lab/exception'),
  },
  {
    name: 'timer-flood',
    theme,
    tries: 'a timer that starts itself again, at once',
    before: 'const again = () => { setTimeout(again, 0); }; again();',
    outcome: failsBy('world/timer-flood'),
  },
  {
    name: 'log-flood',
    theme,
    tries: 'lines without an end',
    before: "for (;;) console.log('x'.repeat(100_000));",
    outcome: FULL,
  },
  {
    name: 'huge-message',
    theme,
    tries: 'an error of 300 MB',
    before: "throw new Error('x'.repeat(300_000_000));",
    outcome: FULL,
  },
  {
    name: 'message-flood',
    theme,
    tries: 'a million calls in one turn',
    after: inMethod(
      'waitForLeader',
      "for (let n = 0; n < 1_000_000; n++) void this.peers[1].call('requestVote', { term: 0 });",
    ),
    outcome: failsBy('grader/protocol', 'grader/flood', 'world/memory', 'world/hang', 'grader/stalled'),
  },
  {
    name: 'deep-value',
    theme,
    tries: 'a value of 100,000 levels',
    after: inMethod(
      'sendHeartbeats',
      `let deep = {}; for (let n = 0; n < 100_000; n++) deep = { deep };
      void this.peers[1].call('appendEntries', deep);`,
    ),
    outcome: failsBy('lab/exception'),
  },
  {
    name: 'memory-across-runs',
    theme,
    tries: 'memory that is kept from run to run',
    before: escaped('(real.kept ??= []).push(new Uint8Array(2 ** 20));'),
    outcome: AS_WITHOUT,
  },
];
