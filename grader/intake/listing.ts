import { MAX_DEPTH, MAX_ENTRIES } from './limits.ts';
import { shownName, Unfit } from './unfit.ts';

export type EntryKind = 'file' | 'symbolic link' | 'hard link' | 'git submodule' | 'special file';

/** Something in a submission that is no folder. */
export interface Entry {
  /** Below the submission, with `/` between the names. */
  readonly path: string;
  readonly kind: EntryKind;
  /** As stated by whatever holds it, which may lie. */
  readonly bytes: number;
}

export interface Listing {
  readonly entries: readonly Entry[];
  /** Paths that were passed over with all that is in them: `node_modules`, `.git`, `labs/.npmrc`. */
  readonly passedOver: readonly string[];
}

/** Collects what a submission holds, within the limits. */
export class ListingBuilder implements Listing {
  readonly entries: Entry[] = [];
  private readonly junk = new Set<string>();
  private readonly paths = new Set<string>();
  private count = 0;

  get passedOver(): readonly string[] {
    return [...this.junk];
  }

  /** `names`: the folders on the way and the name itself. Throws `Unfit`. */
  add(names: readonly string[], kind: EntryKind, bytes: number): void {
    this.countOne(names);
    const junk = names.findIndex(isPassedOver);
    if (junk >= 0) {
      this.junk.add(names.slice(0, junk + 1).join('/'));
      return;
    }
    const path = names.join('/');
    if (this.paths.has(path)) throw new Unfit(`it holds ${shownName(path)} twice`);
    this.paths.add(path);
    this.entries.push({ path, kind, bytes });
  }

  /** For a folder, which is not listed itself. Throws `Unfit`. */
  countOne(names: readonly string[]): void {
    this.count += 1;
    if (this.count > MAX_ENTRIES) throw new Unfit(`it holds more than ${MAX_ENTRIES} files and folders`);
    if (names.length > MAX_DEPTH) throw new Unfit(`its folders are nested more than ${MAX_DEPTH} deep`);
  }
}

/** Whether a file or folder of this name is never looked at: what tools and systems leave behind. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === '__MACOSX';
}

/**
 * The names that make up a path in an archive or a git tree, which whoever made it chose freely. Throws
 * `Unfit` for a path that leads out of it: no archiver writes one by mistake.
 */
export function namesOf(path: string): string[] {
  if (/^\/|^[a-z]:/i.test(path)) throw new Unfit(`it holds an absolute path: ${shownName(path)}`);
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  if (names.includes('..')) throw new Unfit(`it holds a path that leads out of it: ${shownName(path)}`);
  return names;
}
