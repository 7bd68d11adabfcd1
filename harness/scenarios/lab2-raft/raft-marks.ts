import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ApplyMsg, RaftState } from './contract.ts';

/** What a timeline of a Raft run shows as marks. Costs nothing unless the run is recorded. */

/** A server is in a new term, leads, or leads no more. */
export function markState(
  simulation: Simulation,
  server: SimServer,
  before: RaftState | undefined,
  { term, isLeader }: RaftState,
): void {
  if (isLeader && !(before?.isLeader && before.term === term)) {
    simulation.mark(() => ({ kind: 'leader', server, text: `leads term ${term}`, term }));
  } else if (!isLeader && before?.isLeader) {
    simulation.mark(() => ({ kind: 'follower', server, text: `leads no more, term ${term}`, term }));
  } else if (term > (before?.term ?? 0)) {
    simulation.mark(() => ({ kind: 'term', server, text: `term ${term}`, term }));
  }
}

/** A service has got an entry or a snapshot from Raft. */
export function markApply(
  simulation: Simulation,
  server: SimServer,
  message: ApplyMsg,
  lastCommitted: number,
): void {
  const { index, term, kind } = message;
  if (kind === 'snapshot') {
    simulation.mark(() => ({ kind: 'install', server, text: `snapshot up to index ${index}`, index, term }));
    return;
  }
  const isFirst = index > lastCommitted;
  simulation.mark(() => {
    const what = kind === 'no-op' ? 'no-op' : `command ${shortText(message.command)}`;
    const text = `index ${index}: ${what} (term ${term})`;
    return { kind: isFirst ? 'commit' : 'apply', server, text, index, term };
  });
}

/** A service has handed its snapshot to Raft. */
export function markSnapshot(simulation: Simulation, server: SimServer, index: number): void {
  simulation.mark(() => ({ kind: 'snapshot', server, text: `snapshot of all up to index ${index}`, index }));
}

/** A service has started, with what its disk held. */
export function markRestore(simulation: Simulation, server: SimServer, index: number): void {
  if (index === 0) return;
  simulation.mark(() => ({
    kind: 'restore',
    server,
    text: `starts from its snapshot up to ${index}`,
    index,
  }));
}

const LONGEST_COMMAND = 40;

function shortText(command: unknown): string {
  const text = JSON.stringify(command) ?? String(command);
  return text.length > LONGEST_COMMAND ? `${text.slice(0, LONGEST_COMMAND)}…` : text;
}
