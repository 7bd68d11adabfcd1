import type { Failure, FailureKind, RunResult } from '../harness/run/result.ts';

/** One line on the standard input of a judge process: make this run. */
export interface JudgeRequest {
  /** Comes back with the answer. */
  readonly id: number;
  /** Absolute path of the folder that holds the lab folders. */
  readonly root: string;
  readonly withReference: readonly string[];
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  readonly twice: boolean;
}

/** Where the judge process writes its answers, a line each. Standard output is open to whatever it runs. */
export const ANSWER_FD = 3;

const LONGEST_MESSAGE = 2000;
const MOST_COUNTS = 100;
const COUNT_NAME = /^[A-Za-z][\w-]{0,60}$/;
const FINGERPRINT = /^([0-9a-f]{16})?$/;
const KINDS: ReadonlySet<string> = new Set<FailureKind>([
  'assertion',
  'exception',
  'exit',
  'hang',
  'limit',
  'nondeterminism',
  'not-implemented',
  'compile',
  'unknown',
  'tampering',
]);

type Fields = Readonly<Record<string, unknown>>;

/** The line that answers a request: what a report needs, cut to a length that nobody can abuse. */
export function answerLine(id: number, result: RunResult): string {
  const { failure } = result;
  const shortened = failure && { ...failure, message: failure.message.slice(0, LONGEST_MESSAGE), before: [] };
  return `${JSON.stringify({ id, result: { ...result, failure: shortened, logs: [] } })}\n`;
}

/**
 * Reads an answer. The process that wrote it also ran the submission, so nothing but plain values of the
 * expected kind, of the run that was asked for, gets through; undefined for anything else.
 */
export function readAnswer(line: string, request: JudgeRequest): RunResult | undefined {
  const answer = parse(line);
  if (!isFields(answer) || answer.id !== request.id || !isFields(answer.result)) return undefined;
  const { part, slug, seed, fingerprint, events, rpcs, bytes, virtualMs, cpuMs } = answer.result;
  if (part !== request.part || slug !== request.slug || seed !== request.seed) return undefined;
  if (typeof fingerprint !== 'string' || !FINGERPRINT.test(fingerprint)) return undefined;
  const counts = { events, rpcs, bytes, virtualMs, cpuMs };
  const exercised = readCounts(answer.result.exercised);
  if (!areAmounts(counts) || !exercised) return undefined;
  const failure = answer.result.failure === undefined ? undefined : readFailure(answer.result.failure);
  if (answer.result.failure !== undefined && !failure) return undefined;
  // Without a fingerprint the run was ended from outside, at a moment that is not the same every time.
  const seen = fingerprint === '' ? { ...counts, events: 0, virtualMs: 0 } : counts;
  const { part: id, slug: name, seed: number } = request;
  return { part: id, slug: name, seed: number, failure, fingerprint, ...seen, exercised, logs: [] };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readFailure(value: unknown): Failure | undefined {
  if (!isFields(value)) return undefined;
  const { kind, rule, message, actor } = value;
  if (typeof kind !== 'string' || !KINDS.has(kind)) return undefined;
  if (typeof rule !== 'string' || !/^[\w-]+\/[\w-]+$/.test(rule) || rule.length > 80) return undefined;
  if (typeof message !== 'string' || message.length > LONGEST_MESSAGE) return undefined;
  const isNamed = typeof actor === 'string' && actor.length <= 80;
  return { kind: kind as FailureKind, rule, message, before: [], ...(isNamed ? { actor } : {}) };
}

function readCounts(value: unknown): Readonly<Record<string, number>> | undefined {
  if (!isFields(value)) return undefined;
  const entries = Object.entries(value);
  const fine =
    entries.length <= MOST_COUNTS &&
    entries.every(([name, count]) => COUNT_NAME.test(name) && isAmount(count));
  return fine ? (Object.fromEntries(entries) as Record<string, number>) : undefined;
}

function areAmounts<Name extends string>(values: Record<Name, unknown>): values is Record<Name, number> {
  return Object.values(values).every(isAmount);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
