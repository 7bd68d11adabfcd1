import type { Captured } from '../../../trace/captured.ts';
import { reportsOf } from './leaders.ts';
import { asNumber, type NamedFields, namedFields, pick } from './named-fields.ts';
import { peersOf } from './peers.ts';
import { type Belief, beliefsOf } from './raft-beliefs.ts';
import { type RaftDisk, raftOnDisk, TERM, VOTE, voteText } from './raft-disk.ts';
import { findLog, type RaftLog } from './raft-log.ts';
import { isUp, partOf, type Run } from './run.ts';
import { countUpTo } from './state-history.ts';

/** What can be seen of Raft in one server. Undefined: no field with a name of the paper was found. */
export interface RaftServer {
  readonly actor: number;
  readonly name: string;
  readonly isUp: boolean;
  readonly term: number | undefined;
  readonly role: 'leader' | 'candidate' | 'follower' | undefined;
  readonly votedFor: string | undefined;
  readonly commitIndex: number | undefined;
  readonly lastApplied: number | undefined;
  readonly log: RaftLog | undefined;
  /** Of a leader: what it believes of the logs of the others. */
  readonly beliefs: readonly Belief[];
  /** What a crash now would leave; undefined if it cannot be read, or nobody saves anything in this run. */
  readonly disk: RaftDisk | undefined;
}

export interface RaftCluster {
  readonly servers: readonly RaftServer[];
  /** Term of each entry that was committed until now, by index. */
  readonly committed: ReadonlyMap<number, number | undefined>;
}

export const COMMIT = ['commitindex', 'commitidx', 'committed', 'commit'];
const APPLIED = ['lastapplied', 'appliedindex', 'lastappliedindex', 'applied'];

/** Whether any server looks like one of Raft at all. */
export function looksLikeRaft(run: Run): boolean {
  return run.trace.actors.some((actor, index) => {
    if (actor.role !== 'server') return false;
    const state = run.states[index]?.after(run.steps.length - 1) ?? null;
    const fields = namedFields(partOf(state, 'memory'));
    return fields.has('currentterm') || fields.has('votedfor') || reportsOf(state)?.isLeader !== undefined;
  });
}

/** `actors`: the servers of one cluster. */
export function raftCluster(run: Run, position: number, actors: readonly number[]): RaftCluster {
  const servers = actors.map((actor) => raftServer(run, actor, position));
  const until = run.commits.filter((commit) => commit.position <= position && actors.includes(commit.actor));
  return { servers, committed: new Map(until.map(({ index, term }) => [index, term])) };
}

export function raftServer(run: Run, actor: number, position: number): RaftServer {
  const state = run.states[actor]?.after(position) ?? null;
  const fields = namedFields(partOf(state, 'memory'));
  const reports = reportsOf(state);
  const role = roleOf(fields, reports?.isLeader ?? null);
  return {
    actor,
    name: run.trace.actors[actor]?.name ?? `server ${actor}`,
    isUp: isUp(run, actor, position) && state !== null,
    term: pick(fields, TERM, asNumber) ?? asNumber(reports?.term ?? null),
    role,
    votedFor: pick(fields, VOTE, voteText),
    commitIndex: pick(fields, COMMIT, asNumber),
    lastApplied: pick(fields, APPLIED, asNumber) ?? appliedByMarks(run, actor, position),
    log: findLog(fields),
    beliefs: role === 'leader' ? beliefsOf(run, peersOf(run, actor, state), fields) : [],
    disk: raftOnDisk(run, state),
  };
}

/** What the judge was told wins: that is what the rules are about. */
function roleOf(fields: NamedFields, isLeader: Captured): RaftServer['role'] {
  const word = pick(fields, ['role', 'state', 'status', 'serverstate'], (value) =>
    typeof value === 'string' ? value.toLowerCase() : undefined,
  );
  if (isLeader === true || (isLeader === null && fields.get('isleader') === true)) return 'leader';
  if (word?.includes('candidate') || word === 'c') return 'candidate';
  if (word?.includes('follower') || word === 'f') return 'follower';
  if (word?.includes('leader') && isLeader === null) return 'leader';
  return isLeader === false ? 'follower' : undefined;
}

/** The last index that the marks say the server applied in this life. */
function appliedByMarks(run: Run, actor: number, position: number): number | undefined {
  const steps = run.stepsOf[actor] ?? [];
  for (let at = countUpTo(steps, position) - 1; at >= 0; at--) {
    const step = run.steps[steps[at] as number];
    const mark = step?.marks?.findLast(
      ({ kind, actor: whose }) =>
        whose === actor && (kind === 'apply' || kind === 'commit' || kind === 'install'),
    );
    if (mark?.index !== undefined) return mark.index;
    if (step?.cause.kind === 'boot' || step?.cause.kind === 'gap') return undefined;
  }
  return undefined;
}
