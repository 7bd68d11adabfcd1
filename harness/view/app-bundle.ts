import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The browser's part of the timeline, ready to be put into a page. */
export interface AppBundle {
  readonly script: string;
  readonly style: string;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const APP = join(PROJECT, 'harness', 'view', 'app');
/** What the bundle is made from: the app, what it shares with the Node side, and the packages. */
const SOURCES = [APP, join(PROJECT, 'harness', 'view', 'shiviz.ts'), join(PROJECT, 'package-lock.json')];
const CACHE = join(PROJECT, 'node_modules', '.cache', 'lockstep');

let bundled: Promise<AppBundle> | undefined;

/** Bundled once a process; between processes it is kept below node_modules, where that can be written. */
export function appBundle(): Promise<AppBundle> {
  bundled ??= cachedBundle();
  return bundled;
}

async function cachedBundle(): Promise<AppBundle> {
  const file = join(CACHE, `view-${await hashOfSources()}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as AppBundle;
  const bundle = await bundleApp();
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

async function bundleApp(): Promise<AppBundle> {
  const { outputFiles } = await build({
    entryPoints: [join(APP, 'main.tsx')],
    outdir: APP,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    tsconfig: join(APP, 'tsconfig.json'),
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
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
