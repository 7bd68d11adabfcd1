import type { KillReason, SandboxedProcess } from '../sandbox/sandboxed-process.ts';
import type { WaitBoard } from './wait-board.ts';

/** What one run may take before it is ended from outside. Verdicts count events; these are for the rest. */
export interface RunLimits {
  /** CPU time of a process without a turn, in ms. */
  readonly hangCpuMs: number;
  /** CPU time of a process for the whole run, in ms. */
  readonly runCpuMs: number;
  /** Real time in which a process neither works nor answers, in ms. */
  readonly stalledMs: number;
  /** Real time that the judge itself may work on a run, in ms. */
  readonly judgeMs: number;
  /** Memory of lab code, in MB. */
  readonly memoryMb: number;
  /** What the processes of a run may send, in bytes. */
  readonly sentBytes: number;
}

export const RUN_LIMITS: RunLimits = {
  hangCpuMs: 5000,
  runCpuMs: 120_000,
  stalledMs: 30_000,
  judgeMs: 120_000,
  memoryMb: 512,
  sentBytes: 128 * 2 ** 20,
};

const LOOK_EVERY_MS = 100;
/** Those that nobody waits for may fill the memory too: they are looked at in every so many looks. */
const LOOKS_BETWEEN_ALL = 10;
/** Less CPU time than this within `stalledMs` is a process that sleeps. */
const ASLEEP_CPU_MS = 200;
/** A process that sends a little now and then is never quiet for `stalledMs`: but for so many times that, */
const SLOW_PERIODS = 2;
/** the judge may not wait for processes that use less than this share of a core meanwhile. */
const SLOW_SHARE = 0.05;
/** Node itself, and the program of the process. */
const NODE_MB = 160;

/** Looks at a run ten times a second, and ends a process that will not end by itself. */
export class RunWatch {
  private readonly limits: RunLimits;
  private readonly board: WaitBoard;
  private readonly processes: readonly SandboxedProcess[];
  private readonly giveUpJudge: () => void;
  private readonly timer: NodeJS.Timeout;
  private lookedAtMs = performance.now();
  private looks = 0;
  private progress: number;
  private waitedFor: number | undefined;
  /** CPU time of the process that the judge waits for, when it began to wait. */
  private cpuMsThen = 0;
  private quietMs = 0;
  private judgeMs = 0;
  private readonly cpuMsBefore = new Map<number, number>();
  /** Of all processes of the run, in ms: the time that the judge waited for them, and what they used. */
  private waitedMs = 0;
  private usedMs = 0;
  private readonly cpuMsSeen = new Map<number, number>();

  constructor(
    limits: RunLimits,
    board: WaitBoard,
    processes: readonly SandboxedProcess[],
    giveUpJudge: () => void,
  ) {
    this.limits = limits;
    this.board = board;
    this.processes = processes;
    this.giveUpJudge = giveUpJudge;
    this.progress = board.progress;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    // A machine that was asleep for the night blames nobody.
    const nowMs = performance.now();
    const passedMs = Math.min(nowMs - this.lookedAtMs, 2 * LOOK_EVERY_MS);
    this.lookedAtMs = nowMs;
    this.looks += 1;
    if (this.looks % LOOKS_BETWEEN_ALL === 0) this.lookAtAll();
    const waitsFor = this.board.waitsFor;
    const child = this.processes.find(({ id }) => id === waitsFor);
    if (!child) {
      this.judgeMs += passedMs;
      if (this.judgeMs > this.limits.judgeMs) this.giveUpJudge();
      return;
    }
    const reason = this.reasonToKill(child, passedMs);
    if (reason) child.kill(reason);
  }

  private lookAtAll(): void {
    for (const process of this.processes) {
      if ((process.usage()?.residentBytes ?? 0) > this.mostBytes) process.kill('memory');
    }
  }

  private get mostBytes(): number {
    return (this.limits.memoryMb + NODE_MB) * 2 ** 20;
  }

  private reasonToKill(child: SandboxedProcess, passedMs: number): KillReason | undefined {
    const usage = child.usage();
    if (!usage) return undefined;
    const { cpuMs, residentBytes } = usage;
    const before = this.cpuMsBefore.get(child.id) ?? cpuMs;
    this.cpuMsBefore.set(child.id, before);
    this.waitedMs += passedMs;
    this.usedMs += cpuMs - (this.cpuMsSeen.get(child.id) ?? cpuMs);
    this.cpuMsSeen.set(child.id, cpuMs);
    const { progress } = this.board;
    if (progress !== this.progress || this.waitedFor !== child.id) {
      this.progress = progress;
      this.waitedFor = child.id;
      this.cpuMsThen = cpuMs;
      this.quietMs = 0;
    }
    this.quietMs += passedMs;
    const { hangCpuMs, runCpuMs, stalledMs } = this.limits;
    const usedMs = cpuMs - this.cpuMsThen;
    if (residentBytes > this.mostBytes) return 'memory';
    if (usedMs > hangCpuMs) return 'hang';
    if (cpuMs - before > runCpuMs) return 'cpu';
    const isSlow = this.waitedMs > SLOW_PERIODS * stalledMs && this.usedMs < SLOW_SHARE * this.waitedMs;
    if (isSlow) return 'slow';
    return this.quietMs > stalledMs && usedMs < ASLEEP_CPU_MS ? 'stalled' : undefined;
  }
}
