import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { CHILD_READS, CHILD_WRITES } from './child-pipes.ts';
import { closePipePair, openPipePairs, type PipePair } from './pipe-pair.ts';
import { type ProcessUsage, usageOf } from './process-usage.ts';
import type { CommandLine } from './tier.ts';

/**
 * Why a process was ended from outside. `slow`: all processes of its run together were. `closed-pipes`: it
 * closed them, and went on.
 */
export type KillReason = 'hang' | 'memory' | 'cpu' | 'stalled' | 'slow' | 'closed-pipes' | 'no-longer-needed';

/** A process whose pipe has ended is about to end itself, within this real time. */
const LONGEST_ENDING_MS = 2000;

/** How a process ended. `status`: its exit code, or 128 + the number of the signal that ended it. */
export type ProcessEnd =
  | { readonly kind: 'killed'; readonly reason: KillReason }
  | { readonly kind: 'ended'; readonly status: number }
  | { readonly kind: 'not-started'; readonly message: string };

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGXFSZ: 25,
};

let nextId = 1;

/** A process of student code behind two pipes. */
export class SandboxedProcess {
  readonly id: number = nextId++;
  readonly read: number;
  readonly write: number;
  /** Resolves when it has ended. */
  readonly end: Promise<ProcessEnd>;
  private readonly child: ChildProcess;
  private reason: KillReason | undefined;
  private isOpen = true;

  /** Starts so many of a kind at once. */
  static start(command: CommandLine, count: number): SandboxedProcess[] {
    const pairs = openPipePairs(count);
    const started: SandboxedProcess[] = [];
    try {
      for (const pair of pairs) started.push(new SandboxedProcess(command, pair));
      return started;
    } catch (error) {
      for (const pair of pairs.slice(started.length)) closePipePair(pair);
      for (const process of started) process.close();
      throw error;
    }
  }

  private constructor({ file, args }: CommandLine, { read, write, childRead, childWrite }: PipePair) {
    this.read = read;
    this.write = write;
    const stdio: (number | 'ignore')[] = ['ignore', 'ignore', 'ignore'];
    stdio[CHILD_READS] = childRead;
    stdio[CHILD_WRITES] = childWrite;
    // A group of its own, so that what it starts ends with it where no namespace sees to that.
    this.child = spawn(file, args, { cwd: '/', env: {}, detached: true, stdio });
    closeSync(childRead);
    closeSync(childWrite);
    this.end = new Promise((resolve) => {
      this.child.on('error', ({ message }) => resolve({ kind: 'not-started', message }));
      this.child.on('exit', (code, signal) => resolve(this.endBy(code, signal)));
    });
  }

  /** Its number may by then be another's. */
  get hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.child;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  /** Undefined once it has ended. */
  usage(): ProcessUsage | undefined {
    const { pid } = this.child;
    return pid === undefined || this.hasEnded ? undefined : usageOf(pid);
  }

  /** How it ended, for one whose pipe has: if it goes on without the pipe, it is ended. */
  async ending(): Promise<ProcessEnd> {
    const timer = setTimeout(() => this.kill('closed-pipes'), LONGEST_ENDING_MS);
    try {
      return await this.end;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it, and all that it has started. The first reason counts. */
  kill(reason: KillReason): void {
    const { pid } = this.child;
    if (pid === undefined || this.hasEnded) return;
    this.reason ??= reason;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  /** Ends it and closes the pipes: no thread may be reading from them. */
  close(): void {
    this.kill('no-longer-needed');
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.read);
    closeSync(this.write);
  }

  private endBy(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
    if (this.reason) return { kind: 'killed', reason: this.reason };
    return { kind: 'ended', status: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0) };
  }
}
