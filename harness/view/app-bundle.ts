import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserBundle, browserBundle } from './browser-bundle.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const APP = join(PROJECT, 'harness', 'view', 'app');
/** What the bundle is made from: the app, what it shares with the Node side, and the packages. */
const SOURCES = [APP, join(PROJECT, 'harness', 'view', 'shiviz.ts'), join(PROJECT, 'package-lock.json')];
const CACHE = join(PROJECT, 'node_modules', '.cache', 'lockstep');

let bundled: Promise<BrowserBundle> | undefined;

/** Bundled once a process; between processes it is kept below node_modules, where that can be written. */
export function appBundle(): Promise<BrowserBundle> {
  bundled ??= cachedBundle();
  return bundled;
}

async function cachedBundle(): Promise<BrowserBundle> {
  const file = join(CACHE, `view-${await hashOfSources()}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as BrowserBundle;
  const bundle = await browserBundle(join(APP, 'main.tsx'));
  await keep(file, JSON.stringify(bundle));
  return bundle;
}

async function hashOfSources(): Promise<string> {
  const paths = (await Promise.all(SOURCES.map(filesAt))).flat().sort();
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

async function filesAt(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A cache that cannot be written costs a tenth of a second each time, nothing else. */
async function keep(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  try {
    await mkdir(CACHE, { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, file);
    const others = (await readdir(CACHE)).filter((name) => /^view-\w+\.json$/.test(name));
    for (const name of others) if (join(CACHE, name) !== file) await rm(join(CACHE, name), { force: true });
  } catch {
    // A course on a read-only disk.
  }
}
