import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Application } from '../scenarios/lab1-mapreduce/contract.ts';
import { describeFailure } from './describe-failure.ts';
import { JobFailure } from './failures.ts';
import type { JobListener } from './job-run.ts';
import { type ApplicationFailure, splitApplication } from './split-application.ts';
import { SplitTexts } from './split-texts.ts';
import type { Split } from './splits.ts';

/** A list of values this long is combined, where the application can. */
const COMBINE_AT = 1000;
const LINES_PER_WRITE = 1000;

/**
 * The whole job in this process, in turn, as the measure of what several do: one output, `mr-out-0` in
 * `folder`, sorted by key. All values are held in memory, but for those that can be combined. Rejects with a
 * `JobFailure`.
 */
export async function runSequentially(
  app: Application,
  splits: readonly Split[],
  folder: string,
  listener: JobListener,
): Promise<void> {
  const failures: ApplicationFailure[] = [];
  const texts = new SplitTexts(splits);
  const watched = splitApplication(app, texts, {
    began: () => undefined,
    mapped: (split) => listener.mapDone(split),
    failed: (failure) => failures.push(failure),
  });
  try {
    const values = await mapAll(watched, texts);
    await reduceAll(watched, values, join(folder, 'mr-out-0'));
    listener.reduceDone(0);
  } catch (error) {
    const [failure] = failures;
    throw failure ? new JobFailure(await describeFailure(app, failure)) : error;
  }
}

async function mapAll(app: Application, texts: SplitTexts): Promise<ReadonlyMap<string, readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const split of texts.names) {
    // Ctrl-C is heard only between turns.
    await nextTurn();
    for (const { key, value } of await app.map(split, texts.read(split))) {
      const list = values.get(key);
      if (!list) values.set(key, [value]);
      else if (list.push(value) >= COMBINE_AT && app.combine) values.set(key, [app.combine(key, list)]);
    }
  }
  return values;
}

async function reduceAll(
  app: Application,
  values: ReadonlyMap<string, readonly string[]>,
  path: string,
): Promise<void> {
  const descriptor = openSync(path, 'w');
  let lines: string[] = [];
  const flush = () => {
    appendFileSync(descriptor, lines.join(''));
    lines = [];
  };
  for (const key of [...values.keys()].sort()) {
    const result = app.reduce(key, values.get(key) ?? []);
    lines.push(`${key} ${typeof result === 'string' ? result : await result}\n`);
    if (lines.length >= LINES_PER_WRITE) flush();
  }
  flush();
  closeSync(descriptor);
}
