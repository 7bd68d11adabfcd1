import type { Model } from '../model.ts';

/** `client` says for whom: only the holder may release. */
export interface MutexInput {
  readonly kind: 'acquire' | 'release';
  readonly client: number;
}

/** An acquire returns when it has the mutex; both give null. */
export type MutexOutput = null;

/** Who holds it. */
export type MutexState = number | null;

/** One lock. It is not re-entrant: who holds it cannot acquire it again. */
export const mutexModel: Model<MutexInput, MutexOutput, MutexState> = {
  name: 'mutex',
  initial: null,
  step(state, input, output) {
    if (output !== undefined && output !== null) return undefined;
    if (input.kind === 'acquire') return state === null ? input.client : undefined;
    return state === input.client ? null : undefined;
  },
  key: (state) => state ?? 'free',
  isReadOnly: () => false,
  describe: (input) => `${input.kind}() for ${input.client}`,
  describeState: (state) => (state === null ? 'free' : `held by ${state}`),
};
