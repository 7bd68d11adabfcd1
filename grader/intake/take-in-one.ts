import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isBareRepository } from './bare-repository.ts';
import { statsOf } from './careful-read.ts';
import { chooseFiles } from './choose-files.ts';
import { writeCleanTree } from './clean-tree.ts';
import { FolderSource } from './folder-source.ts';
import { GitSource } from './git-source.ts';
import { idOf, isForeignArchive, isZip, looksLikeArchive } from './identity.ts';
import { type FoundLabs, findLabFolders } from './lab-folders.ts';
import { MAX_BYTES, megabytes } from './limits.ts';
import type { Listing } from './listing.ts';
import { refusedSubmission } from './refused-submission.ts';
import type { Source } from './source.ts';
import type { Submission } from './submission.ts';
import { TarSource } from './tar-source.ts';
import { shownName, Unfit } from './unfit.ts';
import { ZipSource } from './zip-source.ts';

interface Opened {
  readonly source: Source;
  readonly listing: Listing;
  readonly found: FoundLabs;
}

/**
 * Takes in the folder, archive or bare git repository at `path` as one submission: what the student may
 * provide is copied to a clean tree in the folder `work`, where it replaces an earlier one of the same id.
 * Nothing of it is run. What is wrong with it is told in `refusal`. Throws `Misuse` where this machine lacks
 * git, and for a full disk and the like. `id`: by default what the name says.
 */
export async function takeInOne(
  path: string,
  work: string,
  id: string = idOf(basename(resolve(path)), statsOf(path)?.isDirectory() ?? false),
): Promise<Submission> {
  // Ids are names of strangers: their hash is a name for a folder anywhere.
  const root = join(resolve(work), createHash('sha256').update(id).digest('hex').slice(0, 16));
  const scratch = `${root}.git`;
  try {
    const { source, listing, found } = await open(path, scratch);
    const { targets, notes } = chooseFiles(listing, found);
    const digest = await writeCleanTree(root, source, targets);
    return { id, root, labs: found.folders.map(({ lab }) => lab.id), digest, notes };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    if (!(error instanceof Unfit)) throw error;
    return refusedSubmission(id, error.message);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function open(path: string, scratch: string): Promise<Opened> {
  const source = sourceAt(path, scratch);
  const listing = await source.list();
  const found = findLabFolders(listing);
  if (found.folders.length > 0) return { source, listing, found };
  const inner = source instanceof FolderSource ? onlyArchive(listing) : undefined;
  if (inner === undefined) return { source, listing, found: { ...found, notes: ['no lab folder is in it'] } };
  const opened = await open(join(path, inner), scratch);
  const notes = [`taken from ${shownName(inner)} in it`, ...opened.found.notes];
  return { ...opened, found: { ...opened.found, notes } };
}

function sourceAt(path: string, scratch: string): Source {
  const stats = statsOf(path);
  if (!stats) throw new Unfit('it cannot be read');
  if (stats.isSymbolicLink()) throw new Unfit('it is a symbolic link');
  if (stats.isDirectory()) {
    return isBareRepository(path) ? new GitSource(path, scratch) : new FolderSource(path);
  }
  if (!stats.isFile()) throw new Unfit('it is neither a file nor a folder');
  if (isForeignArchive(path)) throw new Unfit('archives of this kind cannot be read: send .zip or .tar.gz');
  if (!looksLikeArchive(path)) throw new Unfit('it is neither a folder nor an archive (.zip or .tar.gz)');
  if (stats.size > MAX_BYTES) {
    throw new Unfit(`it is larger than ${megabytes(MAX_BYTES)}: leave out node_modules and .git`);
  }
  return isZip(path) ? new ZipSource(path) : new TarSource(path);
}

/** Course systems hand out a folder for each student, with the archive in it that was sent. */
function onlyArchive({ entries }: Listing): string | undefined {
  const archives = entries.filter(({ path }) => looksLikeArchive(path));
  return archives.length === 1 ? archives[0]?.path : undefined;
}
