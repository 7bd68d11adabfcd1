import { lstat, mkdir, mkdtemp, readdir, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { Misuse } from '../real/failures.ts';
import { PROJECT } from '../run/vitest-settings.ts';
import type { Files } from './edition-files.ts';

/** Throws a `Misuse` if the edition cannot become the folder `out` (absolute). */
export async function demandFree(out: string): Promise<void> {
  const parent = await realpath(dirname(out)).catch(() => undefined);
  if (parent === undefined) throw new Misuse(`there is no folder ${dirname(out)} to make it in`);
  const [up] = relative(await realpath(PROJECT), join(parent, basename(out))).split(sep);
  // On Windows, what lies on another drive has no relative path.
  if (up !== '..' && !isAbsolute(up ?? '')) {
    throw new Misuse(`${out} lies in the project, which would take it for its own: name a folder outside`);
  }
  const found = await lstat(out).catch(() => undefined);
  if (found && (!found.isDirectory() || (await readdir(out)).length > 0)) {
    throw new Misuse(`${out} is there already: name a folder that is empty or does not exist`);
  }
}

/** Writes all or nothing: `out` appears with all files in it. Throws a `Misuse` if the disk refuses. */
export async function writeEdition(files: Files, out: string): Promise<void> {
  // In the same folder, as a folder can only be renamed within a disk.
  let draft: string | undefined;
  try {
    draft = await mkdtemp(join(dirname(out), '.lockstep-edition-'));
    const content = join(draft, 'edition');
    for (const [path, bytes] of files) {
      const file = join(content, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await rmdir(out).catch(() => undefined);
    await rename(content, out);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Misuse(`${out} cannot be written (${code}); nothing was left there`);
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
  }
}
