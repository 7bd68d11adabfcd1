import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../../harness/run/worker-code.ts';
import type { CommandLine, Tier } from '../sandbox/tier.ts';

type ProgramName = 'fast' | 'split';

/** The programs that sandboxed processes and judge threads run, put together once. */
export class SandboxPrograms {
  /** The script of a judge thread. */
  readonly judge: string;
  readonly tier: Tier;
  /** Of all programs, in hex: the same wherever the project is the same. */
  readonly digest: string;
  private readonly folder: string;

  private constructor(tier: Tier, judge: string, folder: string, digest: string) {
    this.tier = tier;
    this.digest = digest;
    this.judge = judge;
    this.folder = folder;
  }

  static async prepare(tier: Tier): Promise<SandboxPrograms> {
    const [judge, fast, split] = await Promise.all([
      bundleProgram(new URL('judge-thread.ts', import.meta.url), { isPortable: true }),
      bundleProgram(new URL('../sandbox/fast-child.ts', import.meta.url), { isPortable: true }),
      bundleProgram(new URL('../sandbox/split-child.ts', import.meta.url), { isPortable: true }),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-grade-'));
    // Student code runs as another user, who must be able to read its own program.
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'fast.cjs'), fast, { mode: 0o644 });
    writeFileSync(join(folder, 'split.cjs'), split, { mode: 0o644 });
    return new SandboxPrograms(tier, judge, folder, digestOf([judge, fast, split]));
  }

  commandLine(name: ProgramName, memoryMb: number): CommandLine {
    return this.tier.commandLine({ program: join(this.folder, `${name}.cjs`), memoryMb });
  }

  /** Does not wait: it can be the last act of a process. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function digestOf(programs: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(programs)).digest('hex');
}
