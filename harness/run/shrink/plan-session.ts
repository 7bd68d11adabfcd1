import { join } from 'node:path';
import pc from 'picocolors';
import { findScenario } from '../../scenarios/find.ts';
import { failuresText } from '../failures-text.ts';
import { RunPool, type RunRequest } from '../pool.ts';
import { Progress } from '../progress.ts';
import { resultFile, writeResultFile } from '../result-file.ts';
import { resultTable } from '../result-table.ts';
import { partPassed, scorePart } from '../score.ts';
import { verdictText } from '../summary.ts';
import { hasColours } from '../terminal.ts';
import type { PlanChoice, TestOptions } from '../test-options.ts';
import { treeWords } from '../test-plan.ts';
import { PROJECT } from '../vitest-settings.ts';
import { reportPlannedRun } from './planned-report.ts';

/** `npm test plan=FILE`: the run of a plan, with the verdict of any other run. Resolves to the exit code. */
export async function runPlanFile(options: TestOptions, { path, file }: PlanChoice): Promise<number> {
  const begunMs = performance.now();
  const { tree, withReference, json, verbose } = options;
  const human = json === '-' ? process.stderr : process.stdout;
  const progress = new Progress(human);
  const { part, slug, seed, plan } = file;
  const implementation = { root: join(PROJECT, tree), withReference };
  const request: RunRequest = { implementation, part, slug, seed, plan, twice: true };
  const pool = new RunPool();
  try {
    const result = await pool.run(request);
    const replay = `npm test ${part} plan=${path}${treeWords(options)}`;
    const report = await reportPlannedRun(pool, request, result, replay);
    const parts = [scorePart(part, [report])];
    const passed = parts.every(partPassed);
    const wallMs = performance.now() - begunMs;
    const look = { paint: pc.createColors(hasColours(human)), verbose };
    const name = `${part} ${findScenario(part, slug).name}, seed ${seed}`;
    progress.print(`The run of ${path}: ${name}, made smaller because it broke ${file.rule}.`);
    if (plan.patience !== undefined) {
      progress.print(
        `It waits for only ${Math.round(plan.patience * 100)} % of the time that messages name.`,
      );
    }
    for (const section of [resultTable(parts, look), failuresText(parts, look)].filter(Boolean)) {
      progress.print(`\n${section}`);
    }
    if (json !== undefined) {
      await writeResultFile(json, resultFile({ impl: tree, runs: 1, wallMs, parts }));
    }
    const unitTests = { passed: 0, failed: 0 };
    progress.print(`\n${verdictText({ parts, unitTests, passed, wallMs }, look.paint)}`);
    return passed ? 0 : 1;
  } finally {
    await pool.close();
  }
}
