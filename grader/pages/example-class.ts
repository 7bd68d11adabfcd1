import seedrandom from 'seedrandom';
import { LABS } from '../../harness/scenarios/index.ts';
import { byId } from '../order.ts';
import type {
  ClassFlag,
  GradedPart,
  GradedScenario,
  GradeFile,
  SubmissionRecord,
  TimingFile,
} from '../results/grade-file.ts';
import { wilsonInterval } from '../score/wilson.ts';
import { type ExampleBug, exampleBugs } from './example-bugs.ts';

/** For tests and measurements: a class as it might be, the same for the same numbers. */
export interface ExampleClassSize {
  readonly submissions: number;
  /** From lab 2 on, in the order of the course. */
  readonly scenarios: number;
  readonly runs: number;
  /** Ids in place of usual ones, for the first submissions. */
  readonly ids?: readonly string[];
  /** What a failure says, in place of what checks say. */
  readonly message?: (random: () => number) => string;
}

export interface ExampleClass {
  readonly file: GradeFile;
  readonly timing: TimingFile;
}

type Random = () => number;

const POINTS = 2;
const GIVEN = ['ada', 'bela', 'chen', 'dora', 'emre', 'fatima', 'goran', 'hana', 'ines', 'jonas', 'kofi'];
const FAMILY = ['lind', 'moreau', 'novak', 'okafor', 'petrov', 'quist', 'rossi', 'sato', 'tran', 'urban'];

export function exampleClass(size: ExampleClassSize): ExampleClass {
  const outline = outlineOf(size.scenarios);
  const submissions = Array.from({ length: size.submissions }, (_, index) =>
    exampleSubmission(size, outline, index),
  ).sort(byId);
  const grading = {
    parts: outline.map(({ part }) => part),
    runs: size.runs,
    auto: false,
    secretSeeds: true,
    withReference: [],
    scoreRule: 'max × passed / runs',
  };
  const file = { version: 1, grading, submissions, flags: exampleFlags(submissions) } as const;
  return { file, timing: exampleTiming(submissions) };
}

interface PartOutline {
  readonly part: string;
  readonly scenarios: readonly { readonly name: string; readonly slug: string }[];
}

function outlineOf(count: number): PartOutline[] {
  let left = count;
  return LABS.slice(2)
    .flatMap(({ parts }) => parts)
    .map(({ id, scenarios }) => {
      const taken = scenarios.slice(0, left).map(({ name, slug }) => ({ name, slug }));
      left -= taken.length;
      return { part: id, scenarios: taken };
    })
    .filter(({ scenarios }) => scenarios.length > 0);
}

function exampleSubmission(
  size: ExampleClassSize,
  outline: readonly PartOutline[],
  index: number,
): SubmissionRecord {
  const random = seedrandom(`submission ${index}`);
  const id = size.ids?.[index] ?? usualId(index);
  const max = outline.reduce((sum, { scenarios }) => sum + POINTS * scenarios.length, 0);
  const about = { id, ...(index % 3 === 0 ? { name: nameOf(id) } : {}), max, mode: 'sampled' } as const;
  if (index % 97 === 40) {
    const refusal = 'lab2-raft/raft.ts is a symbolic link';
    return { ...about, points: 0, notes: [], refusal, parts: [] };
  }
  const bugs = exampleBugs(random);
  // Some stop in mid-course.
  const gaveUpAt = random() < 0.12 ? Math.floor(random() * outline.length) : outline.length;
  const parts = outline.map((part, at) => examplePart(part, { size, bugs, random, isEmpty: at >= gaveUpAt }));
  const earned = hundredths(parts.reduce((sum, { points }) => sum + points, 0));
  const notes = index % 23 === 5 ? ['its own harness/ was not used'] : [];
  if (index % 11 !== 3) return { ...about, points: earned, notes, parts };
  const penalty = hundredths(earned * 0.1);
  return {
    ...about,
    points: hundredths(earned - penalty),
    late: { days: 2, earned, penalty },
    notes,
    parts,
  };
}

interface Situation {
  readonly size: ExampleClassSize;
  readonly bugs: readonly ExampleBug[];
  readonly random: Random;
  /** The stub, as it was handed out. */
  readonly isEmpty: boolean;
}

function examplePart({ part, scenarios }: PartOutline, situation: Situation): GradedPart {
  const graded = scenarios.map((scenario) => exampleScenario(part, scenario, situation));
  const sum = (of: 'points' | 'max') => hundredths(graded.reduce((total, one) => total + one[of], 0));
  return { part, points: sum('points'), max: sum('max'), scenarios: graded };
}

function exampleScenario(
  part: string,
  { name, slug }: PartOutline['scenarios'][number],
  { size: { runs, message }, bugs, random, isEmpty }: Situation,
): GradedScenario {
  const bug = isEmpty ? NOT_IMPLEMENTED : bugs.find(({ hits }) => hits.test(`${part} ${slug}`));
  const failures = Array.from({ length: runs }, (_, index) => index)
    .filter(() => bug !== undefined && random() < bug.rate)
    .map((run) => {
      const seed = 1000 * (run + 1) + slug.length;
      const said = (message ?? bug?.message)?.(random) ?? '';
      const kind = isEmpty ? ('not-implemented' as const) : ('assertion' as const);
      const replay = `npm test ${part} seed=${seed} only=${slug}`;
      return { seed, kind, rule: bug?.rule ?? '', message: said, replay };
    });
  const passed = runs - failures.length;
  const cost = { events: 900 * runs, rpcs: 300 * runs, bytes: 40_000 * runs, virtualMs: 9000 * runs };
  return {
    ...{ name, slug, points: hundredths((POINTS * passed) / runs), max: POINTS, runs, passed, ...cost },
    ...{
      exercised: {},
      fingerprints: {},
      failures,
      interval: wilsonInterval(passed, runs),
      repeatedSplit: 1,
    },
  };
}

const NOT_IMPLEMENTED: ExampleBug = {
  rule: 'lab/not-implemented',
  hits: /./,
  rate: 1,
  message: () => 'NotImplemented: makeRaft is yours to write',
};

function exampleFlags(submissions: readonly SubmissionRecord[]): ClassFlag[] {
  const [first] = submissions;
  const part = first?.parts[0];
  const slug = part?.scenarios.at(-1)?.slug;
  if (!first || !part || slug === undefined) return [];
  return [
    { kind: 'fails-for-nearly-everyone', part: part.part, slug, message: 'passes for 3 % of the class' },
    { kind: 'suspicious-names', id: first.id, message: 'names `constructor` and `eval` in raft.ts' },
  ];
}

function exampleTiming(submissions: readonly SubmissionRecord[]): TimingFile {
  const timings = submissions.map(({ id, parts }, index) => ({
    id,
    cpuMs: parts.length === 0 ? 0 : 20_000 + 37 * index,
    wallMs: parts.length === 0 ? 0 : 21_000 + 37 * index,
    parts: [],
  }));
  const sum = (of: 'cpuMs' | 'wallMs') => timings.reduce((total, one) => total + one[of], 0);
  return { version: 1, tier: 'bwrap', cpuMs: sum('cpuMs'), wallMs: sum('wallMs') / 2, submissions: timings };
}

function usualId(index: number): string {
  const given = GIVEN[index % GIVEN.length];
  const family = FAMILY[Math.floor(index / GIVEN.length) % FAMILY.length];
  const again = Math.floor(index / (GIVEN.length * FAMILY.length));
  return `${given}.${family}${again > 0 ? again + 1 : ''}`;
}

function nameOf(id: string): string {
  return id.replaceAll('.', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
