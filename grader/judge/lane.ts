import { setTimeout as sleep } from 'node:timers/promises';
import type { RunResult } from '../../harness/run/result.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import { GraderFailure } from '../grader-failure.ts';
import { type ProcessEnd, SandboxedProcess } from '../sandbox/sandboxed-process.ts';
import { type EndedBecause, endedBecause, isMachineToBlame, JUDGE_LOST } from './ended-run.ts';
import type { JudgeAnswer, JudgedProcess, JudgeOrder, JudgeTrouble } from './judge-messages.ts';
import { JudgeThread } from './judge-thread-handle.ts';
import { type RunLimits, RunWatch } from './run-watch.ts';
import type { SandboxPrograms } from './sandbox-programs.ts';

/** Code of one lab of one submission, with the programs around it. */
export interface LaneBundle {
  /** Never used for another bundle. */
  readonly id: number;
  readonly bundle: Bundle;
}

export interface LaneRun extends Pick<JudgeOrder, 'mode' | 'part' | 'slug' | 'seed' | 'record'> {
  readonly bundle: LaneBundle;
}

export interface JudgedRun {
  readonly result: RunResult;
  readonly trace: string | undefined;
}

/** Processes that are started at a time when a split run needs more: so many begin side by side. */
const SPLIT_PROCESSES_AT_A_TIME = 4;
/** More incarnations than any scenario has. */
const MOST_SPLIT_PROCESSES = 512;
/** Processes that are kept for the next split run. */
const SPLIT_PROCESSES_KEPT = 64;
/** Times that a run is begun for which no process starts. */
const MOST_STARTS = 4;
/** Real ms before the second time; twice that before the third, and so on. */
const START_AGAIN_MS = 250;
/** Code that has hung or slept before gets this part of the limit: no event of good code takes a second. */
const HUNG_BEFORE_SHARE = 1 / 5;

class NotStarted extends GraderFailure {
  constructor(why: string) {
    super(`a sandboxed process could not be started: ${why}`);
  }
}

/**
 * Makes runs of one submission at a time, one after another: a judge thread, and sandboxed processes that it
 * asks. Processes are used again for the next run, never for another submission.
 */
export class Lane {
  private readonly programs: SandboxPrograms;
  private readonly limits: RunLimits;
  private thread: JudgeThread | undefined;
  private sentBundle = 0;
  private fast: SandboxedProcess | undefined;
  private split: SandboxedProcess[] = [];
  private hasHung = false;
  private hasStalled = false;

  constructor(programs: SandboxPrograms, limits: RunLimits) {
    this.programs = programs;
    this.limits = limits;
  }

  /**
   * Rejects with `GraderFailure` if the machine still does not let it after some tries; what lab code does
   * becomes a result with a failure. (Lab code that starves the machine of what its next process needs, in a
   * split run, is left ungraded, and told.)
   */
  async run(run: LaneRun): Promise<JudgedRun> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await (run.mode === 'fast' ? this.runFast(run) : this.runSplit(run));
      } catch (error) {
        this.dropProcesses();
        if (!(error instanceof NotStarted) || attempt === MOST_STARTS) throw error;
        // What the machine lacks it may have again soon, and a whole class waits for it.
        await sleep(attempt * START_AGAIN_MS);
      }
    }
  }

  /** What comes next is of another submission: nothing is left of this one. */
  endSubmission(): void {
    this.dropProcesses();
    this.hasHung = false;
    this.hasStalled = false;
  }

  /** Ends all that it has started. */
  async close(): Promise<void> {
    this.fast?.kill('no-longer-needed');
    for (const process of this.split) process.kill('no-longer-needed');
    await this.thread?.terminate();
    this.endSubmission();
  }

  private dropProcesses(): void {
    this.fast?.close();
    this.fast = undefined;
    for (const process of this.split) process.close();
    this.split = [];
  }

  private async runFast(run: LaneRun, { eachTurn = false, isSecond = false } = {}): Promise<JudgedRun> {
    this.fast ??= this.start('fast', 1)[0] as SandboxedProcess;
    const process = this.fast;
    const answer = await this.judge(run, [process], eachTurn);
    const trouble = answer?.trouble ?? answer?.lateTrouble;
    const end = await this.endAfter(trouble, process);
    if (!answer) return this.lostRun(run);
    if (trouble) {
      this.fast = undefined;
      process.close();
    }
    const { result, trace } = answer;
    if (!trouble || (answer.lateTrouble && result.failure)) return { result, trace };
    const because = becauseOf(trouble, end, this.limits);
    if (answer.lateTrouble) {
      // The end of its log, with the hash of what it saved, did not come: the machine may be to blame.
      if (!isSecond) return this.runFast(run, { eachTurn, isSecond: true });
    } else if (!eachTurn && trouble.kind === 'closed' && because.rule !== 'world/memory') {
      // What was logged last is lost with the process. Once more, turn by turn: where does it end?
      return this.runFast(run, { eachTurn: true, isSecond });
    }
    return { result: endedRun(result, because), trace };
  }

  private async runSplit(run: LaneRun, { isSecond = false } = {}): Promise<JudgedRun> {
    const answer = await this.judge(run, this.split, false);
    const trouble = answer?.trouble;
    const id = trouble && 'process' in trouble ? trouble.process : undefined;
    const end = await this.endAfter(
      trouble,
      this.split.find((process) => process.id === id),
    );
    if (!answer) return this.lostRun(run);
    this.keepSplit(trouble);
    const { result } = answer;
    if (!trouble) return { result, trace: undefined };
    const because = becauseOf(trouble, end, this.limits);
    // The machine may be to blame, and no run beside it shows that.
    if (end?.kind === 'ended' && !isSecond) return this.runSplit(run, { isSecond: true });
    return { result: endedRun(result, because), trace: undefined };
  }

  /** How the process ended that the trouble is with, if it did. */
  private async endAfter(
    trouble: JudgeTrouble | undefined,
    process: SandboxedProcess | undefined,
  ): Promise<ProcessEnd | undefined> {
    const isGone = trouble?.kind === 'closed' || trouble?.kind === 'not-ready';
    const end = isGone ? await process?.ending() : undefined;
    if (trouble && end?.kind === 'killed' && !isMachineToBlame(trouble, end)) {
      this.hasHung ||= end.reason === 'hang';
      this.hasStalled ||= end.reason === 'stalled' || end.reason === 'slow';
    }
    return end;
  }

  /** The judge did not survive the run, and nobody else knows what the processes have been told. */
  private lostRun({ part, slug, seed }: LaneRun): JudgedRun {
    this.dropProcesses();
    const failure = { ...JUDGE_LOST, before: [] };
    const result = { part, slug, seed, failure, cpuMs: 0, logs: [], ...NOTHING_COUNTED };
    return { result, trace: undefined };
  }

  private startMoreSplit(): readonly SandboxedProcess[] {
    const room = MOST_SPLIT_PROCESSES - this.split.length;
    if (room <= 0) return [];
    const more = this.start('split', Math.min(SPLIT_PROCESSES_AT_A_TIME, room));
    this.split.push(...more);
    return more;
  }

  private start(program: 'fast' | 'split', count: number): SandboxedProcess[] {
    const commandLine = this.programs.commandLine(program, this.limits.memoryMb);
    try {
      return SandboxedProcess.start(commandLine, count);
    } catch (error) {
      throw new NotStarted(error instanceof Error ? error.message : `${error}`);
    }
  }

  /** After trouble nobody knows what the others are in the middle of. */
  private keepSplit(trouble: JudgeTrouble | undefined): void {
    const kept = trouble ? 0 : SPLIT_PROCESSES_KEPT;
    for (const process of this.split.splice(kept)) process.close();
    for (const process of this.split.filter(({ hasEnded }) => hasEnded)) process.close();
    this.split = this.split.filter(({ hasEnded }) => !hasEnded);
  }

  private async judge(
    run: LaneRun,
    processes: readonly SandboxedProcess[],
    eachTurn: boolean,
  ): Promise<JudgeAnswer | undefined> {
    this.thread ??= this.newThread();
    const { thread, limits } = this;
    const { bundle, ...asked } = run;
    const isKnown = this.sentBundle === bundle.id;
    this.sentBundle = bundle.id;
    const hangCpuMs = limits.hangCpuMs * (this.hasHung ? HUNG_BEFORE_SHARE : 1);
    const stalledMs = limits.stalledMs * (this.hasStalled ? HUNG_BEFORE_SHARE : 1);
    const watch = new RunWatch(
      { ...limits, hangCpuMs, stalledMs },
      thread.board,
      processes,
      () => void thread.terminate(),
    );
    const order = {
      ...asked,
      eachTurn,
      bundleId: bundle.id,
      bundle: isKnown ? undefined : bundle.bundle,
      processes: processes.map(asJudged),
      alive: [...(this.fast ? [this.fast] : []), ...this.split].map(({ id }) => id),
    };
    let answer: JudgeAnswer | undefined;
    try {
      answer = await thread.judge(order, () => this.startMoreSplit().map(asJudged));
    } finally {
      watch.end();
      if (!answer) this.thread = undefined;
    }
    return answer;
  }

  private newThread(): JudgeThread {
    this.sentBundle = 0;
    return new JudgeThread(this.programs.judge, this.limits.sentBytes, this.programs.given);
  }
}

function asJudged({ id, read, write }: SandboxedProcess): JudgedProcess {
  return { id, read, write };
}

/** Throws `GraderFailure` where no lab code is to blame. */
function becauseOf(trouble: JudgeTrouble, end: ProcessEnd | undefined, limits: RunLimits): EndedBecause {
  if (trouble.kind === 'short-of-processes') {
    throw new GraderFailure(`a split run needs more than ${MOST_SPLIT_PROCESSES} processes`);
  }
  if (isMachineToBlame(trouble, end)) throw new NotStarted(startFailure(end));
  return endedBecause(trouble, end, limits);
}

/** Why a process ended that no lab code was in yet. */
function startFailure(end: ProcessEnd | undefined): string {
  if (end?.kind === 'not-started') return end.message;
  const how = end?.kind === 'ended' ? `its command ended with ${end.status}` : 'its command had to be ended';
  return `${how} before it was ready; the machine may be short of memory, processes or namespaces`;
}

/** The run, as far as it is known, with the reason why it ended there. */
function endedRun(result: RunResult, because: EndedBecause): RunResult {
  const { actor } = result.failure ?? {};
  // Where it was when memory was full is not the same every time.
  const isKnown = actor !== undefined && because.rule !== 'world/memory';
  const failure = { ...because, before: [], ...(isKnown ? { actor } : {}) };
  return { ...result, ...NOTHING_COUNTED, failure };
}

const NOTHING_COUNTED = { fingerprint: '', events: 0, rpcs: 0, bytes: 0, virtualMs: 0, exercised: {} };
