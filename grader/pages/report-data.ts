/** What the class report shows, as the page holds it: numbers in place of names that are said often. */
export interface ReportData {
  readonly about: ReportAbout;
  readonly parts: readonly ReportPart[];
  /** Scenarios, in the order of the course. */
  readonly columns: readonly ReportColumn[];
  /** Every way in which a scenario came out, once. */
  readonly outcomes: readonly Outcome[];
  /** What failures of cells say. Messages that differ in numbers only are one. */
  readonly sayings: readonly Saying[];
  /** Sorted by id. */
  readonly rows: readonly ReportRow[];
  /** Those of the most submissions first. */
  readonly groups: readonly FailureGroup[];
  readonly flags: readonly ReportFlag[];
}

export interface ReportAbout {
  /** `20 runs of every scenario, …`. */
  readonly grading: string;
  readonly tier: string;
  /** With `--runs auto`: what `uncertainty` is, and how many reached the margin. */
  readonly certainty?: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Address of the similarity report, if there is one. */
  readonly similarity?: string;
}

export interface ReportPart {
  /** `lab2a`. */
  readonly id: string;
  readonly title: string;
  /** `lab2`. */
  readonly lab: string;
  readonly max: number;
}

export interface ReportColumn {
  /** Index of its part. */
  readonly part: number;
  readonly slug: string;
  readonly name: string;
}

export type Outcome = readonly [passed: number, runs: number, low: number, high: number];

export interface Saying {
  readonly rule: string;
  readonly message: string;
}

export interface ReportRow {
  readonly id: string;
  readonly name?: string;
  /** Address of the student's page. */
  readonly page: string;
  readonly points: number;
  readonly max: number;
  /** How many points may be missing or too many; undefined where nobody asked. */
  readonly uncertainty?: number;
  /** By part; null where the submission was not graded on it. */
  readonly partPoints: readonly (number | null)[];
  /** What a person should know: late, refused, notes, tampering. One line each. */
  readonly remarks: readonly string[];
  readonly isRefused: boolean;
  readonly isHandedIn: boolean;
  readonly isLate: boolean;
  readonly cpuMs: number;
  /** By column: an index of `outcomes`; -1 where nothing was run. */
  readonly cells: readonly number[];
  /** The first failure of each scenario that has one, by column. */
  readonly failures: readonly CellFailure[];
}

export type CellFailure = readonly [column: number, saying: number, replay: string];

/** Failures of one cause: the rule and the message are those of the first. */
export interface FailureGroup extends Saying {
  /** Runs of the class that were lost to it. */
  readonly runs: number;
  /** Indexes of the submissions and of the scenarios. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly replay: string;
}

export interface ReportFlag {
  readonly kind: string;
  readonly message: string;
  readonly row?: number;
  readonly column?: number;
}
