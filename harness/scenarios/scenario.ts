import type { Simulation } from '../../labrpc/sim/simulation.ts';

/**
 * What a lab asks, as values. Vitest and the grader are two readers of the list in `index.ts`.
 * A scenario takes the implementation as a parameter: it never imports lab code.
 */
export interface Lab {
  /** `lab2-raft`: the name of its folder under `labs/`, `solutions/` and `harness/scenarios/`. */
  readonly id: string;
  /** `lab2`: what a student types for all its parts. */
  readonly word: string;
  readonly title: string;
  /** Files of the lab folder that the student must provide, and what each must export. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** The module that runs inside a server's actor between the port and the lab code, by role. */
  readonly programs: Readonly<Record<string, string>>;
  /**
   * Those of the programs that hold no lab code: services that the lab gives. Where lab code is not trusted,
   * they run apart from it.
   */
  readonly given?: readonly string[];
  readonly parts: readonly Part[];
  /** Words for what its servers report; without it, values stand for themselves. */
  readonly tell?: Tell;
  /**
   * What a student is handed: holes to fill in, or, for a tour, a program that runs and is wrong.
   */
  readonly handsOut: 'stub' | 'program';
}

/**
 * What a server reported, in a few words of which its name is the subject: `applies index 3: command 7`. The
 * first is the verb: it stands in a column of its own, before the name.
 * `name` is that of an `emit`, or `state`: then the words say what it is (`in term 3`). Where several reports
 * are told in one line, numbers and texts of `value` may be ranges, which print like numbers. `before`, of a
 * state: what the server reported before it in the same life, if that is known. Undefined: no words for it.
 */
export type Tell = (name: string, value: unknown, before?: unknown) => string | undefined;

export interface Part {
  /** `lab2a`. */
  readonly id: string;
  readonly title: string;
  readonly scenarios: readonly Scenario[];
  /** Shown when `only=` names one: not tests, and no points. */
  readonly staged?: readonly StagedFailure[];
  /** For `npm run hint`. */
  readonly hints: readonly Hint[];
}

/** Help with one symptom, in three steps that a student asks for one by one. */
export interface Hint {
  /** To ask for it by, unique in its part: `two-leaders`. */
  readonly word: string;
  /** What a student sees: `two servers lead in one term`. */
  readonly symptom: string;
  /** Rules (`raft/election-safety`) and slugs of scenarios whose failures look like this. */
  readonly of: readonly string[];
  /** Of exceptions (`lab/exception`), only those in whose message one of these stands. */
  readonly thrown?: readonly string[];
  /** Where to look; what must hold there, with its section; nearly the answer. */
  readonly steps: readonly [where: string, rule: string, answer: string];
}

/**
 * A run that is meant to fail, for students to look at: what goes wrong without the thing that the part is
 * about. It runs lab code that is right, in a place where that is not enough.
 */
export interface StagedFailure extends Scenario {
  /** The rule that a right implementation breaks here. */
  readonly breaks: string;
  /** Whether it does at every seed, or at some, which students have to find. */
  readonly at: 'every seed' | 'some seeds';
}

export interface Scenario {
  /** A claim or a story in a few words: `election after the leader is cut off`. */
  readonly name: string;
  /** Unique in its lab: `reelection`. */
  readonly slug: string;
  readonly points: number;
  /** Where what it checks comes from: `Raft §5.2`. */
  readonly paper: string;
  /** What it does and what must hold, for the student who fails it. */
  readonly about: string;
  /**
   * What a run must have exercised on average over its seeds, measured on the solution: a pass that tested
   * nothing is a failure (rule `scenario/floor`).
   */
  readonly floors: Readonly<Record<string, number>>;
  /**
   * By the names in `floors`: what is counted, and what in lab code can keep the count low, in a few words
   * for a student who missed the floor.
   */
  readonly counters?: Readonly<Record<string, string>>;
  /** Virtual ms that a run may take; ten minutes unless it says otherwise. */
  readonly longestMs?: number;
  /** The run itself. Throws `ScenarioFailure` when a property does not hold. */
  readonly run: (simulation: Simulation) => Promise<void>;
}
