import type { Captured } from '../../../trace/captured.ts';
import { fieldsOf, shortText, specialOf } from './captured-text.ts';
import { reportsOf } from './leaders.ts';
import { asList, asNumber, type NamedFields, namedFields, pick } from './named-fields.ts';
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
  /** Of a leader: next and match index of its peers, as text. */
  readonly progress: readonly string[];
  /** Where what is on disk is not what is in memory, in words. */
  readonly notOnDisk: readonly string[];
}

export interface RaftCluster {
  readonly servers: readonly RaftServer[];
  /** Term of each entry that was committed until now, by index. */
  readonly committed: ReadonlyMap<number, number | undefined>;
}

/** In `notOnDisk`: no save took place at all. */
export const NOTHING_SAVED = 'nothing on disk';

const TERM = ['currentterm', 'term'];
const COMMIT = ['commitindex', 'commitidx', 'committed', 'commit'];
const APPLIED = ['lastapplied', 'appliedindex', 'lastappliedindex', 'applied'];

/** Whether any server looks like one of Raft at all. */
export function looksLikeRaft(run: Run): boolean {
  return run.trace.actors.some((actor, index) => {
    if (actor.role !== 'server') return false;
    const state = run.states[index]?.after(run.failing) ?? null;
    const fields = namedFields(partOf(state, 'memory'));
    return fields.has('currentterm') || fields.has('votedfor') || reportsOf(state)?.isLeader !== undefined;
  });
}

export function raftCluster(run: Run, position: number): RaftCluster {
  const servers = run.trace.actors.flatMap(({ role }, actor) =>
    role === 'server' ? [raftServer(run, actor, position)] : [],
  );
  const until = run.commits.filter((commit) => commit.position <= position);
  return { servers, committed: new Map(until.map(({ index, term }) => [index, term])) };
}

function raftServer(run: Run, actor: number, position: number): RaftServer {
  const state = run.states[actor]?.after(position) ?? null;
  const fields = namedFields(partOf(state, 'memory'));
  const saved = namedFields(fieldsOf(partOf(state, 'disk'))?.state ?? null);
  const reports = reportsOf(state);
  const log = findLog(fields);
  const role = roleOf(fields, reports?.isLeader ?? null);
  return {
    actor,
    name: run.trace.actors[actor]?.name ?? `server ${actor}`,
    isUp: isUp(run, actor, position) && state !== null,
    term: pick(fields, TERM, asNumber) ?? asNumber(reports?.term ?? null),
    role,
    votedFor: pick(fields, ['votedfor', 'voted', 'vote'], voteText),
    commitIndex: pick(fields, COMMIT, asNumber),
    lastApplied: pick(fields, APPLIED, asNumber) ?? appliedByMarks(run, actor, position),
    log,
    progress: role === 'leader' ? progressOf(fields) : [],
    notOnDisk: notOnDisk(fields, saved, log, fieldsOf(partOf(state, 'disk'))?.state === null),
  };
}

function voteText(value: Captured): string | undefined {
  if (value === null || value === -1 || specialOf(value) === 'undefined') return '–';
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
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
    if (step?.cause.kind === 'boot') return undefined;
  }
  return undefined;
}

function progressOf(fields: NamedFields): readonly string[] {
  const isOf = (value: Captured) => (asList(value) || specialOf(value) === 'Map' ? value : undefined);
  const words = (title: string, names: readonly string[]) => {
    const value = pick(fields, names, isOf);
    return value === undefined ? [] : [`${title} ${shortText(value, 60)}`];
  };
  return [...words('next', ['nextindex', 'next']), ...words('match', ['matchindex', 'match'])];
}

/** A crash now would bring back what is on disk. */
function notOnDisk(
  fields: NamedFields,
  saved: NamedFields,
  log: RaftLog | undefined,
  isDiskEmpty: boolean,
): readonly string[] {
  const term = pick(fields, TERM, asNumber);
  if (isDiskEmpty && term !== undefined && term > 0) return [NOTHING_SAVED];
  if (saved.size === 0) return [];
  const words: string[] = [];
  const savedTerm = pick(saved, TERM, asNumber);
  if (savedTerm !== undefined && term !== savedTerm) words.push(`term ${savedTerm} on disk`);
  const vote = pick(fields, ['votedfor'], voteText);
  const savedVote = pick(saved, ['votedfor'], voteText);
  if (savedVote !== undefined && vote !== savedVote) words.push(`vote ${savedVote} on disk`);
  const savedLog = findLog(saved);
  const last = (of: RaftLog) => Math.max(of.snapshotIndex, ...of.cells.keys());
  if (log && savedLog && last(log) !== last(savedLog)) words.push(`log until ${last(savedLog)} on disk`);
  return words;
}
