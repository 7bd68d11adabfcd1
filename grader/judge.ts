import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Failure, FailureKind, RunResult } from '../harness/run/result.ts';
import { ANSWER_FD, type JudgeRequest, readAnswer } from './protocol.ts';

/** What a judge process may cost before it is ended. */
export interface JudgeLimits {
  /** Real ms for one run. Hangs are ended by CPU time long before; this is for what gets past that. */
  readonly runMs: number;
  /** Length of an answer. */
  readonly answerBytes: number;
}

export const JUDGE_LIMITS: JudgeLimits = { runMs: 180_000, answerBytes: 2 ** 20 };

/** What came of a request. A judge that is lost makes no more runs. */
export type JudgeAnswer =
  | { readonly kind: 'result'; readonly result: RunResult }
  | { readonly kind: 'lost'; readonly failure: Failure };

const LOOK_EVERY_MS = 500;
const HAS_GROUPS = process.platform !== 'win32';

/** A process of its own for one submission, seen from the grader. One request at a time. */
export class Judge {
  private readonly child: ChildProcess;
  private readonly limits: JudgeLimits;
  private readonly onGone: () => void;
  private readonly watch: NodeJS.Timeout;
  private failure: Failure | undefined;
  private pending:
    | { readonly request: JudgeRequest; readonly settle: (answer: JudgeAnswer) => void }
    | undefined;
  private waitedMs = 0;
  private lookedAtMs = 0;
  private text = '';

  /** `program`: path of the bundled `judge-process.ts`. `onGone` is called when the process has ended. */
  constructor(program: string, folder: string, limits: JudgeLimits, onGone: () => void) {
    this.limits = limits;
    this.onGone = onGone;
    this.child = spawn(process.execPath, [program], {
      cwd: folder,
      env: bareEnvironment(),
      // A group of its own, so that whatever it starts ends with it.
      detached: HAS_GROUPS,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    this.watch = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.child.on('error', (error) => this.lose('exit', 'grader/process', `no process: ${error.message}`));
    this.child.on('exit', (code, signal) => this.onExit(code, signal));
    // A process that dies while it is written to says so by its end.
    this.child.stdin?.on('error', () => undefined);
    const answers = this.child.stdio[ANSWER_FD] as Readable | null | undefined;
    answers?.setEncoding('utf8').on('data', (text: string) => this.onText(text));
    answers?.on('error', () => undefined);
  }

  run(request: JudgeRequest): Promise<JudgeAnswer> {
    if (this.failure) return Promise.resolve({ kind: 'lost', failure: this.failure });
    return new Promise((settle) => {
      this.pending = { request, settle };
      this.waitedMs = 0;
      this.lookedAtMs = performance.now();
      this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Ends the process and all that it has started. */
  end(): void {
    clearInterval(this.watch);
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      if (HAS_GROUPS) process.kill(-pid, 'SIGKILL');
      else this.child.kill('SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  private onText(text: string): void {
    if (this.failure) return;
    this.text += text;
    if (this.text.length > this.limits.answerBytes) {
      this.lose('limit', 'grader/flood', 'the process that ran it flooded the grader with output');
      return;
    }
    for (let end = this.text.indexOf('\n'); end >= 0 && !this.failure; end = this.text.indexOf('\n')) {
      const line = this.text.slice(0, end);
      this.text = this.text.slice(end + 1);
      this.onLine(line);
    }
  }

  private onLine(line: string): void {
    const { pending } = this;
    const result = pending && readAnswer(line, pending.request);
    if (!result) {
      const message = 'the process that ran it answered with something that is no result';
      this.lose('tampering', 'grader/protocol', message);
      return;
    }
    this.pending = undefined;
    pending.settle({ kind: 'result', result });
  }

  private onExit(code: number | null, signal: NodeJS.Signals | null): void {
    const how = signal ? `was killed (${signal})` : `ended (exit code ${code})`;
    this.lose('exit', 'grader/process-died', `the process that ran it ${how}`);
    // Something that it started and that got away may hold the other ends.
    for (const stream of this.child.stdio) stream?.destroy();
    this.onGone();
  }

  /** Counts time in which this machine was awake: a laptop that was closed for the night blames nobody. */
  private look(): void {
    const nowMs = performance.now();
    this.waitedMs += Math.min(nowMs - this.lookedAtMs, 2 * LOOK_EVERY_MS);
    this.lookedAtMs = nowMs;
    if (!this.pending || this.waitedMs <= this.limits.runMs) return;
    this.lose('hang', 'grader/stalled', `a run gave no result in ${this.limits.runMs / 1000} s of real time`);
  }

  private lose(kind: FailureKind, rule: string, what: string): void {
    if (!this.failure) {
      const { part, slug, seed } = this.pending?.request ?? {};
      const where = part === undefined ? '' : ` during ${part} ${slug}, seed ${seed}`;
      const message = `${what}${where}; its remaining runs were not made`;
      this.failure = { kind, rule, message, before: [] };
    }
    this.end();
    this.pending?.settle({ kind: 'lost', failure: this.failure });
    this.pending = undefined;
  }
}

/** What Node itself needs, and no word of who runs the grader where. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot, TEMP, TMP } = process.env;
  return process.platform === 'win32' ? { SystemRoot, TEMP, TMP } : {};
}
