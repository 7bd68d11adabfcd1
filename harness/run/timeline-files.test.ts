import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { writeTimeline } from './timeline-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-timelines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function traceOf(seed: number, fingerprint: string): Trace {
  const names = { part: 'lab2a', slug: 'reelection', scenario: 'reelection', about: '', replay: 'npm test' };
  return {
    format: 'lockstep-trace',
    version: 1,
    run: {
      ...names,
      implementation: 'labs',
      seed,
      fingerprint,
      events: 0,
      steps: 0,
      delivered: 0,
      virtualMs: 0,
    },
    actors: [],
    network: { partition: [], cut: [], held: [] },
    steps: [],
    messages: [],
    operations: [],
  };
}

describe('writeTimeline', () => {
  it('writes the trace and its page, named after part, scenario and seed', async () => {
    const { trace, timeline } = await writeTimeline(traceOf(3, 'aa'), { folder });
    expect(trace).toMatch(/lab2a-reelection-seed3\.json$/);
    expect(timeline).toMatch(/lab2a-reelection-seed3\.html$/);
    const text = await readFile(join(folder, 'lab2a-reelection-seed3.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(traceOf(3, 'aa'));
    expect(await readFile(join(folder, 'lab2a-reelection-seed3.html'), 'utf8')).toContain('<!doctype html>');
  });

  it('keeps the run before an edit, and not the same run twice', async () => {
    await writeTimeline(traceOf(4, 'aa'), { folder });
    await writeTimeline(traceOf(4, 'aa'), { folder });
    expect(await readdir(folder)).not.toContain('lab2a-reelection-seed4.before.json');
    await writeTimeline(traceOf(4, 'bb'), { folder });
    const before = await readFile(join(folder, 'lab2a-reelection-seed4.before.json'), 'utf8');
    expect(JSON.parse(before)).toEqual(traceOf(4, 'aa'));
  });

  it('lets the oldest files go when the folder is full', async () => {
    const { size } = await stat(join(folder, 'lab2a-reelection-seed4.html'));
    await writeTimeline(traceOf(5, 'aa'), { folder, mostBytes: size * 1.5 });
    const left = await readdir(folder);
    expect(left).toContain('lab2a-reelection-seed5.html');
    expect(left).not.toContain('lab2a-reelection-seed3.html');
  });

  it('never lets go what it has just written, even if all else is newer', async () => {
    const older = await readdir(folder);
    for (const name of older) await utimes(join(folder, name), new Date(), new Date(Date.now() + 60_000));
    await writeTimeline(traceOf(6, 'aa'), { folder, mostBytes: 1 });
    expect(await readdir(folder)).toEqual(['lab2a-reelection-seed6.html', 'lab2a-reelection-seed6.json']);
  });
});
