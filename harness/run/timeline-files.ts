import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Trace } from '../trace/trace.ts';
import { timelinePage } from '../view/page.ts';
import { PROJECT } from './vitest-settings.ts';

/** Where traces and timelines are kept; not part of what is handed in. */
export const TRACE_FOLDER = '.lockstep';

/** What all traces and timelines together may take. */
const MOST_BYTES = 300_000_000;

export interface TimelineFiles {
  /** Paths relative to the project, with slashes. */
  readonly trace: string;
  readonly timeline: string;
}

export interface TimelinePlace {
  /** Ends the file name: `-shrunk`. */
  readonly suffix?: string;
  readonly folder?: string;
  /** What the folder may hold. */
  readonly mostBytes?: number;
}

/**
 * Writes a trace and its timeline. The trace of an earlier and different run of that name is kept beside it,
 * so that a run before an edit can be compared with the one after it.
 */
export async function writeTimeline(
  trace: Trace,
  { suffix = '', folder = join(PROJECT, TRACE_FOLDER), mostBytes = MOST_BYTES }: TimelinePlace = {},
): Promise<TimelineFiles> {
  const { part, slug, seed } = trace.run;
  const name = `${part}-${slug}-seed${seed}${suffix}`;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  await keepEarlier(file, join(folder, `${name}.before.json`), trace);
  await writeFile(file, JSON.stringify(trace));
  await writeFile(join(folder, `${name}.html`), await timelinePage([trace]));
  await tidy(folder, mostBytes, [`${name}.json`, `${name}.html`]);
  const place = relative(PROJECT, folder).split(sep).join('/');
  return { trace: `${place}/${name}.json`, timeline: `${place}/${name}.html` };
}

/**
 * Oldest files go first when the folder holds more than it may: a term of debugging leaves many. `written`
 * stay, whatever the clock of the disk says: it may give several files one time.
 */
async function tidy(folder: string, mostBytes: number, written: readonly string[]): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(json|html)$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, size } = await stat(path);
      return { path, mtimeMs, size, isNew: written.includes(name) };
    }),
  );
  files.sort((a, b) => Number(b.isNew) - Number(a.isNew) || b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const { path, size, isNew } of files) {
    bytes += size;
    if (bytes > mostBytes && !isNew) await rm(path, { force: true });
  }
}

async function keepEarlier(file: string, earlier: string, { run }: Trace): Promise<void> {
  try {
    const isSame = (await readFile(file, 'utf8')).includes(`"fingerprint":"${run.fingerprint}"`);
    if (!isSame) await rename(file, earlier);
  } catch {
    // There was none.
  }
}
