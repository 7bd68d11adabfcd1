import { join } from 'node:path';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { bundleLab } from './bundler.ts';
import type { Attached } from './debug-attach.ts';
import type { DebugOptions } from './debug-options.ts';
import { logText } from './failure-text.ts';
import { failuresText } from './failures-text.ts';
import type { RunResult } from './result.ts';
import { hostsInProcess, runScenario } from './run-scenario.ts';
import { partPassed, scorePart, scoreScenario } from './score.ts';
import { stackMapper } from './stack-mapper.ts';
import { duration, type SummaryOptions } from './summary.ts';
import { replayCommands } from './test-plan.ts';
import { PROJECT } from './vitest-settings.ts';

/**
 * Runs one scenario with one seed in this thread, with nothing around it that could end it, loaded and
 * judged as everywhere else. `attach` is called when lab code is loaded and before any of it runs.
 */
export async function debugRun(options: DebugOptions, attach: () => Attached): Promise<RunResult> {
  const { lab, part, scenario, seed, tree, withReference } = options;
  const bundled = await bundleLab(lab, { root: join(PROJECT, tree), withReference });
  if (bundled.kind === 'failed') return notCompiled(options, bundled.message);
  const factory = compileBundle(bundled.bundle);
  if (attach() === 'now') {
    // biome-ignore lint/suspicious/noDebugger: the place to set breakpoints for who attaches by hand
    debugger; // Lab code is loaded and has not run. Set breakpoints in your .ts files, and continue.
  }
  return runScenario({
    part: part.id,
    scenario,
    seed,
    plan: options.plan,
    createHost: hostsInProcess(factory),
    mapStack: stackMapper(bundled.bundle),
  });
}

/** The verdict as `npm test` words it, and the fingerprint. */
export function debugReport(
  options: DebugOptions,
  result: RunResult,
  look: SummaryOptions,
): { readonly text: string; readonly passed: boolean } {
  const { part, scenario, seed, tree, withReference, verbose } = options;
  const replay = replayCommands(part.id, scenario.slug, { tree, withReference, seeds: [seed] });
  const scored = scorePart(part.id, [scoreScenario(scenario, [result], replay)]);
  const passed = partPassed(scored);
  const { paint } = look;
  const verdict = passed ? paint.green(paint.bold('PASSED')) : paint.red(paint.bold('FAILED'));
  const facts = [
    `${result.events} events in ${duration(result.virtualMs)} of virtual time`,
    ...(result.fingerprint ? [`fingerprint ${result.fingerprint}`] : []),
  ];
  const sections = [
    // A failure shows them itself.
    passed && verbose ? result.logs.map(logText).join('\n') : '',
    failuresText([scored], look),
    `${verdict}  ${runName(options)}: ${facts.join(', ')}`,
  ];
  return { text: sections.filter(Boolean).join('\n\n'), passed };
}

/** `lab2a · initial election · seed 3` */
export function runName({ part, scenario, seed }: DebugOptions): string {
  return `${part.id} · ${scenario.name} · seed ${seed}`;
}

function notCompiled({ part, scenario, seed }: DebugOptions, message: string): RunResult {
  const failure = { kind: 'compile', rule: 'lab/compiles', message, before: [] } as const;
  const nothing = { fingerprint: '', events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0 };
  return { part: part.id, slug: scenario.slug, seed, failure, ...nothing, exercised: {}, logs: [] };
}
