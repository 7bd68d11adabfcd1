import { relative, sep } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { Paint } from './failure-text.ts';
import type { Progress } from './progress.ts';
import { scenarioLogs } from './scenario-lines.ts';
import { duration, plural } from './summary.ts';
import { PROGRESS_ANNOTATION, type RunProgress, type ScenarioReport } from './test-plan.ts';
import { PROJECT } from './vitest-settings.ts';

/** What a round of tests came to; in watch mode there are several. */
export interface TestRound {
  readonly reports: readonly ScenarioReport[];
  /** Tests that are not scenarios. */
  readonly unitTests: { readonly passed: number; readonly failed: number };
  /** Whatever failed besides scenarios. */
  readonly problems: readonly Problem[];
}

export interface Problem {
  /** Test file and test. */
  readonly title: string;
  readonly error: SerializedError;
}

export interface ReporterOptions {
  readonly progress: Progress;
  readonly paint: Paint;
  readonly onInit: (vitest: Vitest) => void;
  /** A scenario has ended. Returns what is to be printed now. */
  readonly onScenario: (report: ScenarioReport) => readonly string[];
  /** A watched file was saved. */
  readonly onRerun: () => void;
  readonly onEnd: (round: TestRound) => Promise<void>;
}

/** Collects what the test files tell through `task.meta`, and shows how far they are. */
export class ScenarioReporter implements Reporter {
  private readonly options: ReporterOptions;
  private reports: ScenarioReport[] = [];
  private problems: Problem[] = [];
  private passed = 0;
  private failed = 0;
  private current = '';
  private runs: RunProgress = { done: 0, total: 0 };
  private begunMs = 0;

  constructor(options: ReporterOptions) {
    this.options = options;
  }

  onInit(vitest: Vitest): void {
    this.options.onInit(vitest);
  }

  onWatcherRerun(_files: readonly string[], trigger?: string): void {
    if (trigger) this.options.progress.print(`\n${this.options.paint.dim(trigger)}`);
    this.options.onRerun();
  }

  onTestRunStart(): void {
    this.reports = [];
    this.problems = [];
    this.passed = 0;
    this.failed = 0;
    this.runs = { done: 0, total: 0 };
    this.begunMs = performance.now();
    this.options.progress.show('starting');
  }

  onTestCaseReady(testCase: TestCase): void {
    const file = fileOf(testCase.module);
    const part = /\/(lab\w+)\.test\.ts$/.exec(file)?.[1] ?? file;
    this.current = `${part}  ${testCase.name}`;
    this.showProgress();
  }

  onTestCaseAnnotate(_testCase: TestCase, { type, message }: { type: string; message: string }): void {
    if (type !== PROGRESS_ANNOTATION) return;
    this.runs = JSON.parse(message) as RunProgress;
    this.showProgress();
  }

  onTestCaseResult(testCase: TestCase): void {
    const report = testCase.meta().lockstep;
    if (report) this.onScenario(report);
    else this.onUnitTest(testCase);
  }

  onTestModuleEnd(testModule: TestModule): void {
    const file = fileOf(testModule);
    const { progress, paint } = this.options;
    this.problems.push(...testModule.errors().map((error) => ({ title: file, error })));
    for (const suite of testModule.children.allSuites()) {
      const title = `${file} > ${suite.fullName}`;
      this.problems.push(...suite.errors().map((error) => ({ title, error })));
    }
    const tests = [...testModule.children.allTests()].filter((test) => !test.meta().lockstep);
    if (progress.isLive || tests.length === 0) return;
    const mark = testModule.ok() ? paint.green('✓') : paint.red('✗');
    progress.print(`${mark} ${file} (${tests.length} ${plural(tests.length, 'test')})`);
  }

  async onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    this.problems.push(...errors.map((error) => ({ title: 'outside of any test', error })));
    this.options.progress.clear();
    const { reports, problems, passed, failed } = this;
    await this.options.onEnd({ reports, problems, unitTests: { passed, failed } });
  }

  /** What a test prints is for people, wherever it was printed. */
  onUserConsoleLog({ content }: { readonly content: string }): void {
    this.options.progress.print(content.trimEnd());
  }

  private onUnitTest(testCase: TestCase): void {
    const { state, errors } = testCase.result();
    if (state === 'passed') this.passed++;
    if (state !== 'failed') return;
    this.failed++;
    const title = `${fileOf(testCase.module)} > ${testCase.fullName}`;
    this.problems.push(...errors.map((error) => ({ title, error })));
  }

  private onScenario(report: ScenarioReport): void {
    this.reports.push(report);
    const { progress, paint, onScenario } = this.options;
    for (const line of scenarioLogs(report, paint)) progress.print(line);
    for (const line of onScenario(report)) progress.print(line);
  }

  private showProgress(): void {
    const { done, total } = this.runs;
    const runs = total > 0 ? `  ${done} of ${total} runs` : '';
    const seconds = duration(performance.now() - this.begunMs);
    this.options.progress.show(`${this.current}${runs}  ${seconds}`);
  }
}

function fileOf(testModule: TestModule): string {
  return relative(PROJECT, testModule.moduleId).split(sep).join('/');
}
