import type { Model } from '../model.ts';

/** Any finite number. */
export type QueueInput = { readonly kind: 'enqueue'; readonly value: number } | { readonly kind: 'dequeue' };

/** Of a dequeue the value, or null if the queue is empty; of an enqueue null. */
export type QueueOutput = number | null;

/** Oldest first. */
export type QueueState = readonly number[];

/** One FIFO queue, empty at first. A dequeue never waits. */
export const queueModel: Model<QueueInput, QueueOutput, QueueState> = {
  name: 'queue',
  initial: [],
  step(state, input, output) {
    if (input.kind === 'enqueue') {
      return output === undefined || output === null ? [...state, input.value] : undefined;
    }
    const [oldest = null] = state;
    if (output !== undefined && output !== oldest) return undefined;
    return oldest === null ? state : state.slice(1);
  },
  key: (state) => state.join(),
  isReadOnly: (input, output) => input.kind === 'dequeue' && output === null,
  describe(input, output) {
    if (input.kind === 'enqueue') return `enqueue(${input.value})`;
    if (output === undefined) return 'dequeue()';
    return `dequeue() gives ${output === null ? 'nothing' : output}`;
  },
  describeState: (state) => (state.length === 0 ? 'empty' : `[${state.join(', ')}]`),
};
