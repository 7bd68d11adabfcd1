import { LABS } from '../../harness/scenarios/index.ts';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import type { Entry, Listing } from './listing.ts';
import { isProjectFolder } from './project-files.ts';
import { shownName, shownNames, Unfit } from './unfit.ts';

/** Where the files of one lab lie in a submission. */
export interface LabFolder {
  readonly lab: Lab;
  /** What their paths begin with: `labs/lab2-raft/`, or nothing at all. */
  readonly prefix: string;
}

export interface FoundLabs {
  /** In the order of the course. */
  readonly folders: readonly LabFolder[];
  readonly notes: readonly string[];
}

/** Folders above the lab folders: `lockstep-main/labs`, and one to spare. */
const MOST_ABOVE = 3;

/**
 * Finds the lab folders in any of the layouts that students produce: at the top, under `labs/`, a folder or
 * two too deep, or the files of a single lab without its folder. Throws `Unfit` where it could be this or
 * that.
 */
export function findLabFolders(listing: Listing): FoundLabs {
  const found = new Map<string, Set<string>>();
  for (const entry of listing.entries) noteLabFolder(entry, found);
  const notes: string[] = [];
  const folders: LabFolder[] = [];
  for (const lab of LABS) {
    const paths = [...(found.get(lab.id) ?? [])].sort(byRank);
    const [path] = paths;
    if (path === undefined) continue;
    refuseTie(lab, paths);
    if (paths.length > 1) notes.push(`${lab.id}: ${shownName(path)} was taken, ${others(paths)} not used`);
    folders.push({ lab, prefix: `${path}/` });
  }
  return folders.length > 0 ? { folders, notes } : findBareFiles(listing);
}

function others([, ...paths]: readonly string[]): string {
  return `${shownNames(paths)} ${paths.length === 1 ? 'was' : 'were'}`;
}

/** Adds the lab folder that an entry lies in, if it does. */
function noteLabFolder({ path, kind }: Entry, found: Map<string, Set<string>>): void {
  const names = path.split('/', MOST_ABOVE + 1);
  for (const [index, name] of names.entries()) {
    if (isProjectFolder(name)) return;
    const id = labIdOf(name);
    const isLast = names.slice(0, index + 1).join('/') === path;
    if (isLast && kind !== 'file' && (id || name.toLowerCase() === 'labs')) {
      throw new Unfit(`${shownName(path)} is a ${kind}`);
    }
    // Unpacking `lab2-raft.zip` may make a folder lab2-raft with the folder lab2-raft in it.
    const next = names[index + 1];
    if (isLast || !id || (next && labIdOf(next) === id)) continue;
    const paths = found.get(id) ?? new Set();
    found.set(id, paths.add(names.slice(0, index + 1).join('/')));
    return;
  }
}

/** As macOS and Windows do, letter case is no difference. */
function labIdOf(name: string): string | undefined {
  const id = name.normalize('NFC').toLowerCase();
  return LABS.some((lab) => lab.id === id) ? id : undefined;
}

/** The best first: high up, under `labs/`, spelled as it should be. */
function byRank(a: string, b: string): number {
  const [first, second] = [rankOf(a), rankOf(b)];
  const difference = first.findIndex((value, index) => value !== second[index]);
  if (difference < 0) return a < b ? -1 : 1;
  return (first[difference] ?? 0) - (second[difference] ?? 0);
}

function rankOf(path: string): number[] {
  const names = path.split('/');
  const name = names.pop() ?? '';
  const underLabs = names.at(-1)?.toLowerCase() === 'labs';
  return [names.length - (underLabs ? 1 : 0), underLabs ? 0 : 1, name === labIdOf(name) ? 0 : 1];
}

function refuseTie(lab: Lab, [first = '', second]: readonly string[]): void {
  if (second === undefined || String(rankOf(first)) !== String(rankOf(second))) return;
  throw new Unfit(`it holds ${lab.id} more than once: ${shownNames([first, second])}`);
}

/** The files of one lab without its folder, at the top or in the only folder there is. */
function findBareFiles({ entries }: Listing): FoundLabs {
  const prefix = commonPrefix(entries);
  const names = new Set<string>();
  for (const { path } of entries) {
    const rest = path.slice(prefix.length).toLowerCase();
    if (!rest.includes('/')) names.add(rest);
  }
  const has = (file: string): boolean => names.has(file);
  const complete = LABS.filter((lab) => Object.keys(lab.files).every(has));
  const candidates = complete.length > 0 ? complete : LABS.filter((lab) => onlyIn(lab).some(has));
  const [lab] = candidates;
  if (!lab || candidates.length > 1) return { folders: [], notes: [] };
  return { folders: [{ lab, prefix }], notes: [`files without a lab folder were taken for ${lab.id}`] };
}

/** Files whose name gives the lab away: `server.ts` is in more than one. */
function onlyIn(lab: Lab): string[] {
  const elsewhere = new Set(
    LABS.filter(({ id }) => id !== lab.id).flatMap(({ files }) => Object.keys(files)),
  );
  return Object.keys(lab.files).filter((file) => !elsewhere.has(file));
}

/** The folders that everything lies in, as far as a lab may be nested. */
function commonPrefix(entries: readonly Entry[]): string {
  let names = entries[0]?.path.split('/').slice(0, -1).slice(0, MOST_ABOVE) ?? [];
  for (const { path } of entries) {
    while (names.length > 0 && !path.startsWith(`${names.join('/')}/`)) names = names.slice(0, -1);
  }
  return names.map((name) => `${name}/`).join('');
}
