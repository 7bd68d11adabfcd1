import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClockReading, Effect, Host, Input } from '../sim/port.ts';
import type { Bundle } from './bundle.ts';
import { readFrame, writeFrame } from './frames.ts';

/** What the child is told first. */
export interface PipeHello {
  readonly bundle: Bundle;
}

/** What the child is told for each turn; it answers with the turn's effects. */
export interface PipeTurn {
  readonly input: Input;
  readonly clock: ClockReading;
}

/**
 * An incarnation in a process of its own: the same port, behind two named pipes. The judge writes a turn's
 * input, then blocks until the effects come back, so a run stays one sequence of turns. Needs `mkfifo`: Linux
 * and macOS.
 */
export class PipeHost implements Host {
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly toChild: number;
  private readonly fromChild: number;
  private effects: readonly Effect[] = [];

  /** `program` is `pipe-child.ts`, bundled. */
  constructor(program: string, bundle: Bundle) {
    this.folder = mkdtempSync(join(tmpdir(), 'lockstep-'));
    const [down, up] = [join(this.folder, 'down'), join(this.folder, 'up')];
    execFileSync('mkfifo', [down, up]);
    // Open both ways: opening one way waits for the other side, for ever if the child does not start.
    this.toChild = openSync(down, constants.O_RDWR);
    this.fromChild = openSync(up, constants.O_RDWR);
    const main = join(this.folder, 'child.cjs');
    writeFileSync(main, program);
    this.child = spawn(process.execPath, [main, down, up], {
      env: {},
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.child.unref();
    const hello: PipeHello = { bundle };
    writeFrame(this.toChild, hello);
  }

  begin(input: Input, clock: ClockReading): void {
    const turn: PipeTurn = { input, clock };
    writeFrame(this.toChild, turn);
    this.effects = readFrame<readonly Effect[]>(this.fromChild);
  }

  settle(): readonly Effect[] {
    const { effects } = this;
    this.effects = [];
    return effects;
  }

  close(): void {
    this.child.kill('SIGKILL');
    closeSync(this.toChild);
    closeSync(this.fromChild);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
