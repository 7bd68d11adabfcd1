import type { Passing } from '../../scenarios/find-hint.ts';
import type { Hint } from '../../scenarios/scenario.ts';
import { failuresText } from '../failures-text.ts';
import { type HintStep, hintText } from '../hint-text.ts';
import type { CodeWarning } from '../lab-code-check.ts';
import type { Progress } from '../progress.ts';
import type { PartResult } from '../result.ts';
import { resultTable } from '../result-table.ts';
import { scenarioLine, scenarioLogs } from '../scenario-lines.ts';
import { duration, type SummaryOptions, verdictText, warningsText } from '../summary.ts';
import type { RunProgress, ScenarioReport } from '../test-plan.ts';
import { type BrokenLab, hasFailed } from './round.ts';

/** How a scenario went the last time. */
export type Before = 'passed' | 'failed' | undefined;

export interface RoundSummary {
  /** In the order in which they ran. */
  readonly reports: readonly ScenarioReport[];
  /** In the order of the course. */
  readonly parts: readonly PartResult[];
  readonly broken: readonly BrokenLab[];
  readonly passed: boolean;
  /** By part: the scenarios that pass. */
  readonly passing: ReadonlyMap<string, Passing>;
  readonly wallMs: number;
}

const NO_UNIT_TESTS = { passed: 0, failed: 0 };
/** A terminal is made empty for each round; what was on it can be scrolled back to. */
const CLEAR = '\x1b[2J\x1b[H';

/** What somebody who watches sees: one round, the newest thing last, and below it what can be typed. */
export class WatchScreen {
  private readonly progress: Progress;
  private readonly look: SummaryOptions;
  private readonly hasKeys: boolean;
  private promptText = '';

  constructor(progress: Progress, look: SummaryOptions, hasKeys: boolean) {
    this.progress = progress;
    this.look = { ...look, failuresShown: 1 };
    this.hasKeys = hasKeys;
  }

  begin(parts: readonly string[], reason: string): void {
    const { paint } = this.look;
    this.promptText = '';
    const title = `${paint.bold(parts.join(' '))}  ${paint.dim(reason)}`;
    this.progress.print(this.progress.isLive ? `${CLEAR}${title}\n` : `\n${title}`);
  }

  running({ done, total }: RunProgress, sinceMs: number): void {
    this.progress.show(total === 0 ? 'starting' : `${done} of ${total} runs  ${duration(sinceMs)}`);
  }

  /** Passes are no news, unless it failed before. */
  scenario(report: ScenarioReport, before: Before): void {
    const { paint } = this.look;
    for (const line of scenarioLogs(report, paint)) this.progress.print(line);
    const line = scenarioLine(report, paint);
    if (hasFailed(report.result)) {
      this.progress.print(before === 'passed' ? `${line}  ${paint.yellow('passed before')}` : line);
    } else if (before === 'failed' && report.result.failures.length === 0) {
      this.progress.print(`${line}  ${paint.dim('failed before')}`);
    }
  }

  end({ reports, parts, broken, passed, passing, wallMs }: RoundSummary): void {
    const { look, progress } = this;
    const sections = [
      look.verbose && parts.length > 0 ? resultTable(parts, look) : '',
      failuresText(asRun(reports, parts), { ...look, passing }),
      ...broken.map((lab) => this.brokenText(lab)),
      parts.length > 0 ? verdictText({ parts, unitTests: NO_UNIT_TESTS, passed, wallMs }, look.paint) : '',
    ];
    for (const section of sections.filter(Boolean)) progress.print(`\n${section}`);
  }

  warnings(warnings: readonly CodeWarning[] | string): void {
    const text = warningsText(warnings, this.look.paint);
    if (text !== '') this.print(`\n${text}`);
  }

  problem(text: string): void {
    this.print(`\n${this.look.paint.yellow(text)}`);
  }

  /** One more step of a hint. */
  hint(part: string, hint: Hint, step: HintStep): void {
    this.print(`\n${hintText(part, hint, step, this.look.paint)}`);
  }

  note(text: string): void {
    this.print(`\n${this.look.paint.dim(text)}`);
  }

  /** The round is over: says what can be done now, below all that is printed from here on. */
  prompt(hasFailure: boolean): void {
    const keys = ['Enter runs all again', ...(hasFailure ? ['h gives a hint'] : []), 'q quits'];
    this.promptText = `Save a file to run again.${this.hasKeys ? ` ${keys.join(', ')}.` : ''}`;
    this.progress.show(this.promptText);
  }

  close(): void {
    this.progress.clear();
  }

  /** Text that comes when a round is over goes above the line that says what can be done. */
  private print(text: string): void {
    this.progress.print(text);
    if (this.promptText !== '') this.progress.show(this.promptText);
  }

  private brokenText({ lab, message }: BrokenLab): string {
    const { paint } = this.look;
    const lines = message.split('\n').map((line) => `  ${line}`);
    return [
      `${paint.red('✗')} ${paint.bold(`${lab} cannot be put together, so nothing of it ran`)}`,
      ...lines,
    ].join('\n');
  }
}

/** The parts with what ran first in front: the failure that is shown in full is the one that came first. */
function asRun(reports: readonly ScenarioReport[], parts: readonly PartResult[]): PartResult[] {
  const ids = [...new Set(reports.map(({ part }) => part))];
  return ids.flatMap((id) => {
    const part = parts.find((one) => one.part === id);
    const scenarios = reports.filter((report) => report.part === id).map(({ result }) => result);
    return part ? [{ ...part, scenarios }] : [];
  });
}
