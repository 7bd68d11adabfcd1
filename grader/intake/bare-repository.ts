import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readable, readWhole, statsOf } from './careful-read.ts';
import { MAX_BYTES, MAX_ENTRIES, megabytes } from './limits.ts';
import { Unfit } from './unfit.ts';

const NO_COMMIT = 'its git repository has no commit at HEAD';
const OBJECT_NAME = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const LOOSE_OBJECT = /^[0-9a-f]{38}([0-9a-f]{24})?$/;
const PACK = /^pack-[0-9a-f]+\.(pack|idx)$/;
/** HEAD names a branch, which may name another. */
const LONGEST_CHAIN = 5;

/** Whether a folder is a bare git repository. */
export function isBareRepository(folder: string): boolean {
  const [head, objects, refs] = ['HEAD', 'objects', 'refs'].map((name) => statsOf(join(folder, name)));
  return Boolean(head?.isFile() && objects?.isDirectory() && refs?.isDirectory());
}

/** The name of the commit that is checked out when the repository is cloned. Throws `Unfit`. */
export function headCommit(repository: string): string {
  let ref = 'HEAD';
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const text = looseRef(repository, ref) ?? packedRef(repository, ref);
    if (OBJECT_NAME.test(text)) return text;
    const next = /^ref: (refs\/[^\0\s]+)$/.exec(text)?.[1];
    if (!next || next.split('/').includes('..')) break;
    ref = next;
  }
  throw new Unfit(NO_COMMIT);
}

/**
 * Copies the objects of one repository into another, and nothing else: no alternates, no settings, no marks
 * of objects to be fetched from elsewhere, nothing through a link. Throws `Unfit`.
 */
export function adoptObjects(repository: string, into: string): void {
  const found = { bytes: 0, files: 0 };
  readable('its git repository', () => {
    for (const folder of readdirSync(join(repository, 'objects'))) {
      const wanted = folder === 'pack' ? PACK : LOOSE_OBJECT;
      if (folder !== 'pack' && !/^[0-9a-f]{2}$/.test(folder)) continue;
      copyFiles(join(repository, 'objects', folder), join(into, 'objects', folder), wanted, found);
    }
  });
}

function copyFiles(from: string, to: string, wanted: RegExp, found: { bytes: number; files: number }): void {
  if (!statsOf(from)?.isDirectory()) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const stats = wanted.test(name) ? statsOf(join(from, name)) : undefined;
    if (!stats?.isFile()) continue;
    found.bytes += stats.size;
    found.files += 1;
    if (found.bytes > MAX_BYTES) throw new Unfit(`its git repository is larger than ${megabytes(MAX_BYTES)}`);
    if (found.files > MAX_ENTRIES) throw new Unfit(`its git repository has more than ${MAX_ENTRIES} files`);
    copyFileSync(join(from, name), join(to, name));
  }
}

function looseRef(repository: string, ref: string): string | undefined {
  const file = join(repository, ...ref.split('/'));
  return statsOf(file)?.isFile() ? readWhole(file, ref).toString('utf8').trim() : undefined;
}

function packedRef(repository: string, ref: string): string {
  const file = join(repository, 'packed-refs');
  if (!statsOf(file)?.isFile()) throw new Unfit(NO_COMMIT);
  const lines = readWhole(file, 'packed-refs', MAX_BYTES).toString('utf8').split('\n');
  const line = lines.find((candidate) => candidate.endsWith(` ${ref}`));
  return line?.split(' ')[0] ?? '';
}
