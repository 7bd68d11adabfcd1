import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleLab } from '../../harness/run/bundler.ts';
import { findPart } from '../../harness/scenarios/find.ts';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { Random } from '../../labrpc/sim/random.ts';
import { framesOf, honestLog, judgeLog, type LoggedRun } from './forged-log.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));
const HALF = fileURLToPath(new URL('../examples/election-only', import.meta.url));

/** Short runs, of labs whose judges listen to different things. */
const RUNS: readonly (LoggedRun & { readonly root: string; readonly passes: boolean })[] = [
  { part: 'lab2a', slug: 'initial-election', seed: 11, root: SOLUTIONS, passes: true },
  { part: 'lab2b', slug: 'basic-agreement', seed: 12, root: SOLUTIONS, passes: true },
  { part: 'lab2b', slug: 'basic-agreement', seed: 13, root: HALF, passes: false },
  { part: 'lab2d', slug: 'snapshots', seed: 14, root: SOLUTIONS, passes: true },
  { part: 'lab6a', slug: 'lock-two', seed: 15, root: SOLUTIONS, passes: true },
];
const CASES = 40;

const FORGERIES: Readonly<Record<string, (log: Buffer, random: Random) => Buffer>> = {
  'bytes changed': (log, random) => {
    const forged = Buffer.from(log);
    const changes = random.between(1, 4);
    for (let change = 0; change < changes; change++) forged[place(log, random)] = byte(random);
    return forged;
  },
  'bytes left out': (log, random) => {
    const at = place(log, random);
    return Buffer.concat([log.subarray(0, at), log.subarray(at + 1 + Math.floor(random.real() * 8))]);
  },
  'bytes put in': (log, random) => {
    const at = place(log, random);
    const added = Buffer.from(Array.from({ length: 1 + Math.floor(random.real() * 8) }, () => byte(random)));
    return Buffer.concat([log.subarray(0, at), added, log.subarray(at)]);
  },
  'cut short': (log, random) => log.subarray(0, place(log, random)),
  'a frame left out': (log, random) => withFrames(log, (frames) => frames.splice(index(frames, random), 1)),
  'a frame doubled': (log, random) =>
    withFrames(log, (frames) => {
      const at = index(frames, random);
      frames.splice(at, 0, frames[at] as Buffer);
    }),
  'two frames swapped': (log, random) =>
    withFrames(log, (frames) => {
      const [one, other] = [index(frames, random), index(frames, random)];
      [frames[one], frames[other]] = [frames[other] as Buffer, frames[one] as Buffer];
    }),
};

describe.each(RUNS)('forged logs of $part $slug (passes: $passes)', (run) => {
  let log: Buffer;
  let fingerprint: string;
  beforeAll(async () => {
    const bundled = await bundleLab(findPart(run.part).lab, { root: run.root, withReference: [] });
    if (bundled.kind === 'failed') throw new Error(bundled.message);
    const made = await honestLog(compileBundle(bundled.bundle), run);
    expect(made.result.failure === undefined).toBe(run.passes);
    log = made.log;
    fingerprint = made.result.fingerprint;
  });

  it('the log itself gives the same run', async () => {
    const judged = await judgeLog(log, run);
    expect(judged.fingerprint).toBe(fingerprint);
    expect(judged.failure === undefined).toBe(run.passes);
  });

  // Bytes that no judge looks at, like those of most messages, may be others: the sample compares them.
  it.each(Object.entries(FORGERIES))('%s: none is worth more', { timeout: 120_000 }, async (name, forge) => {
    const random = new Random(run.seed, run.slug, name);
    let failed = 0;
    for (let number = 0; number < CASES; number++) {
      const judged = await judgeLog(forge(log, random), run);
      if (judged.failure) failed += 1;
      else expect(judged.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    }
    if (run.passes) expect(failed).toBeGreaterThan(0);
    else expect(failed).toBe(CASES);
  });
});

function place(log: Buffer, random: Random): number {
  return Math.floor(random.real() * log.length);
}

function byte(random: Random): number {
  return Math.floor(random.real() * 256);
}

function index(frames: readonly Buffer[], random: Random): number {
  return Math.floor(random.real() * frames.length);
}

function withFrames(log: Buffer, change: (frames: Buffer[]) => void): Buffer {
  const frames = framesOf(log);
  change(frames);
  return Buffer.concat(frames);
}
