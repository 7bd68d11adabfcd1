import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleGiven } from '../../harness/run/bundler.ts';
import { bundleProgram } from '../../harness/run/worker-code.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import type { CommandLine, Tier } from '../sandbox/tier.ts';
import type { GivenPrograms } from './judge-messages.ts';

type ProgramName = 'fast' | 'split';

/** The programs that sandboxed processes and judge threads run, put together once. */
export class SandboxPrograms {
  /** The script of a judge thread. */
  readonly judge: string;
  readonly tier: Tier;
  readonly given: GivenPrograms;
  /** Of all programs, in hex: the same wherever the project is the same. */
  readonly digest: string;
  private readonly folder: string;

  private constructor(tier: Tier, judge: string, given: GivenPrograms, folder: string, digest: string) {
    this.tier = tier;
    this.given = given;
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
    const given = await givenPrograms();
    return new SandboxPrograms(tier, judge, given, folder, digestOf([judge, fast, split]));
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

async function givenPrograms(): Promise<GivenPrograms> {
  const entries = LABS.filter(({ given = [] }) => given.length > 0).map(async (lab) => {
    const bundle = await bundleGiven(lab);
    return [lab.id, { bundle, programs: lab.given ?? [] }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
