import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { OutputChange } from './files-program.ts';
import type { Work } from './watched-application.ts';

/** What a timeline of a MapReduce job shows as marks. Costs nothing unless the run is recorded. */

/** All tasks there are. A reduce task is known by its output, a call of `reduce` by its key. */
export function markTasks(
  simulation: Simulation,
  server: SimServer,
  { inputs, reduces }: { readonly inputs: ReadonlyMap<string, string>; readonly reduces: number },
): void {
  for (const of of inputs.keys()) {
    simulation.mark(() => ({ kind: 'map-task', server, of, text: `there is ${of} to be mapped` }));
  }
  for (let reduce = 0; reduce < reduces; reduce++) {
    const of = outputName(reduce);
    simulation.mark(() => ({ kind: 'reduce-task', server, of, text: `there is ${of} to be made` }));
  }
}

/** A call of the application, which lasts. */
export function markWork(simulation: Simulation, server: SimServer, { phase, of, stage }: Work): void {
  const said = stage === 'begins' ? `begins to ${phase}` : `has done ${phase}`;
  simulation.mark(() => ({ kind: phase, server, of, span: stage, text: `${said} ${of}` }));
}

/** An output appears, changes or vanishes. */
export function markOutput(simulation: Simulation, server: SimServer, { reduce, text }: OutputChange): void {
  const of = outputName(reduce);
  const size =
    text === null ? 'is gone' : `has ${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
  simulation.mark(() => ({ kind: 'output', server, of, text: `${of} ${size}` }));
}

export function markDone(simulation: Simulation, server: SimServer): void {
  simulation.mark(() => ({ kind: 'done', server, text: 'done() is true' }));
}

export function markLeft(simulation: Simulation, server: SimServer): void {
  simulation.mark(() => ({ kind: 'left', server, text: 'run has resolved' }));
}

function outputName(reduce: number): string {
  return `mr-out-${reduce}`;
}
