import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LABS } from '../harness/scenarios/index.ts';
import type { Lab } from '../harness/scenarios/scenario.ts';
import { Misuse } from './misuse.ts';
import { byId } from './order.ts';
import { plainText } from './plain-text.ts';
import { givesPoints } from './work-plan.ts';

/** One folder of the folder of submissions. */
export interface Submission {
  /** The name of the folder. */
  readonly id: string;
  /** Where its lab folders lie: the folder itself, or `labs` in it. */
  readonly root: string;
  /** Ids of the labs that it has a folder for. */
  readonly labs: readonly string[];
  /** Why nothing of it is run, if that is so. */
  readonly refusal?: string;
}

export interface SubmissionFolder {
  /** Sorted by id. */
  readonly submissions: readonly Submission[];
  /** Names of what is no folder, and so no submission. */
  readonly ignored: readonly string[];
}

const MAX_FILES = 500;
const MAX_FILE_BYTES = 2 ** 20;

/** Finds the submissions in a folder. Throws `Misuse` if there is nothing that could be graded. */
export async function findSubmissions(folder: string): Promise<SubmissionFolder> {
  await checkFolder(folder);
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !isSkipped(name));
  const submissions: Submission[] = [];
  for (const entry of entries) {
    if (entry.isSymbolicLink()) submissions.push(refused(entry.name, folder, 'it is a symbolic link'));
    else if (entry.isDirectory()) submissions.push(await inspect(entry.name, join(folder, entry.name)));
  }
  if (submissions.length === 0) {
    throw new Misuse(`${plainText(folder)} holds no submissions: each is a folder in it`);
  }
  if (submissions.every(({ labs, refusal }) => labs.length === 0 && !refusal)) {
    throw new Misuse(await noLabsMessage(folder, submissions.length));
  }
  const isFolder = new Set(submissions.map(({ id }) => id));
  const ignored = entries.map(({ name }) => name).filter((name) => !isFolder.has(name));
  return { submissions: submissions.sort(byId), ignored: ignored.sort() };
}

/** Why this submission can't be run in this lab: a folder or a file that isn't there. */
export async function missingFiles({ root, labs }: Submission, lab: Lab): Promise<string | undefined> {
  if (!labs.includes(lab.id)) return `the folder ${lab.id} is missing`;
  const missing: string[] = [];
  for (const file of Object.keys(lab.files)) {
    const stats = await lstat(join(root, lab.id, file)).catch(() => undefined);
    if (!stats?.isFile()) missing.push(`${lab.id}/${file}`);
  }
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
}

async function checkFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats) throw new Misuse(`there is no folder ${plainText(folder)}`);
  if (!stats.isDirectory()) throw new Misuse(`${plainText(folder)} is a file, not a folder of submissions`);
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

function refused(id: string, root: string, why: string): Submission {
  return { id, root, labs: [], refusal: `not graded: ${why}` };
}

async function inspect(id: string, folder: string): Promise<Submission> {
  try {
    const inner = join(folder, 'labs');
    const innerLabs = await labsIn(inner);
    const root = innerLabs.length > 0 ? inner : folder;
    const labs = innerLabs.length > 0 ? innerLabs : await labsIn(folder);
    for (const lab of labs) await checkTree(join(root, lab), lab, { files: 0 });
    return { id, root, labs };
  } catch (error) {
    if (error instanceof Unfit) return refused(id, folder, error.message);
    return refused(id, folder, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

async function labsIn(folder: string): Promise<string[]> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats?.isSymbolicLink()) throw new Unfit('its folder labs is a symbolic link');
  if (!stats?.isDirectory()) return [];
  const names = new Set(await readdir(folder));
  return LABS.map(({ id }) => id).filter((id) => names.has(id));
}

class Unfit extends Error {}

/**
 * Only plain files, and not too many: a link could bring in our solution, or any file of this machine (a
 * bundler follows links), and a device never ends.
 */
async function checkTree(path: string, shown: string, seen: { files: number }): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) throw new Unfit(`${shown} is a symbolic link`);
  if (stats.isDirectory()) {
    for (const name of await readdir(path)) await checkTree(join(path, name), `${shown}/${name}`, seen);
    return;
  }
  if (!stats.isFile()) throw new Unfit(`${shown} is neither a file nor a folder`);
  if (stats.size > MAX_FILE_BYTES) throw new Unfit(`${shown} is larger than 1 MB`);
  seen.files += 1;
  if (seen.files > MAX_FILES)
    throw new Unfit(`it has more than ${MAX_FILES} files in ${shown.split('/')[0]}`);
}

async function noLabsMessage(folder: string, count: number): Promise<string> {
  const shown = plainText(folder);
  const own = [...(await labsIn(folder)), ...(await labsIn(join(folder, 'labs')))];
  if (own.length > 0) return `${shown} looks like one submission: name the folder that holds it`;
  const folders = count === 1 ? 'the only folder' : `any of the ${count} folders`;
  const lab = LABS.find(givesPoints)?.id;
  return `no lab in ${folders} of ${shown}: expected, for instance, ${lab} or labs/${lab} in each`;
}
