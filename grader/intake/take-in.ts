import { type Dirent, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LABS } from '../../harness/scenarios/index.ts';
import { Misuse } from '../misuse.ts';
import { byId } from '../order.ts';
import { plainText } from '../plain-text.ts';
import { givesPoints } from '../work-plan.ts';
import { idKey, idOf, looksLikeArchive } from './identity.ts';
import { isPassedOver } from './listing.ts';
import type { Submission } from './submission.ts';
import { takeInOne } from './take-in-one.ts';
import { shownNames } from './unfit.ts';

export interface Intake {
  /** Sorted by id. */
  readonly submissions: readonly Submission[];
  /** Names of files that are no submissions, sorted. */
  readonly ignored: readonly string[];
}

const LAB = LABS.find(givesPoints)?.id;

/**
 * Takes in every submission in `folder`: folders, archives, bare git repositories. Their clean trees are
 * written below the folder `work`, which must not lie in `folder`. Throws `Misuse` if there is nothing that
 * could be graded, and for two of one id.
 */
export async function takeIn(folder: string, work: string): Promise<Intake> {
  const entries = entriesIn(folder);
  refuseSingle(folder, entries);
  const candidates = entries.filter(isCandidate);
  if (candidates.length === 0) {
    throw new Misuse(`${plainText(folder)} holds no submissions: each is a folder or an archive in it`);
  }
  refuseDuplicates(candidates);
  mkdirSync(work, { recursive: true });
  const submissions: Submission[] = [];
  for (const { name } of candidates) submissions.push(await takeInOne(join(folder, name), work));
  if (submissions.every(({ labs, refusal }) => labs.length === 0 && refusal === undefined)) {
    const where =
      submissions.length === 1 ? 'the only submission' : `any of ${submissions.length} submissions`;
    throw new Misuse(
      `no lab in ${where} in ${plainText(folder)}: expected, for instance, ${LAB} or labs/${LAB} in each`,
    );
  }
  const ignored = entries.filter((entry) => !candidates.includes(entry)).map(({ name }) => name);
  return { submissions: submissions.sort(byId), ignored: ignored.sort() };
}

function entriesIn(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !isPassedOver(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const shown = plainText(folder);
    if (code === 'ENOENT') throw new Misuse(`there is no folder ${shown}`);
    if (code === 'ENOTDIR') throw new Misuse(`${shown} is a file, not a folder of submissions`);
    throw new Misuse(`the folder ${shown} cannot be read (${code})`);
  }
}

/** Links are candidates so that the report says why they are not followed. */
function isCandidate(entry: Dirent): boolean {
  return entry.isDirectory() || entry.isSymbolicLink() || (entry.isFile() && looksLikeArchive(entry.name));
}

/** Its lab folders would be taken for students. */
function refuseSingle(folder: string, entries: readonly Dirent[]): void {
  const labs = entries.find((entry) => entry.name === 'labs' && entry.isDirectory());
  const names = [...entries, ...(labs ? entriesIn(join(folder, labs.name)) : [])].map(({ name }) => name);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const isLab = names.some((name) => LABS.some(({ id }) => id === name));
  if (!isLab && !files.some((name) => LABS.some((lab) => Object.hasOwn(lab.files, name)))) return;
  throw new Misuse(`${plainText(folder)} looks like one submission: name the folder that holds it`);
}

function refuseDuplicates(candidates: readonly Dirent[]): void {
  const seen = new Map<string, string>();
  for (const entry of candidates) {
    const shown = entry.isDirectory() ? `${entry.name}/` : entry.name;
    const key = idKey(idOf(entry.name, entry.isDirectory()));
    const other = seen.get(key);
    if (other !== undefined) {
      throw new Misuse(`${shownNames([other, shown])} have the same id: keep or rename one of them`);
    }
    seen.set(key, shown);
  }
}
