import { join } from 'node:path';
import pc from 'picocolors';
import { failureText } from '../failure-text.ts';
import { RunPool, type RunRequest } from '../pool.ts';
import { Progress } from '../progress.ts';
import type { RunResult } from '../result.ts';
import { hasColours } from '../terminal.ts';
import type { TestOptions } from '../test-options.ts';
import { treeWords, wantedScenarios } from '../test-plan.ts';
import { TRACE_FOLDER } from '../timeline-files.ts';
import { PROJECT } from '../vitest-settings.ts';
import { writePlanFile } from './plan-file.ts';
import { reportPlannedRun } from './planned-report.ts';
import { type NotShrunk, type Shrunk, shrink } from './shrink.ts';
import { progressText, shrunkText } from './shrink-text.ts';

/** Why a failing run stays as it is, and what to do instead. */
const REASONS: Readonly<Record<NotShrunk, string>> = {
  passes: 'it passes when it is run alone: the code is not deterministic',
  'was ended':
    'it had to be ended from outside (a loop without end, memory, or an exit), and so would be each try',
  'is not about a run': 'the failure does not depend on what happens in the run',
  'is not deterministic': 'the same seed gave two different runs, so nothing can be left out and compared',
};

/**
 * `npm test … shrink`: the first failing seed of the first scenario that fails, made as small as it goes.
 * Resolves to the exit code: 1 if something failed.
 */
export class ShrinkSession {
  private readonly options: TestOptions;
  private readonly pool = new RunPool();
  private readonly progress = new Progress(process.stdout);
  private readonly paint = pc.createColors(hasColours(process.stdout));

  constructor(options: TestOptions) {
    this.options = options;
  }

  async run(): Promise<number> {
    try {
      const failing = await this.firstFailing();
      if (!failing) {
        this.progress.print('Every run passed: there is nothing to shrink.');
        return 0;
      }
      await this.shrink(failing);
      return 1;
    } finally {
      await this.pool.close();
    }
  }

  private requestOf(part: string, slug: string, seed: number): RunRequest {
    const { tree, withReference } = this.options;
    return { implementation: { root: join(PROJECT, tree), withReference }, part, slug, seed, twice: false };
  }

  private async firstFailing(): Promise<RunResult | undefined> {
    const { parts, only, seeds } = this.options;
    for (const { part } of parts) {
      for (const { slug } of wantedScenarios(part, only)) {
        this.progress.show(`looking for a run that fails: ${part.id} ${slug}`);
        const runs = seeds.map((seed) => this.pool.run(this.requestOf(part.id, slug, seed)));
        const failing = (await Promise.all(runs)).find(({ failure }) => failure);
        if (failing) return failing;
      }
    }
    return undefined;
  }

  private async shrink({ part, slug, seed, failure }: RunResult): Promise<void> {
    const what = `${part} ${slug} seed ${seed}`;
    this.progress.print(`The first run that fails: ${what}, by the rule ${failure?.rule}.`);
    const request = this.requestOf(part, slug, seed);
    const shrinking = await shrink(this.pool, request, {
      onProgress: ({ original, smallest, runs }) =>
        this.progress.show(progressText(original.result, smallest.result, runs)),
    });
    this.progress.clear();
    if (shrinking.kind === 'shrunk') return this.report(request, shrinking);
    this.progress.print(`It cannot be made smaller: ${REASONS[shrinking.why]}.`);
    this.progress.print(`See it with: npm test ${part} seed=${seed} only=${slug}${treeWords(this.options)}`);
  }

  private async report(request: RunRequest, shrunk: Shrunk): Promise<void> {
    const { part, slug, seed } = request;
    const { plan, result } = shrunk.smallest;
    const rule = result.failure?.rule ?? '';
    const file = await writePlanFile(join(PROJECT, TRACE_FOLDER), { part, slug, seed, rule, plan });
    const replay = `npm test ${part} plan=${TRACE_FOLDER}/${file}${treeWords(this.options)}`;
    const report = await reportPlannedRun(this.pool, { ...request, plan }, result, replay);
    const text = failureText(part, report, { paint: this.paint, verbose: this.options.verbose });
    this.progress.print(`\n${text}\n\n${shrunkText(shrunk, this.paint)}`);
  }
}
