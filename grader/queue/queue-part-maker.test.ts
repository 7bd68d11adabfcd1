import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../harness/run/result.ts';
import type { PartWork } from '../engine/part-work.ts';
import { RunJournal } from '../engine/run-journal.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import type { MadeRun, PartJob, PartJobResult } from './part-job.ts';
import { QueuePartMaker } from './queue-part-maker.ts';

const WORK: PartWork = {
  part: 'lab2a',
  bundle: { hash: 'a'.repeat(64), bundle: { code: '', fileName: '' } },
  scenarios: [{ slug: 'vote', seeds: [1, 2, 3], repeatOrder: [2, 1, 3], repeatShare: 0.1 }],
  mode: 'sampled',
  limits: RUN_LIMITS,
};

let folder = '';
let journal: RunJournal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-part-'));
  journal = await RunJournal.open(join(folder, 'runs.jsonl'), 'context');
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
});

function made(seed: number, mode: MadeRun['mode'], rest: Partial<MadeRun & RunResult> = {}): MadeRun {
  const { again = false, fingerprint = `${seed}`.padStart(16, '0'), part = 'lab2a' } = rest;
  const counts = { events: 1, rpcs: 1, bytes: 1, virtualMs: 1, cpuMs: 1 };
  const more = { exercised: {}, logs: [], failure: undefined };
  return { mode, again, result: { part, slug: 'vote', seed, fingerprint, ...counts, ...more } };
}

const ALL = [made(1, 'fast'), made(2, 'fast'), made(2, 'split'), made(3, 'fast')];

/** Workers that answer each job with these runs. */
class Workers {
  readonly asked: PartJob[] = [];
  readonly forgotten: PartJob[] = [];
  readonly told = { done: 0, skipped: 0 };
  private readonly runs: readonly MadeRun[];

  constructor(runs: readonly MadeRun[]) {
    this.runs = runs;
  }

  async makePart(): ReturnType<QueuePartMaker['makePart']> {
    const desk = {
      make: async (job: PartJob): Promise<PartJobResult> => {
        this.asked.push(job);
        return { tier: 'unshare', runs: this.runs, wallMs: { vote: 7000 } };
      },
      forget: async (jobs: readonly PartJob[]) => void this.forgotten.push(...jobs),
    };
    const { told } = this;
    const listener = {
      runDone: () => {
        told.done += 1;
      },
      runsSkipped: (count: number) => {
        told.skipped += count;
      },
    };
    return new QueuePartMaker(desk, () => undefined).makePart(WORK, journal, listener);
  }
}

describe('QueuePartMaker', () => {
  it('keeps what workers answer, and asks for nothing twice', async () => {
    const workers = new Workers(ALL);
    const { scenarios, difference } = await workers.makePart();
    expect(difference).toBeUndefined();
    expect(scenarios[0]).toMatchObject({ slug: 'vote', repeatedSplit: 1, notMade: [], runs: [{}, {}, {}] });
    expect(scenarios[0]?.wallMs).toBeGreaterThanOrEqual(7000);
    expect(workers.told).toEqual({ done: 3, skipped: 0 });
    expect(workers.forgotten).toEqual(workers.asked);
    expect(journal.size).toBe(4);

    const idle = new Workers([]);
    expect((await idle.makePart()).scenarios[0]?.runs).toEqual(scenarios[0]?.runs);
    expect(idle.asked).toEqual([]);
    expect(idle.told).toEqual({ done: 0, skipped: 3 });
  });

  it('sees what went another way, and whether it did so again', async () => {
    const other = { fingerprint: 'f'.repeat(16) };
    const runs = [...[1, 2, 3].map((seed) => made(seed, 'fast')), made(2, 'split', other)];
    const again = [made(2, 'fast', { again: true }), made(2, 'split', { ...other, again: true })];
    const { difference } = await new Workers([...runs, ...again]).makePart();
    expect(difference).toEqual({ slug: 'vote', seed: 2, isSteady: true });
  });

  it.each([
    ['too few runs', ALL.slice(1)],
    ['runs of another part', ALL.map(({ result: { seed }, mode }) => made(seed, mode, { part: 'lab2b' }))],
  ])('does not take %s for an answer', async (_, runs) => {
    await expect(new Workers(runs).makePart()).rejects.toThrow('other runs than it was asked for');
  });
});
