import { createHash } from 'node:crypto';

const LONGEST_SLUG = 40;
/** May stand for itself: the same on every file system, and told apart by all of them. */
const PLAIN = /^[a-z0-9](?:[a-z0-9_.-]{0,38}[a-z0-9])?$/;
/** Names of devices on Windows, whatever follows their first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * The name of a student's page, without `.html`, and of the folder beside it: safe on every file system and
 * in every address, and no other student's. An id that cannot be a name becomes one that resembles it, and
 * ends with a hash.
 */
export function pageName(id: string): string {
  const isPlain = PLAIN.test(id) && !DEVICE.test(id) && !id.endsWith('.html');
  // No plain name has a tilde.
  return isPlain ? id : `${slugOf(id)}~${hashOf(id)}`;
}

function slugOf(id: string): string {
  const words = id.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = words.replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST_SLUG);
  return slug.replace(/^-+|-+$/g, '') || 'student';
}

/** Long enough that nobody finds an id with the hash of another. */
function hashOf(id: string): string {
  return createHash('sha256').update(JSON.stringify(id)).digest('hex').slice(0, 16);
}
