import { explanationLines } from './explanation.ts';
import type { FileResult, JudgedFile } from './judge-file.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** The results for machines, in version 1; `docs/histories.md` describes them. */
interface Results {
  readonly version: 1;
  readonly files: readonly FileEntry[];
}

type FileEntry = { readonly file: string; readonly outcome: Outcome } & (JudgedEntry | UnusableEntry);

interface JudgedEntry {
  readonly format: string;
  readonly model: string;
  readonly operations: number;
  readonly steps: number;
  readonly wallMs: number;
  /** Why it is unknown. */
  readonly spent?: 'steps' | 'configurations';
  /** Of a history that is not linearizable. */
  readonly conflict?: ConflictEntry;
}

interface ConflictEntry {
  readonly object?: string;
  /** Lines on which the operation that is impossible was called, and returned. */
  readonly calledOnLine: number | undefined;
  readonly returnedOnLine: number | undefined;
  readonly explanation: readonly string[];
}

interface UnusableEntry {
  readonly line?: number;
  readonly problem: string;
}

/** JSON with a line break at its end. */
export function resultsJson(results: readonly FileResult[]): string {
  const document: Results = { version: 1, files: results.map(fileEntry) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function fileEntry(result: FileResult): FileEntry {
  const common = { file: result.file, outcome: outcomeOf(result) };
  if (result.kind === 'judged') return { ...common, ...judgedEntry(result) };
  const { line, problem } = result;
  return { ...common, ...(line === undefined ? {} : { line }), problem };
}

function judgedEntry({ history, verdict, wallMs }: JudgedFile): JudgedEntry {
  const { format, model, operations } = history;
  const entry = {
    format,
    model: model.name,
    operations: operations.length,
    steps: verdict.steps,
    wallMs: Math.round(wallMs * 1000) / 1000,
  };
  if (verdict.kind === 'unknown') return { ...entry, spent: verdict.spent };
  if (verdict.kind === 'ok') return entry;
  const { object, impossible } = verdict.conflict;
  const operation = operations[impossible];
  const conflict = {
    ...(object === undefined ? {} : { object }),
    calledOnLine: operation?.calledOnLine,
    returnedOnLine: operation?.returnedOnLine,
    explanation: explanationLines(history, verdict.conflict),
  };
  return { ...entry, conflict };
}
