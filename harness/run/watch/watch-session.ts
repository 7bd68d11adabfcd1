import { join } from 'node:path';
import pc from 'picocolors';
import { findPart } from '../../scenarios/find.ts';
import { hintsFor, type Passing } from '../../scenarios/find-hint.ts';
import type { Hint } from '../../scenarios/scenario.ts';
import type { HintStep } from '../hint-text.ts';
import { keepProgress } from '../keep-progress.ts';
import { hasPassed } from '../kept-result.ts';
import { checkLabCode } from '../lab-code-check.ts';
import { RunPool } from '../pool.ts';
import { Progress } from '../progress.ts';
import { readProgress } from '../progress-files.ts';
import type { PartResult } from '../result.ts';
import { resultFile, writeResultFile } from '../result-file.ts';
import { partPassed, scorePart } from '../score.ts';
import { hasColours } from '../terminal.ts';
import type { ChosenPart, TestOptions } from '../test-options.ts';
import { type ScenarioReport, wantedScenarios } from '../test-plan.ts';
import { PROJECT } from '../vitest-settings.ts';
import { readKeys, type WatchKey } from './keys.ts';
import { hasFailed, Round, type RoundEnd } from './round.ts';
import { type Before, WatchScreen } from './screen.ts';
import { TreeWatch } from './tree-watch.ts';

const SHOW_EVERY_MS = 100;
/** Of a heading; who changes more at once has changed branches. */
const FILES_NAMED = 3;
const HINT_STEPS: readonly HintStep[] = [1, 2, 3];

/** A round under way. */
interface Current {
  readonly round: Round;
  readonly parts: readonly ChosenPart[];
  readonly at: Date;
  readonly begunMs: number;
}

interface Shown {
  readonly report: ScenarioReport;
  /** Undefined until somebody asks for one. */
  readonly hint?: Hint;
  readonly steps: number;
}

/**
 * `npm test PART… watch`: runs what an edit touches, on workers that stay warm from round to round. (Vitest
 * needs half a second to come to the first scenario, and ends a round before it begins the next.)
 */
export class WatchSession {
  private readonly options: TestOptions;
  private readonly pool = new RunPool();
  private readonly screen: WatchScreen;
  private readonly watch: TreeWatch;
  private readonly keys: { readonly stop: () => void } | undefined;
  /** How scenarios went last, by part and slug. */
  private readonly outcomes = new Map<string, Exclude<Before, undefined>>();
  /** The files that a lab was last put together from, by lab id; nothing of one that is broken. */
  private readonly codes = new Map<string, readonly string[]>();
  private current: Current | undefined;
  /** Ends the checks of code that has changed again. */
  private checks = new AbortController();
  /** The failure that is shown in full, and how many steps of its hint are. */
  private shown: Shown | undefined;
  private passed = false;
  private quit: (() => void) | undefined;

  constructor(options: TestOptions) {
    this.options = options;
    const look = { paint: pc.createColors(hasColours(process.stdout)), verbose: options.verbose };
    this.keys = readKeys((key) => this.onKey(key));
    this.screen = new WatchScreen(new Progress(process.stdout), look, this.keys !== undefined);
    this.watch = new TreeWatch(join(PROJECT, options.tree), (files) => this.onChange(files));
  }

  /** Resolves to the exit code when somebody quits: 0 if the last round passed, else 1. */
  async run(): Promise<number> {
    const over = new Promise<void>((resolve) => {
      this.quit = resolve;
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    });
    await Promise.all([this.rememberProgress(), this.watch.start()]);
    this.begin(this.options.parts, 'first round');
    await over;
    this.watch.stop();
    this.keys?.stop();
    this.screen.close();
    this.checks.abort();
    await this.current?.round.cancel();
    await this.pool.close();
    return this.passed ? 0 : 1;
  }

  // What happens meanwhile
  // -----------------------------------------------------------------------------------------------------

  private onKey(key: WatchKey): void {
    if (key === 'quit') this.quit?.();
    else if (key === 'again') this.begin(this.options.parts, 'all again');
    else this.showHint();
  }

  private onChange(files: readonly string[]): void {
    const touched = this.options.parts.filter((chosen) => this.isTouched(chosen, files));
    if (touched.length > 0) this.begin(touched, changesText(files));
    else this.screen.note(`${changesText(files)}, which is no part of this.`);
  }

  /** A file in the lab's folder, or one that it was put together from; of a broken lab nobody knows. */
  private isTouched({ lab }: ChosenPart, files: readonly string[]): boolean {
    const folder = `${this.options.tree}/${lab.id}/`;
    const code = this.codes.get(lab.id);
    return files.some((file) => file.startsWith(folder) || !code || code.includes(file));
  }

  private showHint(): void {
    const { shown } = this;
    const step = shown && HINT_STEPS[shown.steps];
    const hint = shown && (shown.hint ?? this.hintFor(shown.report));
    if (!shown) {
      this.screen.note('Nothing that is written has failed, so there is nothing to hint at.');
    } else if (!hint || !step) {
      const all = hint ? 'That was all of it.' : 'There is no hint for this failure.';
      this.screen.note(`${all} More hints: npm run hint ${shown.report.part}`);
    } else {
      this.screen.hint(shown.report.part, hint, step);
      this.shown = { ...shown, hint, steps: step };
    }
  }

  private hintFor({ part, result }: ScenarioReport): Hint | undefined {
    const [failure] = result.failures;
    const message = failure?.message ?? '';
    const symptom = { rule: failure?.rule ?? '', slug: result.slug, message };
    return hintsFor(findPart(part).part, symptom, this.passing().get(part))[0];
  }

  /** By part: the scenarios that passed last. */
  private passing(): ReadonlyMap<string, Passing> {
    const passes = ({ part }: ChosenPart): Passing => {
      const slugs = part.scenarios.map(({ slug }) => slug);
      return new Set(slugs.filter((slug) => this.outcomes.get(`${part.id} ${slug}`) === 'passed'));
    };
    return new Map(this.options.parts.map((chosen) => [chosen.part.id, passes(chosen)]));
  }

  // Rounds
  // -----------------------------------------------------------------------------------------------------

  /** Begins a round of these parts, and of those with which the round under way is not done. */
  private begin(parts: readonly ChosenPart[], reason: string): void {
    const left = this.current?.parts ?? [];
    void this.current?.round.cancel();
    this.checks.abort();
    this.checks = new AbortController();
    this.pool.forgetBundles();
    this.shown = undefined;
    const all = this.options.parts.filter((chosen) => parts.includes(chosen) || left.includes(chosen));
    const current: Current = {
      round: this.newRound(all),
      parts: all,
      at: new Date(),
      begunMs: performance.now(),
    };
    this.current = current;
    const time = current.at.toTimeString().slice(0, 8);
    this.screen.begin(
      all.map(({ part }) => part.id),
      `${reason}, ${time}`,
    );
    void this.play(current);
  }

  private newRound(parts: readonly ChosenPart[]): Round {
    const { tree, withReference } = this.options;
    const round: Round = new Round({
      pool: this.pool,
      implementation: { root: join(PROJECT, tree), withReference },
      parts,
      plan: this.options,
      failedBefore: (part, slug) => this.outcomes.get(`${part} ${slug}`) === 'failed',
      onBundled: (labId, { kind, code }) => {
        if (kind === 'bundled') this.codes.set(labId, code.files);
        else this.codes.delete(labId);
      },
      onScenario: (report) => {
        if (this.current?.round === round) this.onScenario(report);
      },
    });
    return round;
  }

  private async play(current: Current): Promise<void> {
    const { round, begunMs } = current;
    const show = (): void => this.screen.running(round.progress(), performance.now() - begunMs);
    const ticks = setInterval(show, SHOW_EVERY_MS);
    const end = await round.run().finally(() => clearInterval(ticks));
    if (!end) return;
    this.current = undefined;
    await this.report(current, end, performance.now() - begunMs);
  }

  private onScenario(report: ScenarioReport): void {
    const key = `${report.part} ${report.result.slug}`;
    this.screen.scenario(report, this.outcomes.get(key));
    this.outcomes.set(key, report.result.failures.length === 0 ? 'passed' : 'failed');
    if (!this.shown && hasFailed(report.result)) this.shown = { report, steps: 0 };
  }

  // Report
  // -----------------------------------------------------------------------------------------------------

  private async report(round: Current, { reports, broken }: RoundEnd, wallMs: number): Promise<void> {
    const { tree, withReference, json, seeds } = this.options;
    const { signal } = this.checks;
    const parts = this.partResults(round.parts, reports);
    this.passed = broken.length === 0 && parts.every(partPassed);
    this.screen.end({ reports, parts, broken, passed: this.passed, passing: this.passing(), wallMs });
    this.screen.prompt(this.shown !== undefined);
    if (json !== undefined) {
      await writeResultFile(json, resultFile({ impl: tree, runs: seeds.length, wallMs, parts }));
    }
    if (tree !== 'labs') return;
    for (const problem of await keepProgress(reports, { withReference, at: round.at })) {
      this.screen.problem(problem);
    }
    // What does not compile has been told already.
    const whole = round.parts.filter(({ lab }) => !broken.some((one) => one.lab === lab.id));
    const folders = [...new Set(whole.map(({ lab }) => join(PROJECT, tree, lab.id)))];
    const warnings = await checkLabCode(folders, signal).catch((error: Error) => error.message);
    if (!signal.aborted) this.screen.warnings(warnings);
  }

  /** Of the labs that could be put together. */
  private partResults(chosen: readonly ChosenPart[], reports: readonly ScenarioReport[]): PartResult[] {
    const ran = chosen.filter(({ part }) => reports.some((report) => report.part === part.id));
    return ran.map(({ part }) => {
      const scenarios = wantedScenarios(part, this.options.only);
      const results = scenarios.flatMap(({ slug }) => {
        return reports.find((one) => one.part === part.id && one.result.slug === slug)?.result ?? [];
      });
      return scorePart(part.id, results);
    });
  }

  private async rememberProgress(): Promise<void> {
    if (this.options.tree !== 'labs') return;
    for (const { part } of this.options.parts) {
      const { results } = await readProgress(part.id);
      for (const result of results) {
        this.outcomes.set(`${part.id} ${result.slug}`, hasPassed(result) ? 'passed' : 'failed');
      }
    }
  }
}

/** `changed: labs/lab2-raft/raft.ts` */
function changesText(files: readonly string[]): string {
  const more = files.length - FILES_NAMED;
  const names = files.slice(0, FILES_NAMED).join(', ');
  return `changed: ${names}${more > 0 ? ` and ${more} more` : ''}`;
}
