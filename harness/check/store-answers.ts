import type { VersionedKvInput, VersionedKvOutput } from './linearizability/models/versioned-kv.ts';

/** What a clerk of a versioned store was told, in the model's terms. `maybe`: nobody knows. */
export type StoreAnswer = VersionedKvOutput | 'maybe';

/** Undefined if that is no answer of the contract to such an operation. */
export function readStoreAnswer(input: VersionedKvInput, answer: unknown): StoreAnswer | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { kind, value, version } = answer as Readonly<Record<string, unknown>>;
  if (input.kind === 'put') {
    if (kind === 'ok' || kind === 'maybe') return kind;
    if (kind === 'version-mismatch') return 'wrong version';
    return kind === 'no-key' ? 'no key' : undefined;
  }
  if (kind === 'no-key') return null;
  if (kind !== 'ok' || typeof value !== 'string' || !Number.isSafeInteger(version)) return undefined;
  return { value, version: version as number };
}

/** In the contract's words: `version-mismatch`. */
export function describeStoreAnswer(input: VersionedKvInput, answer: StoreAnswer): string {
  if (answer === 'wrong version') return 'version-mismatch';
  if (answer === 'no key' || answer === null) return 'no-key';
  if (typeof answer === 'string') return answer;
  return input.kind === 'get' ? `${JSON.stringify(answer.value)} at version ${answer.version}` : 'ok';
}

/** `put("x", "a", 1)`. */
export function describeStoreInput(input: VersionedKvInput): string {
  const key = JSON.stringify(input.key);
  return input.kind === 'get'
    ? `get(${key})`
    : `put(${key}, ${JSON.stringify(input.value)}, ${input.version})`;
}
