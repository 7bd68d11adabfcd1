import type { FoundLabs, LabFolder } from './lab-folders.ts';
import { MAX_DEPTH_IN_LAB, MAX_FILE_BYTES, MAX_FILES_IN_LAB, megabytes } from './limits.ts';
import type { Entry, Listing } from './listing.ts';
import { isConfiguration, isCourseMaterial, isProjectFolder, isSource } from './project-files.ts';
import { shownName, shownNames, Unfit } from './unfit.ts';

export interface Choice {
  /** Where each file goes in the clean tree, `lab2-raft/raft.ts`, by where it lies in the submission. */
  readonly targets: ReadonlyMap<string, string>;
  /** What the student and whoever grades should know. */
  readonly notes: readonly string[];
}

/**
 * Chooses which files are the student's: those that the manifest of a lab names and new ones beside them.
 * Throws `Unfit` for links in a lab folder, names that exclude each other, and more than the limits allow.
 */
export function chooseFiles(listing: Listing, { folders, notes }: FoundLabs): Choice {
  const targets = new Map<string, string>();
  const renamed: string[] = [];
  const leftOut: string[] = [];
  for (const folder of folders) {
    const chosen = listing.entries.filter(({ path }) => path.startsWith(folder.prefix));
    const taken = chosen.filter((entry) => isWanted(entry, folder, leftOut));
    if (taken.length > MAX_FILES_IN_LAB) {
      throw new Unfit(`it has more than ${MAX_FILES_IN_LAB} files in ${folder.lab.id}`);
    }
    for (const { path } of taken) targets.set(path, targetOf(path, folder, renamed));
  }
  refuseClashes([...targets.values()]);
  const own = ownProjectFiles(listing, folders);
  return { targets, notes: [...notes, ...renamed, ...ownNote(own), ...leftOutNote(leftOut)] };
}

/** Whether a file of a lab folder is taken. Throws `Unfit` where leaving it out would not be enough. */
function isWanted({ path, kind, bytes }: Entry, { lab, prefix }: LabFolder, leftOut: string[]): boolean {
  const names = path.slice(prefix.length).split('/');
  const shown = shownName(`${lab.id}/${names.join('/')}`);
  if (kind !== 'file') throw new Unfit(`${shown} is a ${kind}`);
  const name = names.at(-1) ?? '';
  if (names.some(isConfiguration) || isCourseMaterial(name)) return false;
  if (prefix === '' && isProjectFolder(names[0] ?? '')) return false;
  if (!isSource(name) || names.some(isUnusable)) {
    leftOut.push(`${lab.id}/${names.join('/')}`);
    return false;
  }
  if (names.length - 1 > MAX_DEPTH_IN_LAB) {
    throw new Unfit(`${shown} lies more than ${MAX_DEPTH_IN_LAB} folders deep`);
  }
  if (bytes > MAX_FILE_BYTES) throw new Unfit(`${shown} is larger than ${megabytes(MAX_FILE_BYTES)}`);
  return true;
}

/** Whether some system would take the name for something else. */
function isUnusable(name: string): boolean {
  return /[\p{Cc}\\:]/u.test(name);
}

/** On macOS and Windows `Raft.ts` passes for `raft.ts`, and macOS may write é as two characters. */
function targetOf(path: string, { lab, prefix }: LabFolder, renamed: string[]): string {
  const rest = path.slice(prefix.length).normalize('NFC');
  const file = Object.keys(lab.files).find((name) => name === rest.toLowerCase()) ?? rest;
  if (file !== rest) renamed.push(`${shownName(`${lab.id}/${rest}`)} was taken for ${file}`);
  return `${lab.id}/${file}`;
}

/** What one system can hold side by side and another can't. */
function refuseClashes(targets: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const target of targets) {
    const key = target.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) throw new Unfit(`it holds ${shownName(target)} twice, but for letter case`);
    seen.set(key, target);
  }
  for (const target of targets) {
    const names = target.toLowerCase().split('/');
    for (let length = 1; length < names.length; length++) {
      const file = seen.get(names.slice(0, length).join('/'));
      if (file) throw new Unfit(`${shownName(file)} is both a file and a folder`);
    }
  }
}

/** Names of what comes from the course and was handed in all the same: folders with a slash. */
function ownProjectFiles(listing: Listing, folders: readonly LabFolder[]): string[] {
  const own = new Set<string>();
  const inLab = (path: string): boolean =>
    folders.some(({ prefix }) => prefix !== '' && path.startsWith(prefix));
  for (const path of [...listing.entries.map((entry) => entry.path), ...listing.passedOver]) {
    const names = path.split('/');
    const isOurs = inLab(path)
      ? isConfiguration
      : (name: string) => isConfiguration(name) || isProjectFolder(name);
    const index = names.findIndex(isOurs);
    if (index < 0) continue;
    const isFolder = index < names.length - 1 || names[index] === 'node_modules';
    own.add(`${names[index]}${isFolder ? '/' : ''}`);
  }
  return [...own].sort();
}

function ownNote(own: readonly string[]): string[] {
  if (own.length === 0) return [];
  const verb = own.length === 1 ? 'was' : 'were';
  return [`its own ${shownNames(own, 8)} ${verb} not used: the course's are`];
}

function leftOutNote(leftOut: string[]): string[] {
  return leftOut.length === 0 ? [] : [`left out, as lab code cannot use it: ${shownNames(leftOut.sort())}`];
}
