import { join } from 'node:path';
import pc from 'picocolors';
import { afterAll, describe, expect, it } from 'vitest';
import { failureText } from '../run/failure-text.ts';
import { RunPool } from '../run/pool.ts';
import type { RunResult } from '../run/result.ts';
import { scoreScenario } from '../run/score.ts';
import { firstSeeds, replayCommands } from '../run/test-plan.ts';
import { findScenario } from '../scenarios/find.ts';
import { LABS } from '../scenarios/index.ts';
import { scenarioRows, shownRuns } from './handout.ts';
import { isPristine } from './pristine.ts';
import { PROJECT } from './project-files.ts';

const SEEDS = firstSeeds(10);
const pool = new RunPool();
afterAll(() => pool.close());

const run = (part: string, slug: string, seed: number): Promise<RunResult> =>
  pool.run({
    implementation: { root: join(PROJECT, 'labs'), withReference: [] },
    part,
    slug,
    seed,
    twice: false,
  });

const PROGRAMS = LABS.filter(({ handsOut }) => handsOut === 'program');

/** Labs that begin with a program that runs and is wrong: it must be wrong in just the way they say. */
describe.each(PROGRAMS.map((lab) => [lab.id, lab] as const))('%s, as handed out', (id, lab) => {
  const rows = scenarioRows(id);
  const scenarios = lab.parts.flatMap((part) =>
    part.scenarios.map(({ slug }) => ({ part: part.id, slug, fate: rows.get(slug)?.[0] })),
  );

  it('has a handout that says of each scenario whether it passes', () => {
    const silent = scenarios.filter(({ fate }) => fate !== 'passes' && fate !== 'fails');
    expect(silent.map(({ slug }) => slug)).toEqual([]);
    expect(new Set(scenarios.map(({ fate }) => fate)).size).toBe(2);
  });

  it.skipIf(!isPristine(lab)).each(scenarios)('$fate $slug', async ({ part, slug, fate }) => {
    const results = await Promise.all(SEEDS.map((seed) => run(part, slug, seed)));
    const kinds = new Set(results.map(({ failure }) => failure?.kind ?? 'passes'));
    expect([...kinds]).toEqual([fate === 'passes' ? 'passes' : 'assertion']);
  });

  const failing = shownRuns(id).filter(({ lines }) => lines[0]?.startsWith('✗'));
  it.skipIf(!isPristine(lab)).each(failing)('prints what the handout shows: $command', async (shown) => {
    const [, part = '', seed = '', slug = ''] =
      /^npm test (\S+) seed=(\d+) only=(\S+)$/.exec(shown.command) ?? [];
    const result = await run(part, slug, Number(seed));
    const replay = replayCommands(part, slug, { tree: 'labs', withReference: [], seeds: [Number(seed)] });
    const scored = scoreScenario(findScenario(part, slug), [result], replay);
    const timeline = `.lockstep/${part}-${slug}-seed${seed}.html`;
    const failures = scored.failures.map((failure) => ({ ...failure, timeline }));
    const text = failureText(
      part,
      { ...scored, failures },
      { paint: pc.createColors(false), verbose: false },
    );
    const lines = text.split('\n').map((line) => line.trim());
    expect(shown.lines.filter((line) => !lines.includes(line))).toEqual([]);
  });
});
