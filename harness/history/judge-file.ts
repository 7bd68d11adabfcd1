import { readFileSync, statSync } from 'node:fs';
import { type HistoryFile, readHistoryFile } from '../check/history-files/formats.ts';
import { MalformedHistory } from '../check/history-files/malformed.ts';
import { checkHistory } from '../check/linearizability/check.ts';
import type { Verdict } from '../check/linearizability/verdict.ts';
import type { CheckHistoryOptions } from './check-history-options.ts';

/** What came of one file. */
export type FileResult = JudgedFile | UnusableFile;

export interface JudgedFile {
  readonly kind: 'judged';
  /** As it was named. */
  readonly file: string;
  readonly history: HistoryFile;
  readonly verdict: Verdict<unknown, unknown>;
  /** To read and to check. */
  readonly wallMs: number;
}

/** It cannot be read, or holds no history: nothing is said of what it records. */
export interface UnusableFile {
  readonly kind: 'malformed' | 'unreadable';
  readonly file: string;
  /** From 1; undefined if it is about the whole file. */
  readonly line: number | undefined;
  readonly problem: string;
}

/** What is read is held in memory as a whole, with all of its operations. */
const MOST_BYTES = 256e6;
/** Some hundred MB. */
const CONFIGURATIONS = 4_000_000;

/** Reads and checks one file. `path` is absolute. */
export function judgeFile(
  file: string,
  path: string,
  { format, model, steps }: Pick<CheckHistoryOptions, 'format' | 'model' | 'steps'>,
): FileResult {
  const begun = performance.now();
  try {
    const history = readHistoryFile(readBytes(path), format);
    if (model !== undefined && history.model.name !== model) {
      throw new MalformedHistory(
        undefined,
        `a history of the model ${model}`,
        `one of ${history.model.name}`,
      );
    }
    const budget = { steps, configurations: CONFIGURATIONS };
    const verdict = checkHistory(history.model, history.operations, budget);
    return { kind: 'judged', file, history, verdict, wallMs: performance.now() - begun };
  } catch (error) {
    if (error instanceof MalformedHistory) {
      return { kind: 'malformed', file, line: error.line, problem: error.message };
    }
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { kind: 'unreadable', file, line: undefined, problem: error.message };
  }
}

function readBytes(path: string): Buffer {
  const { size } = statSync(path);
  if (size <= MOST_BYTES) return readFileSync(path);
  const advice = 'record for a shorter time, or each object in a file of its own';
  const found = `${Math.round(size / 1e6)} MB: ${advice}`;
  throw new MalformedHistory(undefined, `at most ${MOST_BYTES / 1e6} MB`, found);
}
