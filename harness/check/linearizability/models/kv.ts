import { ANY_STATE, type Model } from '../model.ts';
import { quote } from './quote.ts';

export type KvInput =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'append'; readonly key: string; readonly value: string };

/** Of a get the value, '' if the key was never written; of put and append null. */
export type KvOutput = string | null;

/** Strings by key with append. Each key is an object of its own, whose state is its value. */
export const kvModel: Model<KvInput, KvOutput, string> = {
  name: 'kv',
  initial: '',
  step(state, input, output) {
    if (input.kind === 'get') return output === undefined || output === state ? state : undefined;
    if (output !== undefined && output !== null) return undefined;
    return input.kind === 'put' ? input.value : state + input.value;
  },
  key: (state) => state,
  partition: (input) => input.key,
  isReadOnly: (input) => input.kind === 'get',
  backwards: {
    required: (input, output) => (input.kind === 'get' && output !== null ? output : undefined),
    before(state, input) {
      if (input.kind === 'put') return state === input.value ? ANY_STATE : undefined;
      if (input.kind === 'get' || !state.endsWith(input.value)) return undefined;
      return state.slice(0, state.length - input.value.length);
    },
    isBlind: (input, output) => input.kind !== 'get' && (output === undefined || output === null),
  },
  describe(input, output) {
    const key = quote(input.key);
    if (input.kind !== 'get') return `${input.kind}(${key}, ${quote(input.value)})`;
    return typeof output === 'string' ? `get(${key}) gives ${quote(output)}` : `get(${key})`;
  },
  describeState: quote,
};
