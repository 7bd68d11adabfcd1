import type { RunResult } from '../../harness/run/result.ts';
import { clip } from '../plain-text.ts';
import type { MakeRun, PartRuns, PartWork, WantedRun } from './part-work.ts';
import type { RunJournal, RunKey } from './run-journal.ts';

/** Makes the runs of the parts of one submission: on this machine, or wherever. */
export interface PartMaker {
  /** Runs that the journal knows are not made again; those that are made come into it. */
  makePart(work: PartWork, journal: RunJournal, listener: RunListener): Promise<PartRuns>;
  /** No more parts of this submission come. */
  endSubmission(): void;
}

/** Is told how the grading of one submission comes along. */
export interface RunListener {
  runDone(): void;
  /** Runs that will not be made, because it is known how they end. */
  runsSkipped(count: number): void;
}

/** Messages of exceptions are as long as whoever throws them likes. */
const LONGEST_MESSAGE = 2000;

export function runKey({ bundle }: PartWork, { part, slug, seed, mode }: WantedRun): RunKey {
  return [bundle.hash.slice(0, 32), part, slug, seed, mode].join(' ');
}

/** Asks the journal first, and tells it what was made. */
export function throughJournal(
  work: PartWork,
  journal: RunJournal,
  listener: RunListener,
  make: MakeRun,
): MakeRun {
  return async (wanted) => {
    const key = runKey(work, wanted);
    const known = wanted.again ? undefined : journal.known(key);
    const result = known ?? storedResult(await make(wanted));
    if (!known && !wanted.again) journal.add(key, result);
    // Those that are repeated are asked for beside those that were planned.
    const isPlanned = wanted.mode === 'fast' || work.mode === 'split';
    if (isPlanned && known) listener.runsSkipped(1);
    else if (isPlanned && !wanted.again) listener.runDone();
    return result;
  };
}

/** A result as journals keep it: what results are made of, and nothing else. */
export function storedResult({ logs: _, choices: __, failure, ...result }: RunResult): RunResult {
  if (!failure) return { ...result, failure: undefined, logs: [] };
  const { kind, rule, message, actor } = failure;
  const told = { kind, rule, message: clip(message, LONGEST_MESSAGE), before: [] };
  return { ...result, failure: { ...told, ...(actor === undefined ? {} : { actor }) }, logs: [] };
}
