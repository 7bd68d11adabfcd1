import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { BundleResult } from '../../harness/run/bundler.ts';
import { bundleProgram } from '../../harness/run/worker-code.ts';
import { findProgram } from '../sandbox/limits-command.ts';

export interface BundleRequest {
  readonly labId: string;
  /** Absolute path of the clean tree. */
  readonly root: string;
  /** Lab words whose code is ours. */
  readonly withReference: readonly string[];
}

/** Bundling takes some 50 ms. */
const LONGEST_MS = 20_000;
/** Bundling takes some 100 MB. */
const MOST_BYTES = 2 ** 31;
const GAVE_UP = 'the bundler did not come to an end with these files';

/** Bundles code of submissions, one request at a time, so that it is clear whose files it choked on. */
export class BundleShop {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-bundle-'));
  private readonly queue = new PQueue({ concurrency: 1 });
  private program: Promise<string> | undefined;
  private child: ChildProcess | undefined;

  /** Never rejects for what a submission contains: that is a failed bundle, with the reason. */
  bundle(request: BundleRequest): Promise<BundleResult> {
    return this.queue.add(async () => {
      this.program ??= this.writeProgram();
      this.child ??= startProcess(await this.program);
      return this.ask(this.child, request);
    });
  }

  /** Does not wait: it can be the last act of a process. */
  close(): void {
    this.child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ask(child: ChildProcess, request: BundleRequest): Promise<BundleResult> {
    return new Promise((resolve) => {
      const done = (result: BundleResult | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (!result) {
          child.kill('SIGKILL');
          this.child = undefined;
        }
        resolve(result ?? { kind: 'failed', message: GAVE_UP, code: { files: [], hash: '' } });
      };
      const timer = setTimeout(() => done(undefined), LONGEST_MS);
      child.on('message', (result: BundleResult) => done(result));
      child.on('exit', () => done(undefined));
      child.on('error', () => done(undefined));
      child.send(request);
    });
  }

  private async writeProgram(): Promise<string> {
    const path = join(this.folder, 'bundle.cjs');
    writeFileSync(path, await bundleProgram(new URL('bundle-process.ts', import.meta.url)));
    return path;
  }
}

/** Files that make the bundler fill the memory end it, and nothing else. */
function startProcess(program: string): ChildProcess {
  const prlimit = findProgram('prlimit');
  const limits = prlimit === undefined ? [] : [prlimit, `--data=${MOST_BYTES}`, '--'];
  const [file = process.execPath, ...args] = [...limits, process.execPath, program];
  return spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}
