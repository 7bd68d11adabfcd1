import { writeFile } from 'node:fs/promises';
import type { FailureKind, PartResult, ScenarioFailure, ScenarioResult } from './result.ts';
import { hundredths } from './score.ts';

/** The results of `npm test … json=FILE`, version 1. */
export interface ResultFile {
  readonly version: 1;
  readonly impl: 'labs' | 'solutions';
  /** Seeds for each scenario. */
  readonly runs: number;
  /** Sums over all runs. */
  readonly cpuMs: number;
  readonly virtualMs: number;
  /** From the start of the command to the last result. */
  readonly wallMs: number;
  readonly parts: readonly PartRecord[];
}

export interface PartRecord extends Omit<PartResult, 'scenarios'> {
  readonly scenarios: readonly ScenarioRecord[];
}

export interface ScenarioRecord extends Omit<ScenarioResult, 'failures' | 'undecided' | 'timeline'> {
  readonly failures: readonly FailureRecord[];
  /** Only if there are any. */
  readonly undecided?: readonly FailureRecord[];
}

export interface FailureRecord {
  readonly seed: number;
  readonly kind: FailureKind;
  readonly rule: string;
  readonly message: string;
  readonly replay: string;
}

/** What a result file is made of. */
export interface ResultSummary {
  readonly impl: 'labs' | 'solutions';
  readonly runs: number;
  readonly wallMs: number;
  readonly parts: readonly PartResult[];
}

/** Lays out a result file: its keys in the order of the documentation, failures without logs and history. */
export function resultFile({ impl, runs, wallMs, parts }: ResultSummary): ResultFile {
  const scenarios = parts.flatMap((part) => part.scenarios);
  return {
    version: 1,
    impl,
    runs,
    cpuMs: hundredths(scenarios.reduce((sum, { cpuMs }) => sum + cpuMs, 0)),
    wallMs: Math.round(wallMs),
    virtualMs: hundredths(scenarios.reduce((sum, { virtualMs }) => sum + virtualMs, 0)),
    parts: parts.map(({ part, points, max, scenarios }) => ({
      part,
      points,
      max,
      scenarios: scenarios.map(scenarioRecord),
    })),
  };
}

/** Writes a result file; `-` is standard output. */
export async function writeResultFile(path: string, file: ResultFile): Promise<void> {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  if (path !== '-') return await writeFile(path, text);
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function scenarioRecord(result: ScenarioResult): ScenarioRecord {
  const { timeline: _, failures, undecided, ...rest } = result;
  return {
    ...rest,
    failures: failures.map(failureRecord),
    ...(undecided ? { undecided: undecided.map(failureRecord) } : {}),
  };
}

function failureRecord({ seed, kind, rule, message, replay }: ScenarioFailure): FailureRecord {
  return { seed, kind, rule, message, replay };
}
