import type { Model } from '../model.ts';
import { quote } from './quote.ts';

export interface SetInput {
  readonly kind: 'add' | 'remove' | 'contains';
  readonly element: string;
}

/** Of `contains` whether it is there; of the others whether they changed the set. */
export type SetOutput = boolean;

/**
 * One set, empty at first. Every operation reads and changes one element only, so the set is the same as one
 * object for each element that may be there or not, and each can be checked by itself. (An operation that
 * tells the size or lists the elements would forbid that.)
 */
export const setModel: Model<SetInput, SetOutput, boolean> = {
  name: 'set',
  initial: false,
  step(isThere, { kind }, output) {
    const gives = kind === 'add' ? !isThere : isThere;
    if (output !== undefined && output !== gives) return undefined;
    return kind === 'contains' ? isThere : kind === 'add';
  },
  key: (isThere) => (isThere ? 'there' : 'missing'),
  partition: (input) => input.element,
  // Any operation that did not change the set leaves it as it is.
  isReadOnly: ({ kind }, output) => kind === 'contains' || output === false,
  describe({ kind, element }, output) {
    const call = `${kind}(${quote(element)})`;
    return output === undefined ? call : `${call} gives ${output}`;
  },
  describeState: (isThere) => (isThere ? 'there' : 'not there'),
};
