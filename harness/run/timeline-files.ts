import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../trace/trace.ts';
import { timelinePage } from '../view/page.ts';
import { PROJECT } from './vitest-settings.ts';

/** Where traces and timelines are kept; not part of what is handed in. */
export const TRACE_FOLDER = '.lockstep';

export interface TimelineFiles {
  /** Paths relative to the project, with slashes. */
  readonly trace: string;
  readonly timeline: string;
}

/**
 * Writes a trace and its timeline. The trace of an earlier and different run of that name is kept beside it,
 * so that a run before an edit can be compared with the one after it.
 */
export async function writeTimeline(trace: Trace, suffix: string = ''): Promise<TimelineFiles> {
  const { part, slug, seed } = trace.run;
  const name = `${part}-${slug}-seed${seed}${suffix}`;
  const folder = join(PROJECT, TRACE_FOLDER);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  await keepEarlier(file, join(folder, `${name}.before.json`), trace);
  await writeFile(file, JSON.stringify(trace));
  await writeFile(join(folder, `${name}.html`), await timelinePage([trace]));
  return { trace: `${TRACE_FOLDER}/${name}.json`, timeline: `${TRACE_FOLDER}/${name}.html` };
}

async function keepEarlier(file: string, earlier: string, { run }: Trace): Promise<void> {
  try {
    const isSame = (await readFile(file, 'utf8')).includes(`"fingerprint":"${run.fingerprint}"`);
    if (!isSame) await rename(file, earlier);
  } catch {
    // There was none.
  }
}
