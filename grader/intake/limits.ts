/** How much a submission may hold. What holds more is refused, with the limit as the reason. */
export const MAX_FILE_BYTES: number = 2 ** 20;
export const MAX_FILES_IN_LAB = 500;
/** Folders between a lab folder and a file in it. */
export const MAX_DEPTH_IN_LAB = 8;
/** Of an archive or a git repository as it was handed in, and of all the files that are taken from it. */
export const MAX_BYTES: number = 50 * 2 ** 20;
/** What reading a `.tar.gz` from end to end may bring out: to skip a file there, it has to be unpacked. */
export const MAX_UNPACKED_BYTES: number = 256 * 2 ** 20;
/** Files and folders of all kinds, those that nobody wants as well. */
export const MAX_ENTRIES = 100_000;
/** Folders within folders, anywhere. */
export const MAX_DEPTH = 32;

/** `1 MB`. */
export function megabytes(bytes: number): string {
  return `${bytes / 2 ** 20} MB`;
}
