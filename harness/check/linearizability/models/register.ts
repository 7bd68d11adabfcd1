import { ANY_STATE, type Model } from '../model.ts';

/** Write and compare-and-set take any finite number. */
export type RegisterInput =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: number }
  | { readonly kind: 'cas'; readonly from: number; readonly to: number };

/** Of a read the value, or null if nothing was ever written; of a write null; of a cas whether it set. */
export type RegisterOutput = number | null | boolean;

export type RegisterState = number | null;

/** One register with compare-and-set, empty at first. */
export const registerModel: Model<RegisterInput, RegisterOutput, RegisterState> = {
  name: 'register',
  initial: null,
  step(state, input, output) {
    switch (input.kind) {
      case 'read':
        return output === undefined || output === state ? state : undefined;
      case 'write':
        return output === undefined || output === null ? input.value : undefined;
      case 'cas': {
        const sets = state === input.from;
        if (output !== undefined && output !== sets) return undefined;
        return sets ? input.to : state;
      }
    }
  },
  key: (state) => state ?? 'empty',
  isReadOnly: (input, output) => input.kind === 'read' || (input.kind === 'cas' && output === false),
  backwards: {
    required(input, output) {
      if (input.kind === 'read' && typeof output !== 'boolean') return output;
      return input.kind === 'cas' && output === true ? input.from : undefined;
    },
    before(state, input) {
      if (input.kind === 'write') return state === input.value ? ANY_STATE : undefined;
      return input.kind === 'cas' && state === input.to ? input.from : undefined;
    },
    isBlind: (input, output) => input.kind === 'write' && (output === undefined || output === null),
  },
  describe(input, output) {
    switch (input.kind) {
      case 'read':
        return output === undefined ? 'read()' : `read() gives ${describeValue(output)}`;
      case 'write':
        return `write(${input.value})`;
      case 'cas': {
        const call = `cas(${input.from} → ${input.to})`;
        if (output === undefined) return call;
        return output === true ? `${call} succeeds` : `${call} fails`;
      }
    }
  },
  describeState: describeValue,
};

function describeValue(value: RegisterOutput): string {
  return value === null ? 'nothing' : String(value);
}
