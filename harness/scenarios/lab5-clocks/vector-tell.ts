import { payloadText } from '../../check/causal-deliveries.ts';
import { vectorText } from '../../check/vector-order.ts';
import type { Tell } from '../scenario.ts';
import type { VectorReport } from './vector-program.ts';

/** What processes of part 5b report. */
export const tellVectors: Tell = (name, value) => {
  switch (name) {
    case 'starts':
      return `starts at ${vectorText((value as { readonly time: unknown }).time)}`;
    case 'stamps':
      return stampText(value as VectorReport);
    case 'broadcasts':
      return `says ${payloadText((value as Said).payload)} to all`;
    case 'broadcasted':
      return `returns from its broadcast of ${payloadText((value as Said).payload)}`;
    case 'delivers': {
      const { from, payload } = value as Said;
      return `delivers ${payloadText(payload)} from process ${from}`;
    }
    case 'state':
      return receivedText((value as { readonly received?: number }).received);
    default:
      return undefined;
  }
};

/** Only processes that broadcast have this state. */
function receivedText(received: number | undefined): string | undefined {
  if (received === undefined) return undefined;
  return received === 1 ? 'done with 1 message' : `done with ${received} messages`;
}

interface Said {
  readonly from?: unknown;
  readonly payload: unknown;
}

function stampText({ kind, processes, vector }: VectorReport): string {
  const others = processes.map((process) => `process ${process}`).join(', ');
  const what = {
    happens: 'a local event',
    sends: `what it sends to ${others}`,
    receives: `the receipt from ${others}`,
  };
  return `stamps ${what[kind]} ${vectorText(vector)}`;
}
