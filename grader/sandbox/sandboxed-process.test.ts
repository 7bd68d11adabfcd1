import { mkdtempSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SandboxedProcess } from './sandboxed-process.ts';

let folder = '';
let started: readonly SandboxedProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-process-'));
});
afterEach(() => {
  for (const process of started) process.close();
  started = [];
  rmSync(folder, { recursive: true, force: true });
});

function start(code: string): SandboxedProcess {
  const program = join(folder, 'program.cjs');
  writeFileSync(program, code);
  started = SandboxedProcess.start({ file: process.execPath, args: [program] }, 1);
  return started[0] as SandboxedProcess;
}

/** Blocks until the process has written something or has closed its pipe; 0 for the latter. */
function readByte({ read }: SandboxedProcess): number {
  return readSync(read, Buffer.alloc(1));
}

describe.skipIf(process.platform !== 'linux')('SandboxedProcess', () => {
  it('tells how it ended by itself', async () => {
    const one = start('process.exit(7);');
    expect(readByte(one)).toBe(0);
    expect(await one.ending()).toEqual({ kind: 'ended', status: 7 });
    expect(one.hasEnded).toBe(true);
    expect(one.usage()).toBeUndefined();
  });

  it('ends what closes its pipes and goes on', async () => {
    const one = start("require('node:fs').closeSync(4); for (;;);");
    expect(readByte(one)).toBe(0);
    expect(one.hasEnded).toBe(false);
    expect(await one.ending()).toEqual({ kind: 'killed', reason: 'closed-pipes' });
  });

  it('tells that it was not started', async () => {
    started = SandboxedProcess.start({ file: join(folder, 'no-such-program'), args: [] }, 1);
    const [one] = started;
    expect(await one?.ending()).toMatchObject({
      kind: 'not-started',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
