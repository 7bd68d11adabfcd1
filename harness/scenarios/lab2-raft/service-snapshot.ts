import { DecodeError, decode } from '../../../labrpc/encoding.ts';

/**
 * What the service's snapshot holds: every entry up to its index, so that the judge can compare all of them.
 */
export interface ServiceSnapshot {
  readonly index: number;
  /** By log index, from 1: the command, or `null` for a no-op. */
  readonly commands: readonly unknown[];
}

/** `undefined` if these bytes are not a snapshot that the service made. */
export function readServiceSnapshot(bytes: Uint8Array): ServiceSnapshot | undefined {
  try {
    const snapshot = decode<Partial<ServiceSnapshot> | null>(bytes);
    if (typeof snapshot?.index !== 'number' || !Array.isArray(snapshot.commands)) return undefined;
    return { index: snapshot.index, commands: snapshot.commands };
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
