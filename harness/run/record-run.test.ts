import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Edit, Mutant } from '../scenarios/mutant.ts';
import { writeMutant } from './mutate.ts';
import { RunPool, type RunRequest } from './pool.ts';
import { type Recording, recordRun } from './record-run.ts';

const pool = new RunPool({ workers: 1, hangCpuMs: 1000 });
const folders: string[] = [];
afterAll(async () => {
  await pool.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Runs the solution with this line at the beginning of `becomeLeader`, then records it. */
async function recordedWith(line: string): Promise<Recording> {
  const find = '  private becomeLeader(): void {\n';
  const edit: Edit = { file: 'raft.ts', find, replace: `${find}    ${line}\n` };
  const mutant: Mutant = {
    name: line,
    part: 'lab2a',
    scenario: 'initial-election',
    rules: [],
    staged: true,
    edits: [edit],
  };
  const root = await writeMutant('lab2-raft', mutant);
  folders.push(root);
  const implementation = { root, withReference: [] };
  const request: RunRequest = {
    implementation,
    part: 'lab2a',
    slug: 'initial-election',
    seed: 1,
    twice: false,
  };
  return recordRun(pool, request, await pool.run(request), 'npm test lab2a seed=1');
}

describe('recordRun', () => {
  it('tells a failure with what led to it, and the source of log lines', async () => {
    const recording = await recordedWith("console.log('hurrah'); throw new Error('no');");
    expect(recording).toMatchObject({
      kind: 'recorded',
      failure: { rule: 'lab/exception', message: 'no' },
      trace: { failure: { kind: 'exception', message: 'no' }, run: { replay: 'npm test lab2a seed=1' } },
    });
    if (recording.kind !== 'recorded') return;
    const { steps, failure } = recording.trace;
    expect(failure?.step).toBe(steps.length - 1);
    expect(failure?.stack).toMatch(/at Raft\.becomeLeader \(.*raft\.ts:\d+:\d+\)/);
    expect(steps.at(-1)?.logs).toEqual([
      { level: 'log', text: 'hurrah', source: expect.stringMatching(/lab2-raft\/raft\.ts:\d+:\d+$/) },
    ]);
  });

  it('stops before the turn that never ends, and shows what came before', async () => {
    const recording = await recordedWith('for (;;) {}');
    expect(recording).toMatchObject({ kind: 'recorded', failure: { rule: 'world/hang' } });
    if (recording.kind !== 'recorded') return;
    expect(recording.failure?.before.length).toBeGreaterThan(3);
    const last = recording.trace.steps.at(-1);
    expect(last).toMatchObject({ unfinished: true, cause: { kind: 'reply' } });
  });

  it('names the first event that differs, of code that does not do the same twice', async () => {
    const recording = await recordedWith(
      'const all = Object as { runs?: number }; all.runs = (all.runs ?? 0) + 1; this.currentTerm += all.runs;',
    );
    expect(recording).toMatchObject({
      kind: 'nondeterministic',
      failure: { rule: 'world/determinism', atMs: expect.any(Number) },
    });
    if (recording.kind !== 'nondeterministic') return;
    expect(recording.failure.message).toMatch(/once: {2}server \d .*\n {2}again: server \d/);
  });

  it('has nothing to show of what does not compile', async () => {
    expect(await recordedWith('this is no TypeScript')).toEqual({ kind: 'none' });
  });
});
