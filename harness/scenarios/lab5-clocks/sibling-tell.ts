import { keyText, listed } from '../../check/sibling-oracle.ts';
import type { Tell } from '../scenario.ts';
import type { Stamped } from './last-write-wins.ts';
import type { Did, ReplicaState, ValuesByKey } from './replica-service.ts';

/** What replicas report. */
export const tellSiblings: Tell = (name, value) => {
  switch (name) {
    case 'state':
      return stateText(value as Partial<ReplicaState>);
    case 'did': {
      const { method, key, values } = value as Did;
      return Array.isArray(values)
        ? `reads ${keyText(key)}: ${listed(values)}`
        : `takes a ${method} of ${keyText(key)}`;
    }
    case 'discards': {
      const { lost, kept } = value as { readonly lost: Stamped; readonly kept: Stamped };
      return `discards '${lost.value}' of replica ${lost.replica} for '${kept.value}' of replica ${kept.replica}`;
    }
    default:
      return undefined;
  }
};

/** Undefined for states of other parts, and for several states in one line. */
function stateText({ values }: Partial<ReplicaState>): string | undefined {
  if (!(values instanceof Map)) return undefined;
  const given = [...(values as ValuesByKey)].filter((entry) => entry[1].length > 0);
  const texts = given.map(([key, siblings]) => `${keyText(key)}: ${listed(siblings)}`);
  return `gives ${texts.join('; ') || 'no values'}`;
}
