import { Violation } from '../../../labrpc/sim/violation.ts';
import type { RsmCluster, Submission } from './rsm-cluster.ts';

/** The contract: whoever has lost its office answers within this time of hearing of a newer term. */
export const DEPOSED_LIMIT_MS = 1000;
/** The handout: what a leader accepts on a calm network is applied and answered within this time. */
export const CALM_LIMIT_MS = 2000;
/** A deposed leader that can be reached hears of the newer term within this time, as in lab 2. */
const HEARS_LIMIT_MS = 10_000;

/** Waits until all of these are answered. `since`: what should have led to that, `limitMs` ago at the end. */
export async function allAnswered(
  rsm: RsmCluster,
  submissions: readonly Submission[],
  limitMs: number,
  since: string,
): Promise<void> {
  const open = () => submissions.filter(({ outcome }) => outcome === undefined);
  if (await rsm.until(() => open().length === 0, limitMs)) return;
  const servers = [...new Set(open().map(({ server }) => `server ${server}`))].join(', ');
  const seen = `${servers}: ${open().length} of ${submissions.length} submissions had no answer`;
  const message = `${seen} ${limitMs / 1000} s after ${since} (${commands(open())}); ${rsm.describeStates()}`;
  throw new Violation('rsm/answered', message, { actor: `server ${open()[0]?.server}` });
}

/** Waits until the server hears of a newer term than this one, and then for at most 1 s for its answers. */
export async function answeredOnceDeposed(
  rsm: RsmCluster,
  server: number,
  term: number,
  submissions: readonly Submission[],
): Promise<void> {
  const heard = await rsm.until(() => rsm.state(server).term > term || !rsm.isUp(server), HEARS_LIMIT_MS);
  if (!heard) {
    const message = `server ${server} could be reached for ${HEARS_LIMIT_MS / 1000} s and heard of no newer term than ${term}; ${rsm.describeStates()}`;
    throw new Violation('raft/leader-recognized', message, { actor: `server ${server}` });
  }
  const since = `it heard of term ${rsm.state(server).term}, which ends its office in term ${term}`;
  await allAnswered(rsm, submissions, DEPOSED_LIMIT_MS, since);
  rsm.simulation.count('answeredOnceDeposed', submissions.length);
}

/** None of these may have been applied anywhere, as too few servers can hold them. */
export function noneApplied(rsm: RsmCluster, submissions: readonly Submission[], why: string): void {
  for (const { id, server, outcome } of submissions) {
    if (outcome !== 'applied' && rsm.journal.placeOf(id) === undefined) continue;
    const seen = outcome === 'applied' ? 'was answered as applied' : 'was applied';
    const message = `command ${id}, submitted to server ${server}, ${seen}, though ${why}`;
    throw new Violation('rsm/majority-commits', message, { paper: 'Raft §5.3', actor: `server ${server}` });
  }
}

/**
 * Submits commands to the leader of a calm cluster: all must be applied, unless its office ends meanwhile.
 * `begin`: submits them to this server.
 */
export async function leaderApplies(
  rsm: RsmCluster,
  begin: (leader: number) => readonly Submission[],
): Promise<void> {
  const leader = await rsm.oneLeader();
  const { term } = rsm.state(leader);
  const submissions = begin(leader);
  await allAnswered(rsm, submissions, CALM_LIMIT_MS, 'they were submitted to the leader of a calm network');
  const stillLeads = rsm.state(leader).isLeader && rsm.state(leader).term === term;
  const refused = submissions.filter(({ outcome }) => outcome === 'not-leader');
  if (refused.length === 0 || !stillLeads || rsm.simulation.planned) return;
  const seen = `server ${leader} led term ${term} all the time`;
  const message = `${seen}, and answered ${refused.length} of ${submissions.length} submissions with not-leader (${commands(refused)})`;
  throw new Violation('rsm/leader-applies', message, { actor: `server ${leader}` });
}

function commands(submissions: readonly Submission[]): string {
  const shown = submissions.slice(0, 5).map(({ id }) => id);
  const more = submissions.length > shown.length ? ', …' : '';
  return `command${submissions.length === 1 ? '' : 's'} ${shown.join(', ')}${more}`;
}
