import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleLab } from '../../harness/run/bundler.ts';
import { hostsInProcess, runScenario } from '../../harness/run/run-scenario.ts';
import { findPart, findScenario } from '../../harness/scenarios/find.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { GraderFailure } from '../grader-failure.ts';
import { findTiers } from '../sandbox/find-tier.ts';
import { nodeCommand } from '../sandbox/node-command.ts';
import { SandboxedProcess } from '../sandbox/sandboxed-process.ts';
import type { CommandLine, Tier } from '../sandbox/tier.ts';
import type { JudgeThread } from './judge-thread-handle.ts';
import { type JudgedRun, Lane, type LaneBundle, type LaneRun } from './lane.ts';
import { RUN_LIMITS } from './run-watch.ts';
import { SandboxPrograms } from './sandbox-programs.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));
const SEED = 7;
const TRIED = [
  ['lab1', 'crashes'],
  ['lab2c', 'figure-8'],
  ['lab3a', 'rsm-lossy-network'],
  ['lab5a', 'long-run'],
  ['lab6c', 'queue-vanished'],
  ['lab6d', 'redlock-contention'],
] as const;

let nextId = 1;

async function bundleOf(part: string): Promise<LaneBundle> {
  const bundled = await bundleLab(findPart(part).lab, { root: SOLUTIONS, withReference: [] });
  if (bundled.kind === 'failed') throw new Error(bundled.message);
  return { id: nextId++, bundle: bundled.bundle };
}

describe.skipIf(process.platform !== 'linux').each(findTiers())('in the sandbox $name', (tier) => {
  let programs: SandboxPrograms;
  let lane: Lane;
  beforeAll(async () => {
    programs = await SandboxPrograms.prepare(tier);
    lane = new Lane(programs, RUN_LIMITS);
  });
  afterAll(async () => {
    await lane.close();
    programs.remove();
  });

  it.each(TRIED)(
    '%s %s runs as in this process, fast and split',
    { timeout: 120_000 },
    async (part, slug) => {
      const bundle = await bundleOf(part);
      const here = await runScenario({
        part,
        scenario: findScenario(part, slug),
        seed: SEED,
        createHost: hostsInProcess(compileBundle(bundle.bundle)),
      });
      const asked = { bundle, part, slug, seed: SEED, record: undefined };
      const fast = await lane.run({ ...asked, mode: 'fast' });
      const split = await lane.run({ ...asked, mode: 'split' });
      lane.endSubmission();

      expect(here.failure).toBeUndefined();
      for (const { result } of [fast, split]) {
        expect(result.failure).toBeUndefined();
        expect(result.fingerprint).toBe(here.fingerprint);
        expect(result.events).toBe(here.events);
      }
    },
  );
});

describe.skipIf(process.platform !== 'linux')('where no sandbox begins', () => {
  const ENDS_AT_ONCE: CommandLine = { file: '/bin/sh', args: ['-c', 'exit 1'] };
  const CANNOT_START: CommandLine = { file: 'no\0name', args: [] };

  /** A run for which this is what starts, so many times, and then a real process. */
  async function runAfter(
    broken: CommandLine,
    count: number,
    mode: 'fast' | 'split' = 'fast',
  ): Promise<JudgedRun> {
    let started = 0;
    const commandLine: Tier['commandLine'] = (command) => (started++ < count ? broken : nodeCommand(command));
    const programs = await SandboxPrograms.prepare({ name: 'node', lacks: '', commandLine });
    const lane = new Lane(programs, RUN_LIMITS);
    try {
      const bundle = await bundleOf('lab5a');
      return await lane.run({ bundle, part: 'lab5a', slug: 'long-run', seed: 1, mode, record: undefined });
    } finally {
      await lane.close();
      programs.remove();
    }
  }

  it.each([
    [ENDS_AT_ONCE, 'fast'],
    [ENDS_AT_ONCE, 'split'],
    [CANNOT_START, 'fast'],
    [CANNOT_START, 'split'],
  ] as const)('for a while, the run is made then: %j, %s', async (broken, mode) => {
    expect((await runAfter(broken, 2, mode)).result.failure).toBeUndefined();
  });

  it.each([
    [ENDS_AT_ONCE, 'could not be started: its command ended with 1 before it was ready'],
    [CANNOT_START, 'could not be started: '],
  ] as const)('at all, it is not the failure of the lab code: %j', async (broken, message) => {
    const failed = await runAfter(broken, Number.POSITIVE_INFINITY).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(GraderFailure);
    expect(`${failed}`).toContain(message);
  });
});

describe.skipIf(process.platform !== 'linux')('a judge that is lost', () => {
  it('takes the processes with it, whose first words the next one would wait for', async () => {
    const programs = await SandboxPrograms.prepare({ name: 'node', lacks: '', commandLine: nodeCommand });
    const lane = new Lane(programs, RUN_LIMITS);
    const kill = vi.spyOn(SandboxedProcess.prototype, 'kill');
    try {
      const bundle = await bundleOf('lab5a');
      const asked = { bundle, part: 'lab5a', slug: 'long-run', seed: SEED, record: undefined };
      for (const mode of ['fast', 'split'] as const)
        expect(await failureOf(lane, { ...asked, mode })).toBe('');
      const losing = lane.run({ ...asked, mode: 'fast' });
      await (lane as unknown as { readonly thread: JudgeThread }).thread.terminate();
      expect((await losing).result.failure?.rule).toBe('grader/judge');
      for (const mode of ['split', 'fast'] as const)
        expect(await failureOf(lane, { ...asked, mode })).toBe('');
      expect(kill.mock.calls.flat()).not.toContain('stalled');
    } finally {
      kill.mockRestore();
      await lane.close();
      programs.remove();
    }
  });

  async function failureOf(lane: Lane, run: LaneRun): Promise<string> {
    return (await lane.run(run)).result.failure?.message ?? '';
  }
});

describe('programs of ours', () => {
  const programs = LABS.flatMap(({ given = [], programs }) =>
    Object.entries(programs).map(([name, path]) => ({ name, path, isGiven: given.includes(name) })),
  );

  it.each(programs)('$name says whether lab code is in it', ({ path, isGiven }) => {
    const text = readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
    const ignoresLab = /boot: Boot = \(_lab\b/.test(text);
    expect(isGiven).toBe(ignoresLab);
  });
});
