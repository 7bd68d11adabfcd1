import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { LABS } from '../scenarios/index.ts';
import { bundleLab } from './bundler.ts';
import { recordScenario } from './record-scenario.ts';
import { hostsInProcess, runScenario } from './run-scenario.ts';
import { stackMapper } from './stack-mapper.ts';
import { PROJECT } from './vitest-settings.ts';

const SOLUTIONS = { root: join(PROJECT, 'solutions'), withReference: [] };

describe.each(LABS)('recording $id', async (lab) => {
  const bundled = await bundleLab(lab, SOLUTIONS);
  if (bundled.kind === 'failed') throw new Error(bundled.message);
  const factory = compileBundle(bundled.bundle);
  const mapStack = stackMapper(bundled.bundle);
  const scenarios = lab.parts.flatMap((part) =>
    part.scenarios.map((scenario) => ({ part: part.id, scenario })),
  );

  it.each(scenarios)('changes nothing in $scenario.slug', async ({ part, scenario }) => {
    const run = { part, scenario, seed: 4, mapStack };
    const plain = await runScenario({ ...run, createHost: hostsInProcess(factory) });
    const order = { implementation: 'solutions', replay: 'npm test', stuck: undefined };
    const { result, trace } = await recordScenario(
      { ...run, createHost: hostsInProcess(factory, true) },
      order,
    );
    expect(result.fingerprint).toBe(plain.fingerprint);
    expect(trace.run).toMatchObject({ slug: scenario.slug, seed: 4, fingerprint: plain.fingerprint });
    expect(trace.steps.length).toBeGreaterThan(1);
    expect(trace.steps.at(-1)?.n).toBe(trace.run.steps - 1);
  });
});
