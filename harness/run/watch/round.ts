import type { Scenario } from '../../scenarios/scenario.ts';
import type { BundleResult, Implementation } from '../bundler.ts';
import { withTimeline } from '../keep-timeline.ts';
import type { LabCode } from '../lab-code.ts';
import type { RunPool } from '../pool.ts';
import type { ScenarioResult } from '../result.ts';
import { RunSchedule, type SchedulePool } from '../run-schedule.ts';
import { scoreScenario } from '../score.ts';
import type { ChosenPart } from '../test-options.ts';
import {
  type RunProgress,
  replayCommands,
  type ScenarioReport,
  type TestPlan,
  wantedScenarios,
} from '../test-plan.ts';

export interface RoundOptions {
  readonly pool: SchedulePool & Pick<RunPool, 'abandon'>;
  readonly implementation: Implementation;
  readonly parts: readonly ChosenPart[];
  readonly plan: Pick<TestPlan, 'tree' | 'withReference' | 'seeds' | 'only' | 'verbose' | 'record'>;
  /** Whether a scenario failed when it ran last: those come first. */
  readonly failedBefore: (part: string, slug: string) => boolean;
  /** A lab's files were put together, or could not be. */
  readonly onBundled: (labId: string, result: BundleResult) => void;
  /** A scenario has run; its timeline may still be to come. */
  readonly onScenario: (report: ScenarioReport) => void;
}

/** A lab whose files cannot be put together. */
export interface BrokenLab {
  /** Its id. */
  readonly lab: string;
  /** File, line and reason, one a line. */
  readonly message: string;
}

export interface RoundEnd {
  /** In the order in which they ran. */
  readonly reports: readonly ScenarioReport[];
  readonly broken: readonly BrokenLab[];
}

/** A scenario that is to run, and of which code. */
interface Turn {
  readonly part: string;
  readonly scenario: Scenario;
  readonly code: LabCode;
}

/** One round of watching: the scenarios of some parts, each with all its seeds. */
export class Round {
  private readonly options: RoundOptions;
  private readonly schedule: RunSchedule;
  private readonly cancelled: Promise<undefined>;
  private cancelNow: (() => void) | undefined;
  private isCancelled = false;

  constructor(options: RoundOptions) {
    this.options = options;
    this.schedule = new RunSchedule(options.pool, options.implementation, options.plan.seeds);
    this.cancelled = new Promise((resolve) => {
      this.cancelNow = () => resolve(undefined);
    });
  }

  /** Undefined if it was cancelled. */
  run(): Promise<RoundEnd | undefined> {
    return Promise.race([this.runAll(), this.cancelled]);
  }

  /** Nobody wants it any more: its runs end, and so does `run`. */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    this.cancelNow?.();
    this.schedule.cancel();
    await this.options.pool.abandon();
  }

  progress(): RunProgress {
    return this.schedule.progress();
  }

  private async runAll(): Promise<RoundEnd> {
    const { turns, broken } = await this.prepare();
    if (this.isCancelled) return { reports: [], broken };
    for (const { part, scenario } of turns) void this.schedule.runsOf(part, scenario.slug);
    const reports: Promise<ScenarioReport>[] = [];
    let isFirstFailure = true;
    for (const turn of turns) {
      const report = await this.judge(turn);
      const isShown = isFirstFailure && hasFailed(report.result);
      if (isShown) isFirstFailure = false;
      reports.push(isShown || this.options.plan.record ? this.record(report) : Promise.resolve(report));
    }
    return { reports: await Promise.all(reports), broken };
  }

  /** Puts the labs together, and the scenarios in order: first parts with a failure, and these in them. */
  private async prepare(): Promise<{ turns: readonly Turn[]; broken: readonly BrokenLab[] }> {
    const { parts, pool, implementation, onBundled } = this.options;
    const broken = new Map<string, BrokenLab>();
    const turnsOfParts: Turn[][] = [];
    for (const { lab, part } of parts) {
      const bundled = await pool.bundled(part.id, implementation);
      onBundled(lab.id, bundled);
      if (bundled.kind === 'failed') broken.set(lab.id, { lab: lab.id, message: bundled.message });
      else turnsOfParts.push(this.turnsOf({ lab, part }, bundled.code));
    }
    const hasFailure = ([first]: Turn[]): boolean => first !== undefined && this.failedBefore(first);
    return { turns: firstThose(turnsOfParts, hasFailure).flat(), broken: [...broken.values()] };
  }

  private turnsOf({ part }: ChosenPart, code: LabCode): Turn[] {
    const scenarios = wantedScenarios(part, this.options.plan.only);
    const turns = scenarios.map((scenario) => ({ part: part.id, scenario, code }));
    return firstThose(turns, (turn) => this.failedBefore(turn));
  }

  private failedBefore({ part, scenario }: Turn): boolean {
    return this.options.failedBefore(part, scenario.slug);
  }

  private async judge({ part, scenario, code }: Turn): Promise<ScenarioReport> {
    const { plan, onScenario } = this.options;
    const results = await this.schedule.runsOf(part, scenario.slug);
    const result = scoreScenario(scenario, results, replayCommands(part, scenario.slug, plan));
    const logs = plan.verbose ? results.map(({ seed, logs: lines }) => ({ seed, lines })) : [];
    const report = { part, result, code, logs };
    onScenario(report);
    return report;
  }

  /** With a timeline, and what it taught about the failure. */
  private async record(report: ScenarioReport): Promise<ScenarioReport> {
    const { plan } = this.options;
    const { part, result } = report;
    const results = await this.schedule.runsOf(part, result.slug);
    const options = { replay: replayCommands(part, result.slug, plan), recordsPasses: plan.record };
    return { ...report, result: await withTimeline(result, results, this.schedule, options) };
  }
}

/** Whether some run of it failed, and not at a hole in the stub. */
export function hasFailed({ failures }: ScenarioResult): boolean {
  return failures.some(({ kind }) => kind !== 'not-implemented');
}

function firstThose<Item>(items: readonly Item[], isOne: (item: Item) => boolean): Item[] {
  return [...items.filter(isOne), ...items.filter((item) => !isOne(item))];
}
