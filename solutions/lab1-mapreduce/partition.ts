/**
 * The reduce task of a key (§4.1), from 0 to `reduces - 1`: the same on every worker and on every engine.
 * FNV-1a, over the UTF-16 units of the key.
 */
export function partitionOf(key: string, reduces: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % reduces; // without >>> it would be negative for every other key
}
