import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import type { TestSequencer, TestSpecification, TestUserConfig, Vitest } from 'vitest/node';
import { findPart } from '../scenarios/find.ts';
import type { Passing } from '../scenarios/find-hint.ts';
import { failuresText } from './failures-text.ts';
import { keepProgress } from './keep-progress.ts';
import { knownPasses } from './known-passes.ts';
import { type CodeWarning, checkLabCode } from './lab-code-check.ts';
import { Progress } from './progress.ts';
import { testsFolder } from './reference-code.ts';
import type { PartResult } from './result.ts';
import { resultFile, writeResultFile } from './result-file.ts';
import { GrowingTable, resultTable } from './result-table.ts';
import { partPassed, scorePart, scoreScenario } from './score.ts';
import { type SummaryOptions, verdictText, warningsText } from './summary.ts';
import { hasColours } from './terminal.ts';
import type { ChosenPart, TestOptions } from './test-options.ts';
import { replayCommands, type TestPlan, wantedScenarios } from './test-plan.ts';
import { ScenarioReporter, type TestRound } from './vitest-reporter.ts';
import { PROJECT, VITEST_SETTINGS } from './vitest-settings.ts';

/**
 * One `npm test`: runs vitest over the chosen test files and reports. Resolves to the exit code, 0 or 1; with
 * `watch` when the watcher was started.
 */
export class TestSession {
  private readonly options: TestOptions;
  private readonly human: NodeJS.WriteStream;
  private readonly progress: Progress;
  private readonly look: SummaryOptions;
  /** In a pipe; a terminal gets the whole table when all is over. */
  private table: GrowingTable | undefined;
  private warnings: Promise<readonly CodeWarning[]> = Promise.resolve([]);
  private vitest: Vitest | undefined;
  private begunMs = 0;
  private begunAt = new Date();
  private passed = false;

  constructor(options: TestOptions) {
    this.options = options;
    // With JSON on standard output nothing else may be written there.
    this.human = options.json === '-' ? process.stderr : process.stdout;
    this.progress = new Progress(this.human);
    const colours = hasColours(this.human);
    // Vitest prints the errors of the project's own tests, and decides for itself.
    if (!colours) process.env.NO_COLOR = '1';
    this.look = { paint: pc.createColors(colours), verbose: options.verbose };
  }

  async run(): Promise<number> {
    const missing = this.testFiles().filter((file) => !existsSync(join(PROJECT, file)));
    if (missing.length > 0) {
      this.progress.print(`Missing: ${missing.join(', ')}. A part without its test file cannot run.`);
      return 1;
    }
    this.startRound();
    const { startVitest } = await import('vitest/node');
    // As an option of vitest it would replace the `sequence` of each project, and with it the project's turn.
    const sequence = { sequencer: inOrder(this.testFiles()) };
    const vite = { clearScreen: false, logLevel: 'error', test: { sequence } } as const;
    const streams = { stdout: this.human, stderr: this.human };
    const vitest = await startVitest('test', [], this.vitestOptions(), vite, streams);
    if (this.options.ui) {
      const { port } = vitest.vite.config.server;
      this.progress.print(`The Vitest UI: http://localhost:${port}${vitest.config.uiBase}`);
    }
    return this.passed ? 0 : 1;
  }

  // Vitest
  // -----------------------------------------------------------------------------------------------------

  private vitestOptions(): TestUserConfig & { config: false } {
    const { ownSuite, watch, ui } = this.options;
    const files = this.testFiles();
    const reporter = new ScenarioReporter({
      progress: this.progress,
      paint: this.look.paint,
      onInit: (vitest) => {
        this.vitest = vitest;
      },
      onScenario: ({ part, result }) => this.table?.add(part, result) ?? [],
      onRerun: () => this.startRound(),
      onEnd: (round) => this.report(round),
    });
    // One process takes the test files in turn and waits; the cores belong to the pool's workers.
    const scenarios = {
      ...VITEST_SETTINGS,
      include: files,
      maxWorkers: 1,
      provide: { lockstep: this.plan() },
    } satisfies TestUserConfig;
    return {
      ...scenarios,
      ...(ownSuite ? { projects: ownProjects(scenarios) } : {}),
      config: false,
      watch,
      ui,
      open: false,
      reporters: [reporter],
    };
  }

  private testFiles(): string[] {
    const { parts, tree } = this.options;
    return parts.map(({ lab, part }) => `${testsFolder(tree)}/${lab.id}/${part.id}.test.ts`);
  }

  private plan(): TestPlan {
    const { parts, tree, withReference, seeds, only, verbose, record, ui } = this.options;
    return {
      parts: parts.map(({ part }) => part.id),
      tree,
      withReference,
      seeds,
      only,
      verbose,
      record,
      progress: this.progress.isLive && !ui,
      showsTests: ui,
    };
  }

  // Report
  // -----------------------------------------------------------------------------------------------------

  private startRound(): void {
    this.begunMs = this.vitest ? performance.now() : 0;
    this.begunAt = new Date();
    const { tree, parts, only, seeds } = this.options;
    const planned = parts.map(({ part }) => {
      return {
        part: part.id,
        slugs: wantedScenarios(part, only).map(({ slug }) => slug),
        runs: seeds.length,
      };
    });
    this.table = this.progress.isLive ? undefined : new GrowingTable(planned, this.look);
    const folders = new Set(parts.map(({ lab }) => join(PROJECT, tree, lab.id)));
    this.warnings = tree === 'labs' ? checkLabCode([...folders]) : Promise.resolve([]);
    this.warnings.catch(() => {});
  }

  private async report(round: TestRound): Promise<void> {
    const wallMs = performance.now() - this.begunMs;
    const parts = this.partResults(round);
    this.passed = parts.every(partPassed) && parts.length > 0 && round.problems.length === 0;
    const warnings = await this.warnings.catch((error: Error) => error.message);
    // First, so that hints know what passes.
    const problems = await this.keepProgress(round);
    for (const line of this.table?.end(parts) ?? []) this.progress.print(line);
    const sections = [
      this.table ? '' : resultTable(parts, this.look),
      warningsText(ranOf(parts, warnings), this.look.paint),
      failuresText(parts, { ...this.look, passing: await this.passing(round) }),
    ];
    for (const section of sections.filter(Boolean)) this.progress.print(`\n${section}`);
    this.printProblems(round);
    await this.writeJson(parts, wallMs);
    const { paint } = this.look;
    for (const problem of problems) this.progress.print(`\n${paint.yellow(problem)}`);
    this.progress.print(
      `\n${verdictText({ parts, unitTests: round.unitTests, passed: this.passed, wallMs }, paint)}`,
    );
    if (this.options.watch) this.progress.print(paint.dim('Save a file to run again; q quits.'));
  }

  /**
   * The parts that were to run, in order; a scenario of which nothing was heard has no runs, and so has
   * failed. After a rerun: the parts that ran again.
   */
  private partResults({ reports }: TestRound): PartResult[] {
    const { parts, only, watch } = this.options;
    const heard = new Map(reports.map(({ part, result }) => [`${part} ${result.slug}`, result]));
    const isOver = ({ part }: ChosenPart): boolean => reports.some((report) => report.part === part.id);
    return parts
      .filter((chosen) => !watch || reports.length === 0 || isOver(chosen))
      .map(({ part }) =>
        scorePart(
          part.id,
          wantedScenarios(part, only).map(
            (scenario) =>
              heard.get(`${part.id} ${scenario.slug}`) ??
              scoreScenario(scenario, [], replayCommands(part.id, scenario.slug, this.options)),
          ),
        ),
      );
  }

  private printProblems({ problems }: TestRound): void {
    for (const { title, error } of problems) {
      this.progress.print(`\n${this.look.paint.red('✗')} ${title}`);
      this.vitest?.logger.printError(error, { project: this.vitest.getRootProject() });
    }
  }

  /** Of the student's code: ours passes, and that is no progress of anybody's. */
  private keepProgress({ reports }: TestRound): Promise<readonly string[]> {
    const { tree, withReference } = this.options;
    if (tree !== 'labs') return Promise.resolve([]);
    return keepProgress(reports, { withReference, at: this.begunAt });
  }

  /** Nobody needs hints on ours. */
  private async passing({ reports }: TestRound): Promise<ReadonlyMap<string, Passing>> {
    const { tree, withReference } = this.options;
    return tree === 'labs' ? knownPasses(reports, withReference) : new Map();
  }

  private async writeJson(parts: readonly PartResult[], wallMs: number): Promise<void> {
    const { json, tree, seeds } = this.options;
    if (json === undefined) return;
    await writeResultFile(json, resultFile({ impl: tree, runs: seeds.length, wallMs, parts }));
  }
}

/** Warnings of labs that ran: of one that does not compile another note says all. */
function ranOf(
  parts: readonly PartResult[],
  warnings: readonly CodeWarning[] | string,
): readonly CodeWarning[] | string {
  if (typeof warnings === 'string') return warnings;
  const broken = parts.filter(({ scenarios }) => {
    return scenarios.some(({ failures }) => failures.some(({ kind }) => kind === 'compile'));
  });
  const folders = broken.map(({ part }) => `/${findPart(part).lab.id}/`);
  return warnings.filter(({ file }) => !folders.some((folder) => file.includes(folder)));
}

/** The project's own tests side by side on all cores, then the solutions with the cores to themselves. */
function ownProjects(scenarios: TestUserConfig): NonNullable<TestUserConfig['projects']> {
  const exclude = [...VITEST_SETTINGS.exclude, 'labs/**'];
  // Else the one process of the scenarios, which stands at the root, would count for these too.
  const maxWorkers = availableParallelism();
  const own = { ...VITEST_SETTINGS, exclude: [...exclude, 'solutions/**'], maxWorkers };
  return [
    { test: { ...own, name: 'own', sequence: { groupOrder: 0 } } },
    { test: { ...scenarios, name: 'solutions', sequence: { groupOrder: 1 } } },
  ];
}

/** The course's order of parts, then names. */
function inOrder(files: readonly string[]): new () => TestSequencer {
  const paths = files.map((file) => join(PROJECT, file).replaceAll('\\', '/'));
  const rank = ({ moduleId }: TestSpecification): number => paths.indexOf(moduleId);
  return class {
    shard(specifications: TestSpecification[]): TestSpecification[] {
      return specifications;
    }
    sort(specifications: TestSpecification[]): TestSpecification[] {
      return specifications.sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
    }
  };
}
