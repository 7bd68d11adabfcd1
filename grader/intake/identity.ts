const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i;
/** Formats that students use and that are refused with advice, rather than passed over in silence. */
const FOREIGN_ARCHIVE = /\.(rar|7z|gz|bz2|xz|zst|tbz2?|txz)$/i;

/** Whether a file of this name is a submission: one that can be read, or one to be refused. */
export function looksLikeArchive(name: string): boolean {
  return ARCHIVE.test(name) || FOREIGN_ARCHIVE.test(name);
}

export function isForeignArchive(name: string): boolean {
  return !ARCHIVE.test(name) && FOREIGN_ARCHIVE.test(name);
}

export function isZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

/**
 * Whose submission a file or folder of this name is. Systems write accents in different ways: the id has the
 * composed form.
 */
export function idOf(name: string, isFolder: boolean): string {
  const id = isFolder ? name.replace(/\.git$/i, '') : name.replace(ARCHIVE, '').replace(FOREIGN_ARCHIVE, '');
  return id.normalize('NFC').trim() || name;
}

/** The same for ids that a person, or another system, would take for the same one. */
export function idKey(id: string): string {
  return id.normalize('NFKC').trim().toLowerCase();
}
