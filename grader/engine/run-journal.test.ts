import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunResult } from '../../harness/run/result.ts';
import { runNotMade } from './make-part-runs.ts';
import { RunJournal } from './run-journal.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-journal-'));
  path = join(folder, 'runs', 'one.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function result(seed: number): RunResult {
  return runNotMade('lab2a', 'quiet', seed, { kind: 'exit', rule: 'lab/exit', message: 'é\n“', before: [] });
}

async function write(seeds: readonly number[], context = 'v1'): Promise<void> {
  const journal = await RunJournal.open(path, context);
  for (const seed of seeds) journal.add(`run ${seed}`, result(seed));
  await journal.close();
}

it('knows what was added, also when it is opened again', async () => {
  await write([1, 2]);
  const journal = await RunJournal.open(path, 'v1');
  expect(journal.size).toBe(2);
  expect(journal.known('run 2')).toEqual(result(2));
  expect(journal.known('run 3')).toBeUndefined();
  await journal.close();
});

it('has a run in the file as soon as it is added', async () => {
  const journal = await RunJournal.open(path, 'v1');
  journal.add('run 1', result(1));
  expect(readFileSync(path, 'utf8')).toContain('"run 1"');
  await journal.close();
});

it('drops a line that was cut off, wherever, and goes on after the one before', async () => {
  await write([1, 2, 3]);
  const whole = readFileSync(path);
  const secondEnds = whole.lastIndexOf('\n', whole.length - 2) + 1;
  for (let length = secondEnds; length < whole.length; length += 7) {
    writeFileSync(path, whole);
    truncateSync(path, length);
    await write([9]);
    const journal = await RunJournal.open(path, 'v1');
    const known = [1, 2, 3, 9].filter((seed) => journal.known(`run ${seed}`));
    await journal.close();
    expect(known, `cut at ${length} of ${whole.length}`).toEqual([1, 2, 9]);
  }
});

it('does not believe what follows a line that is no JSON', async () => {
  await write([1]);
  appendFileSync(path, 'rubbish\n');
  await write([2]);
  const journal = await RunJournal.open(path, 'v1');
  expect(journal.size).toBe(2);
  await journal.close();
});

it('begins anew where results depend on something else', async () => {
  await write([1]);
  await write([2], 'v2');
  const journal = await RunJournal.open(path, 'v2');
  expect(journal.known('run 1')).toBeUndefined();
  expect(journal.known('run 2')).toEqual(result(2));
  await journal.close();
});

it('says what to do where it cannot be written', async () => {
  writeFileSync(join(folder, 'runs'), 'a file in the place of the folder');
  await expect(RunJournal.open(path, 'v1')).rejects.toThrow('cannot write the journal of runs (E');
});
