import { basename } from 'node:path';
import { LABS } from '../../harness/scenarios/index.ts';
import type { Feedback } from '../pages/feedback.ts';
import { plainText } from '../plain-text.ts';
import { readTextFile } from '../read-text-file.ts';
import {
  type AutoRule,
  DEFAULT_POLICY,
  type Deduction,
  type LateRule,
  type Limits,
  type Policy,
} from './policy.ts';
import { readScoreRule } from './read-score-rule.ts';
import { parseYaml, type YamlValue } from './yaml-value.ts';

const KEYS = ['parts', 'runs', 'auto', 'score', 'limits', 'late', 'splitSample', 'prerequisites', 'feedback'];
const MOST_POINTS = 10_000;
const MOST_RUNS = 100_000;
const MOST_DAYS = 366;
const MOST_MEMORY_MB = 65_536;
const LEAST_MEMORY_MB = 128;
const MOST_CPU_SECONDS = 3600;
const LEAST_MARGIN = 0.01;

/** Reads a policy file. Throws `Misuse` with file, line and what to change. */
export async function readPolicy(path: string): Promise<Policy> {
  return parsePolicy(await readTextFile(path, 'the policy'), plainText(basename(path)));
}

/** What a file leaves out is as in `DEFAULT_POLICY`. `name` is for messages. */
export function parsePolicy(text: string, name: string): Policy {
  const root = parseYaml(text, name);
  if (root.isEmpty()) return DEFAULT_POLICY;
  const fields = root.fields(KEYS);
  const read = <Value>(key: string, reader: (value: YamlValue) => Value, otherwise: Value): Value => {
    const value = fields.get(key);
    return value ? reader(value) : otherwise;
  };
  const parts = read('parts', readParts, undefined);
  const late = read('late', readLate, undefined);
  return {
    ...(parts ? { parts } : {}),
    runs: read('runs', readRuns, DEFAULT_POLICY.runs),
    auto: read('auto', readAuto, DEFAULT_POLICY.auto),
    score: read('score', readScoreRule, DEFAULT_POLICY.score),
    limits: read('limits', readLimits, DEFAULT_POLICY.limits),
    ...(late ? { late } : {}),
    splitSample: read('splitSample', readSplitSample, DEFAULT_POLICY.splitSample),
    prerequisites: read('prerequisites', readPrerequisites, DEFAULT_POLICY.prerequisites),
    feedback: read('feedback', readFeedback, DEFAULT_POLICY.feedback),
  };
}

function readParts(value: YamlValue): Record<string, number> | undefined {
  const known = LABS.flatMap(({ parts }) => parts.map(({ id }) => id));
  const fields = [...value.fields(known)];
  if (fields.length === 0) throw value.wrong('must name a part, or be left out');
  return Object.fromEntries(fields.map(([part, points]) => [part, readPoints(points)]));
}

function readPoints(value: YamlValue): number {
  const points = value.number(0, MOST_POINTS);
  if (Math.abs(Math.round(points * 100) - points * 100) < 1e-6) return points;
  throw value.wrong('must have at most two decimals');
}

function readRuns(value: YamlValue): Policy['runs'] {
  if (value.scalar() === 'auto') return 'auto';
  if (typeof value.scalar() === 'number') return value.wholeNumber(1, MOST_RUNS);
  throw value.wrong('must be a whole number, or auto');
}

function readAuto(value: YamlValue): AutoRule {
  const fields = value.fields(['margin', 'most']);
  return {
    margin: fields.get('margin')?.number(LEAST_MARGIN, MOST_POINTS) ?? DEFAULT_POLICY.auto.margin,
    most: fields.get('most')?.wholeNumber(1, MOST_RUNS) ?? DEFAULT_POLICY.auto.most,
  };
}

function readLimits(value: YamlValue): Limits {
  const fields = value.fields(['memoryMb', 'cpuSecondsPerRun']);
  const { memoryMb, cpuSecondsPerRun } = DEFAULT_POLICY.limits;
  return {
    memoryMb: fields.get('memoryMb')?.wholeNumber(LEAST_MEMORY_MB, MOST_MEMORY_MB) ?? memoryMb,
    cpuSecondsPerRun: fields.get('cpuSecondsPerRun')?.number(1, MOST_CPU_SECONDS) ?? cpuSecondsPerRun,
  };
}

function readLate(value: YamlValue): LateRule | undefined {
  if (value.scalar() === 'none') return undefined;
  const fields = value.fields(['freeDays', 'perDay', 'most']);
  const perDay = fields.get('perDay');
  const most = fields.get('most');
  if (!perDay) throw value.wrong('must say what a day costs (perDay: 10%)');
  return {
    freeDays: fields.get('freeDays')?.number(0, MOST_DAYS) ?? 0,
    perDay: readDeduction(perDay),
    ...(most ? { most: readDeduction(most) } : {}),
  };
}

/** `10%` of what was earned, or `5` points. */
function readDeduction(value: YamlValue): Deduction {
  const text = value.scalar();
  const percent = typeof text === 'string' ? /^(\d+(?:\.\d+)?) ?%$/.exec(text)?.[1] : undefined;
  if (percent !== undefined && Number(percent) <= 100) return { kind: 'share', share: Number(percent) / 100 };
  if (typeof text === 'number' && text >= 0 && text <= MOST_POINTS) return { kind: 'points', points: text };
  throw value.wrong('must be points (5) or a share of the points earned, up to 100% (10%)');
}

function readSplitSample(value: YamlValue): number {
  if (value.scalar() === 'all') return 1;
  if (typeof value.scalar() === 'number') return value.number(0, 1);
  throw value.wrong('must be a number from 0 to 1, or all');
}

function readPrerequisites(value: YamlValue): Policy['prerequisites'] {
  return value.oneOf(['own', 'ours', 'better'] as const);
}

function readFeedback(value: YamlValue): Feedback {
  const { feedback } = DEFAULT_POLICY;
  const fields = value.fields(Object.keys(feedback));
  return {
    seeds: fields.get('seeds')?.yesOrNo() ?? feedback.seeds,
    messages: fields.get('messages')?.yesOrNo() ?? feedback.messages,
    replay: fields.get('replay')?.yesOrNo() ?? feedback.replay,
    timelines: fields.get('timelines')?.yesOrNo() ?? feedback.timelines,
    passed: fields.get('passed')?.yesOrNo() ?? feedback.passed,
  };
}
