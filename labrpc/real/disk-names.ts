/**
 * What every file system takes; capitals are not among them, as many disks do not tell them from small
 * letters.
 */
const UNSAFE = /[^a-z0-9_-]/g;
const ESCAPED = /%([0-9a-f]{4})/g;
/** Windows takes these for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 255;
/** Stands for the empty name. */
const EMPTY = '%';

/**
 * The file for a name, which may be any text. Letters that every disk keeps stand for themselves; each other
 * UTF-16 unit becomes `%` and four hex digits. Different names have different files, and none lies outside of
 * the folder. Throws a `RangeError` if that takes more than 255 letters.
 */
export function diskName(name: string): string {
  const safe = DEVICE.test(name)
    ? escapeUnit(name.charAt(0)) + name.slice(1)
    : name.replace(UNSAFE, escapeUnit);
  if (safe.length > LONGEST)
    throw new RangeError(`"${name.slice(0, 40)}…" is too long for the name of a file`);
  return safe || EMPTY;
}

/** The name for a file: the way back. */
export function nameOnDisk(file: string): string {
  if (file === EMPTY) return '';
  return file.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function escapeUnit(unit: string): string {
  return `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
