import type { RunResult } from '../../harness/run/result.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';

/** What a judge thread is started with. */
export interface JudgeThreadData {
  /** The memory of a `WaitBoard`. */
  readonly waits: SharedArrayBuffer;
  /** What the processes of one run may send, in bytes. */
  readonly mostBytes: number;
  /** By lab id: the programs that hold no lab code. */
  readonly given: GivenPrograms;
}

export type GivenPrograms = Readonly<Record<string, GivenBundle>>;

/** Programs of a lab that are ours alone. */
export interface GivenBundle {
  readonly bundle: Bundle;
  /** Their names. */
  readonly programs: readonly string[];
}

/** A sandboxed process, as the judge thread knows it. */
export interface JudgedProcess {
  /** Never used twice. */
  readonly id: number;
  /** Descriptors of the pipes. */
  readonly read: number;
  readonly write: number;
}

/** One run that the judge thread is to judge. */
export interface JudgeOrder {
  /** `fast`: one process makes the whole run. `split`: each incarnation lives in a process of its own. */
  readonly mode: 'fast' | 'split';
  /** Split: those that there are; the thread asks for more when it needs them. */
  readonly processes: readonly JudgedProcess[];
  /** Ids of all that live, these among them: what others were told can be forgotten. */
  readonly alive: readonly number[];
  /** Names the bundle; sent along the first time. */
  readonly bundleId: number;
  readonly bundle: Bundle | undefined;
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** Fast: see `FastRun`. */
  readonly eachTurn: boolean;
  /** Fast: record the run; `replay` is the command that makes it again. */
  readonly record: { readonly replay: string; readonly implementation: string } | undefined;
}

/** What a judge thread says. */
export type JudgeMessage =
  /** Split: the run needs more processes. The thread has stopped until they are handed over. */
  { readonly kind: 'more-processes' } | { readonly kind: 'answer'; readonly answer: JudgeAnswer };

export interface JudgeAnswer {
  readonly result: RunResult;
  /** Set if the run could not be judged to its end, through no doing of the judge. */
  readonly trouble: JudgeTrouble | undefined;
  /** Fast: what kept the log from coming to its end after the run was judged. */
  readonly lateTrouble: JudgeTrouble | undefined;
  /** The trace of a recorded run, as JSON. */
  readonly trace: string | undefined;
}

export type JudgeTrouble =
  /** The process with this id has ended. */
  | { readonly kind: 'closed'; readonly process: number }
  /** It ended before it could be given lab code. */
  | { readonly kind: 'not-ready'; readonly process: number }
  /** It sent something that is no turn of this run. */
  | { readonly kind: 'malformed'; readonly process: number; readonly what: string }
  | { readonly kind: 'flooded'; readonly process: number }
  /** Split: the run needs more processes than any run may have. */
  | { readonly kind: 'short-of-processes' };
