import { type Dirent, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LABS } from '../../harness/scenarios/index.ts';
import { Misuse } from '../misuse.ts';
import { byId } from '../order.ts';
import { plainText } from '../plain-text.ts';
import { givesPoints } from '../work-plan.ts';
import { idKey, idOf, looksLikeArchive } from './identity.ts';
import { isPassedOver } from './listing.ts';
import { refusedSubmission } from './refused-submission.ts';
import type { Submission } from './submission.ts';
import { takeInOne } from './take-in-one.ts';
import { shownNames } from './unfit.ts';

export interface Intake {
  /** Sorted by id. */
  readonly submissions: readonly Submission[];
  /** Names of files that are no submissions, sorted; without `README.md`. */
  readonly ignored: readonly string[];
}

/** Says something about the submissions: nobody takes it for one. */
const ABOUT = 'README.md';
const LAB = LABS.find(givesPoints)?.id;

/** What in the folder may be a submission. */
interface Candidate {
  readonly name: string;
  readonly id: string;
  /** The name, with a slash behind that of a folder. */
  readonly shown: string;
}

/**
 * Takes in every submission in `folder`: folders, archives, bare git repositories. Their clean trees are
 * written below the folder `work`, which must not lie in `folder`. Several of one id are all refused, as
 * nobody can tell which of them is meant. `idIn`: the id of whoever hands in under a name, where that is not
 * the name itself. Throws `Misuse` if there is nothing that could be graded.
 */
export async function takeIn(
  folder: string,
  work: string,
  idIn: (name: string) => string | undefined = () => undefined,
): Promise<Intake> {
  const entries = entriesIn(folder);
  refuseSingle(folder, entries);
  const candidates = entries.filter(isCandidate).map((entry) => candidateOf(entry, idIn));
  if (candidates.length === 0) {
    throw new Misuse(`${plainText(folder)} holds no submissions: each is a folder or an archive in it`);
  }
  mkdirSync(work, { recursive: true });
  const { single, refused } = withoutTwins(candidates);
  const submissions: Submission[] = [...refused];
  for (const { name, id } of single) submissions.push(await takeInOne(join(folder, name), work, id));
  if (submissions.every(({ labs, refusal }) => labs.length === 0 && refusal === undefined)) {
    const where =
      submissions.length === 1 ? 'the only submission' : `any of ${submissions.length} submissions`;
    throw new Misuse(
      `no lab in ${where} in ${plainText(folder)}: expected, for instance, ${LAB} or labs/${LAB} in each`,
    );
  }
  const ignored = entries
    .filter((entry) => !isCandidate(entry) && entry.name !== ABOUT)
    .map(({ name }) => name);
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

function candidateOf(entry: Dirent, idIn: (name: string) => string | undefined): Candidate {
  const { name } = entry;
  const isFolder = entry.isDirectory();
  const id = idOf(name, isFolder);
  return { name, id: idIn(id) ?? id, shown: isFolder ? `${name}/` : name };
}

/** One refusal for each id: where `alice/` lies beside `alice.zip` the results have one row for alice. */
function withoutTwins(candidates: readonly Candidate[]): {
  readonly single: readonly Candidate[];
  readonly refused: readonly Submission[];
} {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = idKey(candidate.id);
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  const refused = [...groups.values()].flatMap((group) => {
    if (group.length === 1) return [];
    const refusal = `${shownNames(group.map(({ shown }) => shown))} have the same id: keep or rename one of them`;
    return [...new Set(group.map(({ id }) => id))].map((id) => refusedSubmission(id, refusal));
  });
  return { single: [...groups.values()].flatMap((group) => (group.length === 1 ? group : [])), refused };
}
