import { payloadText } from '../../check/causal-deliveries.ts';
import { vectorText } from '../../check/vector-order.ts';
import type { Tell } from '../scenario.ts';
import type { VectorReport } from './vector-program.ts';

/** What processes of part 5b report. */
export const tellVectors: Tell = (name, value) => {
  switch (name) {
    case 'stamps':
      return stampText(value as VectorReport);
    case 'broadcasts':
      return `broadcasts ${payloadText((value as { readonly payload: unknown }).payload)}`;
    case 'broadcasted':
      return `returns from the broadcast of ${payloadText((value as { readonly payload: unknown }).payload)}`;
    case 'delivers': {
      const { from, payload } = value as { readonly from: unknown; readonly payload: unknown };
      return `delivers ${payloadText(payload)} from process ${from}`;
    }
    default:
      return undefined;
  }
};

function stampText({ kind, processes, vector }: VectorReport): string {
  const others = processes.map((process) => `process ${process}`).join(', ');
  const what = {
    happens: 'a local event',
    sends: `what it sends to ${others}`,
    receives: `the receipt from ${others}`,
  };
  return `stamps ${what[kind]} ${vectorText(vector)}`;
}
