import type { Tell } from '../scenario.ts';
import type { CoordinatorState } from './coordinator-program.ts';
import type { Departure } from './departure.ts';
import type { OutputChange } from './files-program.ts';
import type { Kept } from './waiting.ts';
import type { Work } from './watched-application.ts';

/** What the servers of a job report, in the words of MapReduce. */
export const tellMapReduce: Tell = (name, value) => {
  switch (name) {
    case 'state':
      return (value as CoordinatorState).done === true ? 'says that the job is done' : 'is not done';
    case 'work':
      return worked(value as Work);
    case 'output': {
      const { reduce, text } = value as OutputChange;
      return text === null ? `removed mr-out-${reduce}` : `output mr-out-${reduce}${sizeOf(text)}`;
    }
    case 'left':
      return left(value as Departure);
    case 'kept': {
      const { method, keptMs } = value as Kept;
      return `waited ${seconds(keptMs)} for an answer to ${method}`;
    }
    default:
      return undefined;
  }
};

function worked({ phase, of, stage }: Work): string {
  const verb = { map: { begins: 'maps', ends: 'mapped' }, reduce: { begins: 'reduces', ends: 'reduced' } };
  // Of several calls it is a range of names, which has its quotes.
  return `${verb[phase][stage]} ${typeof of === 'string' ? JSON.stringify(of) : of}`;
}

/** Shorter silences than this are between a question and its answer. */
const SILENCE_TOLD_MS = 1000;

function left({ silentMs }: Departure): string {
  return silentMs < SILENCE_TOLD_MS ? 'left' : `left after ${seconds(silentMs)} without an answer`;
}

/** Of several reports it is a range, which is shown as it is. */
function seconds(ms: number): string {
  return typeof ms === 'number' ? `${(ms / 1000).toFixed(2)} s` : `${ms} ms`;
}

/** Several texts have no one size. */
function sizeOf(text: string): string {
  if (typeof text !== 'string') return '';
  return text.length === 1 ? ': 1 character' : `: ${text.length} characters`;
}
