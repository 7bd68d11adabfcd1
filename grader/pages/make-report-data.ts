import { hundredths } from '../../harness/run/score.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import { failureGroups } from '../results/failure-groups.ts';
import type { GradedScenario, GradeFile, SubmissionRecord, TimingFile } from '../results/grade-file.ts';
import { isHandedIn } from '../results/handed-in.ts';
import { type Certainty, certaintyText } from '../score/certainty.ts';
import { gradingWords, lateWords } from './grading-words.ts';
import { pageName } from './page-name.ts';
import type {
  FailureGroup,
  Outcome,
  ReportColumn,
  ReportData,
  ReportFlag,
  ReportPart,
  ReportRow,
} from './report-data.ts';
import { Sayings, shownReplay, shownSaying } from './sayings.ts';
import { shownLine } from './shown-text.ts';

const LONGEST_ID = 80;
const LONGEST_REMARK = 300;
const MOST_GROUPS = 100;

/** What the report shows besides results and times. */
export interface ReportExtras {
  /** The address of the similarity report, if there is one. */
  readonly similarity?: string;
  /** Of a grading with `--runs auto`. */
  readonly certainty?: Certainty;
}

/** What the class report shows of a grading. */
export function makeReportData(
  file: GradeFile,
  timing: TimingFile,
  { similarity, certainty }: ReportExtras = {},
): ReportData {
  const { parts, columns, columnOf } = scenariosOf(file);
  const cpuMs = new Map(timing.submissions.map((one) => [one.id, one.cpuMs]));
  const sayings = new Sayings();
  const outcomes = new Outcomes();
  const rows = file.submissions.map((submission): ReportRow => {
    const firsts = sayings.firstsOf(submission, columnOf);
    const cells = outcomes.cellsOf(submission, columnOf);
    const partPoints = parts.map(
      ({ id }) => submission.parts.find(({ part }) => part === id)?.points ?? null,
    );
    const uncertainty = certainty?.byId.get(submission.id);
    return {
      ...aboutOf(submission),
      ...(uncertainty === undefined ? {} : { uncertainty: hundredths(uncertainty) }),
      cpuMs: cpuMs.get(submission.id) ?? 0,
      partPoints,
      cells,
      failures: firsts,
    };
  });
  return {
    about: {
      grading: gradingWords(file.grading),
      tier: timing.tier,
      cpuMs: timing.cpuMs,
      wallMs: timing.wallMs,
      ...(similarity === undefined ? {} : { similarity }),
      ...(certainty ? { certainty: certaintyText(certainty) } : {}),
    },
    parts,
    columns,
    outcomes: outcomes.all,
    sayings: sayings.all,
    rows,
    groups: groupsOf(file, columnOf),
    flags: flagsOf(file, columnOf),
  };
}

interface Scenarios {
  readonly parts: readonly ReportPart[];
  readonly columns: readonly ReportColumn[];
  /** By `PART SLUG`. */
  readonly columnOf: ReadonlyMap<string, number>;
}

/** A submission that was refused has no scenarios: all that any submission has count. */
function scenariosOf({ grading, submissions }: GradeFile): Scenarios {
  const columns: ReportColumn[] = [];
  const columnOf = new Map<string, number>();
  const parts = grading.parts.map((id, part): ReportPart => {
    const graded = submissions.flatMap(({ parts }) => parts.filter((one) => one.part === id));
    for (const { slug, name } of graded.flatMap(({ scenarios }) => scenarios)) {
      if (columnOf.has(`${id} ${slug}`)) continue;
      columnOf.set(`${id} ${slug}`, columns.length);
      columns.push({ part, slug, name });
    }
    return { id, ...courseWords(id), max: Math.max(0, ...graded.map(({ max }) => max)) };
  });
  return { parts, columns, columnOf };
}

function courseWords(id: string): { lab: string; title: string } {
  const lab = LABS.find(({ parts }) => parts.some((part) => part.id === id));
  return { lab: lab?.word ?? id, title: lab?.parts.find((part) => part.id === id)?.title ?? '' };
}

/** Most cells come out in one of few ways. */
class Outcomes {
  readonly all: Outcome[] = [];
  private readonly indexes = new Map<string, number>();

  cellsOf({ parts }: SubmissionRecord, columnOf: ReadonlyMap<string, number>): number[] {
    const cells = new Array<number>(columnOf.size).fill(-1);
    for (const { part, scenarios } of parts)
      for (const scenario of scenarios) {
        const column = columnOf.get(`${part} ${scenario.slug}`);
        if (column !== undefined && scenario.runs > 0) cells[column] = this.indexOf(scenario);
      }
    return cells;
  }

  private indexOf({ passed, runs, interval }: GradedScenario): number {
    const outcome: Outcome = [passed, runs, ...interval];
    const key = outcome.join();
    const index = this.indexes.get(key) ?? this.all.length;
    if (index === this.all.length) {
      this.all.push(outcome);
      this.indexes.set(key, index);
    }
    return index;
  }
}

function aboutOf(submission: SubmissionRecord) {
  const { id, name, points, max, late, refusal, mode, notes } = submission;
  const remarks = [
    ...(refusal === undefined ? [] : [`not run: ${refusal}`]),
    ...(late ? [lateWords(late)] : []),
    ...(mode === 'split' ? ['every run was repeated with each server in a process of its own'] : []),
    ...notes,
  ];
  return {
    id: shownLine(id, LONGEST_ID),
    ...(name === undefined ? {} : { name: shownLine(name, LONGEST_ID) }),
    page: `students/${pageName(id)}.html`,
    points,
    max,
    remarks: remarks.map((remark) => shownLine(remark, LONGEST_REMARK)),
    isRefused: refusal !== undefined,
    isHandedIn: isHandedIn(submission),
    isLate: late !== undefined,
  };
}

function groupsOf({ submissions }: GradeFile, columnOf: ReadonlyMap<string, number>): FailureGroup[] {
  const rowOf = rowsById(submissions);
  const groups = failureGroups(submissions).slice(0, MOST_GROUPS);
  return groups.map(({ example, runs, submissions: ids, places }) => ({
    ...shownSaying(example.rule, example.message),
    runs,
    rows: ids.map((id) => rowOf.get(id) ?? -1),
    columns: places.map(({ part, slug }) => columnOf.get(`${part} ${slug}`) ?? -1),
    replay: shownReplay(example),
  }));
}

function rowsById(submissions: readonly SubmissionRecord[]): ReadonlyMap<string, number> {
  return new Map(submissions.map(({ id }, row) => [id, row]));
}

function flagsOf({ submissions, flags }: GradeFile, columnOf: ReadonlyMap<string, number>): ReportFlag[] {
  const rowOf = rowsById(submissions);
  return flags.map(({ kind, part, slug, id, message }) => {
    const row = id === undefined ? undefined : rowOf.get(id);
    const column = columnOf.get(`${part} ${slug}`);
    return {
      kind,
      message: shownLine(message, LONGEST_REMARK),
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
    };
  });
}
