import type { Model } from '../model.ts';
import { quote } from './quote.ts';

/** A put succeeds only at the key's present version, 0 if it was never written, and makes it one greater. */
export type VersionedKvInput =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string; readonly version: number };

/**
 * Of a get what is there, or null if the key was never written. Then a put that names any version but 0 may
 * say so, and otherwise say that its version is wrong.
 */
export type VersionedKvOutput = VersionedValue | null | 'ok' | 'wrong version' | 'no key';

export interface VersionedValue {
  readonly value: string;
  readonly version: number;
}

/** Strings with versions by key, as in MIT 6.5840 since 2025. Each key is an object of its own. */
export const versionedKvModel: Model<VersionedKvInput, VersionedKvOutput, VersionedValue> = {
  name: 'versioned-kv',
  initial: { value: '', version: 0 },
  step(state, input, output) {
    if (input.kind === 'get') return output === undefined || gives(state, output) ? state : undefined;
    const answer = input.version === state.version ? 'ok' : 'wrong version';
    const mayLackKey = state.version === 0 && answer === 'wrong version';
    if (output !== undefined && output !== answer && !(output === 'no key' && mayLackKey)) return undefined;
    return answer === 'ok' ? { value: input.value, version: state.version + 1 } : state;
  },
  key: ({ value, version }) => `${version} ${value}`,
  partition: (input) => input.key,
  isReadOnly: (input, output) => input.kind === 'get' || output === 'wrong version' || output === 'no key',
  describe(input, output) {
    const key = quote(input.key);
    if (input.kind === 'put') {
      const call = `put(${key}, ${quote(input.value)}, version ${input.version})`;
      return output === undefined ? call : `${call} gives ${output === 'ok' ? 'ok' : `"${output}"`}`;
    }
    if (output === undefined || typeof output === 'string') return `get(${key})`;
    return `get(${key}) gives ${output === null ? 'nothing' : describeValue(output)}`;
  },
  describeState: (state) => (state.version === 0 ? 'nothing' : describeValue(state)),
};

function gives(state: VersionedValue, output: VersionedKvOutput): boolean {
  if (output === null) return state.version === 0;
  if (typeof output === 'string') return false;
  return state.version > 0 && output.version === state.version && output.value === state.value;
}

function describeValue({ value, version }: VersionedValue): string {
  return `${quote(value)} at version ${version}`;
}
