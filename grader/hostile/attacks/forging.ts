import { AS_WITHOUT, type Attack, escaped, failsBy } from '../attack.ts';

const theme = 'forged turns';

/** Writes bytes to the pipe on which the judge reads, and then the process ends. */
function writes(name: string, tries: string, bytes: string, ...rules: readonly string[]): Attack {
  const before = escaped(`const fs = builtin('fs');
  const frame = (kind, content) => {
    const head = Buffer.alloc(5); head.writeUInt32LE(content.length); head[4] = kind;
    return Buffer.concat([head, content]);
  };
  const bytes = ${bytes};
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(4, bytes, at);`);
  return { name, theme, tries, before, outcome: failsBy(...rules) };
}

const PROTOCOL = ['grader/protocol', 'harness/error'] as const;

export const FORGING: readonly Attack[] = [
  writes('early-end', 'the log says that the run is over', 'frame(2, Buffer.alloc(8))', ...PROTOCOL),
  writes('unknown-frame', 'a frame of no known kind', 'frame(77, Buffer.alloc(100))', ...PROTOCOL),
  writes(
    'noise',
    'bytes that are no frames',
    "Buffer.from('passed '.repeat(20))",
    'grader/flood',
    ...PROTOCOL,
  ),
  writes(
    'huge-length',
    'a frame that says it has 4 GB',
    'Buffer.from([255, 255, 255, 255, 1])',
    'grader/flood',
  ),
  writes(
    'other-server',
    'a turn of another server, which says that it leads',
    'frame(1, Buffer.from([2, 1, 8, 2, 130, 0]))',
    ...PROTOCOL,
  ),
  writes('endless-number', 'a number without an end', 'frame(1, Buffer.alloc(1000, 255))', ...PROTOCOL),
  writes(
    'many-effects',
    'a turn of 2^40 effects',
    'frame(1, Buffer.from([0, 128, 128, 128, 128, 128, 64]))',
    ...PROTOCOL,
  ),
  writes(
    'bad-delay',
    'timers with delays that are no numbers',
    'frame(1, Buffer.concat([Buffer.from([0, 1, 0, 1]), Buffer.from([0, 0, 0, 0, 0, 0, 248, 127])]))',
    ...PROTOCOL,
  ),
  writes(
    'bad-value',
    'a state whose bytes are no value',
    'frame(1, Buffer.from([0, 1, 8, 4, 255, 254, 253, 252]))',
    ...PROTOCOL,
  ),
  writes(
    'unknown-address',
    'a request to a server that is not there',
    'frame(1, Buffer.from([0, 1, 2, 1, 99, 0, 1, 97, 0, 1, 98, 0]))',
    ...PROTOCOL,
  ),
  {
    name: 'patched-writer',
    theme,
    tries: 'failures are cut out of the log as it is written',
    before: escaped(`const set = Uint8Array.prototype.set;
    Uint8Array.prototype.set = function (bytes, at) {
      const text = Buffer.from(bytes).toString('latin1');
      return text.includes('not implemented') ? undefined : set.call(this, bytes, at);
    };`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'answers-for-others',
    theme,
    tries: 'a server answers calls that others got',
    after: escaped(`let turns = 0;
    const push = Array.prototype.push;
    Array.prototype.push = function (...values) {
      if (values[0]?.kind === 'set-timer' && turns++ < 1000) {
        for (let id = 1; id < 5; id++) push.call(this, { kind: 'return', id, bytes: new Uint8Array([NaN]) });
      }
      return push.apply(this, values);
    };`),
    outcome: AS_WITHOUT,
  },
];
