/** What of a grading a student's page shows. A policy decides; points and counts are always shown. */
export interface Feedback {
  /** Which seeds failed. Replay commands and timelines name the seed, so they need this as well. */
  readonly seeds: boolean;
  /** The rule that a run broke, what was seen, and which hint fits. */
  readonly messages: boolean;
  /** The command that makes a failing run again. */
  readonly replay: boolean;
  /** Links to the pages that show failing runs. */
  readonly timelines: boolean;
  /** Scenarios that passed every run, by name. */
  readonly passed: boolean;
}
