import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../harness/run/worker-code.ts';
import { JUDGE_LIMITS, Judge, type JudgeLimits } from './judge.ts';

/** Starts judge processes, and sees to it that none is left behind. */
export class JudgeHouse {
  private readonly folder: string;
  private readonly limits: JudgeLimits;
  private readonly judges = new Set<Judge>();

  private constructor(folder: string, limits: JudgeLimits) {
    this.folder = folder;
    this.limits = limits;
  }

  static async open(limits: JudgeLimits = JUDGE_LIMITS): Promise<JudgeHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'lockstep-grade-'));
    await mkdir(join(folder, 'empty'));
    await writeFile(programIn(folder), await bundleProgram(new URL('judge-process.ts', import.meta.url)));
    return new JudgeHouse(folder, limits);
  }

  newJudge(): Judge {
    const judge: Judge = new Judge(programIn(this.folder), join(this.folder, 'empty'), this.limits, () =>
      this.judges.delete(judge),
    );
    this.judges.add(judge);
    return judge;
  }

  /** Ends all processes and removes what they were started from. Does not wait: it can be the last act. */
  close(): void {
    for (const judge of this.judges) judge.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function programIn(folder: string): string {
  return join(folder, 'judge.cjs');
}
