import type { Tell } from '../scenario.ts';
import type { CoordinatorState } from './coordinator-program.ts';
import type { Departure } from './departure.ts';
import type { OutputChange } from './files-program.ts';
import type { Work } from './watched-application.ts';

/** What the servers of a job report, in the words of MapReduce. */
export const tellMapReduce: Tell = (name, value) => {
  switch (name) {
    case 'state':
      return (value as CoordinatorState).done === true ? 'says that the job is done' : 'is not done';
    case 'work': {
      const { phase, of, stage } = value as Work;
      return `${stage} to ${phase} ${JSON.stringify(of)}`.replace('ends to', 'has done');
    }
    case 'output': {
      const { reduce, text } = value as OutputChange;
      return text === null ? `has no mr-out-${reduce} any more` : `has mr-out-${reduce}: ${sizeOf(text)}`;
    }
    case 'left':
      return `leaves, ${rounded((value as Departure).silentMs)} ms after it asked what the coordinator answered last`;
    default:
      return undefined;
  }
};

/** Where several reports are told in one line it is a range, which is shown as it is. */
function rounded(ms: number): number | string {
  return typeof ms === 'number' ? Math.round(ms) : String(ms);
}

function sizeOf(text: string): string {
  return typeof text === 'string' && text.length !== 1 ? `${text.length} characters` : '1 character';
}
