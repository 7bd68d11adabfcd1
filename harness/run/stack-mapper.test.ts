import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { stackMapper } from './stack-mapper.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = `interface Unused { readonly field: string }

export function vote(): never {
  throw new RangeError('no');
}
`;

/** A bundle of one file, said to lie at this path. */
async function mapperOf(sourcefile: string): Promise<(stack: string) => string> {
  const result = await build({
    stdin: { contents: SOURCE, sourcefile, loader: 'ts' },
    write: false,
    sourcemap: 'inline',
    absWorkingDir: PROJECT,
  });
  const code = result.outputFiles[0]?.text ?? '';
  const line = code.split('\n').findIndex((text) => text.includes('throw new')) + 1;
  const column = (code.split('\n')[line - 1] ?? '').indexOf('new') + 1;
  const map = stackMapper({ code, fileName: 'lockstep-lab2.js' });
  return (stack) => map(stack.replaceAll('HERE', `lockstep-lab2.js:${line}:${column}`));
}

describe('stackMapper', () => {
  it('maps frames of the bundle to TypeScript, and leaves out all others', async () => {
    const map = await mapperOf('labs/lab2-raft/raft.ts');
    const stack = [
      'RangeError: no',
      '    at Raft.vote (HERE)',
      '    at HERE',
      '    at async Raft.later (HERE)',
      '    at new Raft (/somewhere/HERE)',
      '    at Raft.vote (C:\\somewhere\\HERE)',
      '    at Raft.vote (/labs (copy)/HERE)',
      '    at /labs (copy)/HERE',
      '    at Array.forEach (<anonymous>)',
      '    at Incarnation.take (file:///x/labrpc/host/incarnation.ts:79:14)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ].join('\n');
    const place = 'labs/lab2-raft/raft.ts:4:9';
    expect(map(stack).split('\n')).toEqual([
      `at Raft.vote (${place})`,
      `at ${place}`,
      `at async Raft.later (${place})`,
      `at new Raft (${place})`,
      `at Raft.vote (${place})`,
      `at Raft.vote (${place})`,
      `at ${place}`,
    ]);
  });

  it.each(['harness/scenarios/x/server-program.ts', 'labrpc/kit/channel.ts', 'lockstep-entry.ts'])(
    'leaves out our own %s',
    async (file) => {
      expect((await mapperOf(file))('Error\n    at boot (HERE)')).toBe('');
    },
  );

  it.each(['../elsewhere/harness/lab2-raft/raft.ts', '../../tmp/alice/lab2-raft/raft.ts'])(
    'keeps what lies outside of the project: %s',
    async (file) => {
      expect((await mapperOf(file))('Error\n    at vote (HERE)')).toBe(`at vote (${file}:4:9)`);
    },
  );

  it('gives nothing where there is no map', () => {
    const map = stackMapper({ code: 'x();', fileName: 'lockstep-lab2.js' });
    expect(map('Error\n    at x (lockstep-lab2.js:1:1)')).toBe('');
  });
});
