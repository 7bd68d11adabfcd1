import type { Captured } from '../../../trace/captured.ts';
import { fieldsOf } from './captured-text.ts';
import { asNumber, type NamedFields, namedFields, pick } from './named-fields.ts';
import { itemsByPeer, type Peers } from './peers.ts';
import { lastIndexOf, type RaftLog } from './raft-log.ts';
import type { RaftServer } from './raft-state.ts';
import type { Run } from './run.ts';

/** What a leader believes of the log of another server. */
export interface Belief {
  /** Of whom. */
  readonly actor: number;
  readonly next: number | undefined;
  readonly match: number | undefined;
}

const NEXT = ['nextindex', 'next', 'nextidx'];
const MATCH = ['matchindex', 'match', 'matchidx', 'matchedindex'];

/** From lists `nextIndex` and `matchIndex`, or from one list of objects that have such fields. */
export function beliefsOf(run: Run, peers: Peers, fields: NamedFields): readonly Belief[] {
  const columns = [NEXT, MATCH].map((names) =>
    pick(fields, names, (value) => numbersByPeer(run, peers, value)),
  );
  const [next, match] = columns;
  const believed = next || match ? undefined : objectsByPeer(run, peers, fields);
  return peers.actors.flatMap((actor, place) => {
    if (place === peers.own) return [];
    const own = believed?.get(actor);
    const belief = {
      actor,
      next: next?.get(actor) ?? (own && pick(own, NEXT, asNumber)),
      match: match?.get(actor) ?? (own && pick(own, MATCH, asNumber)),
    };
    return belief.next === undefined && belief.match === undefined ? [] : [belief];
  });
}

function numbersByPeer(run: Run, peers: Peers, value: Captured): ReadonlyMap<number, number> | undefined {
  const items = itemsByPeer(run, peers, value);
  if (!items?.some((item) => typeof item.value === 'number')) return undefined;
  return new Map(
    items.flatMap(({ actor, value: item }) => (typeof item === 'number' ? [[actor, item]] : [])),
  );
}

function objectsByPeer(
  run: Run,
  peers: Peers,
  fields: NamedFields,
): ReadonlyMap<number, NamedFields> | undefined {
  for (const value of fields.values()) {
    const items = itemsByPeer(run, peers, value);
    const named = items?.map(({ actor, value: item }) => [actor, namedFields(item)] as const);
    const isBelief = ([, names]: readonly [number, NamedFields]) =>
      pick(names, NEXT, asNumber) !== undefined || pick(names, MATCH, asNumber) !== undefined;
    if (named?.every(isBelief) && items?.every(({ value: item }) => fieldsOf(item))) return new Map(named);
  }
  return undefined;
}

/** What a follower holds in place of what its leader believes. */
export interface Misbelief {
  /** In words: `has only until 2`. */
  readonly text: string;
  /** A follower of a later term may have given up what it held for this leader. */
  readonly isExcused: boolean;
}

/** Undefined if the belief is right, or nothing can be said. */
export function misbelief(
  { match }: Belief,
  leader: RaftServer,
  follower: RaftServer,
): Misbelief | undefined {
  if (match === undefined || !follower.log) return undefined;
  const isExcused = (follower.term ?? 0) > (leader.term ?? 0);
  const last = lastIndexOf(follower.log);
  if (match > last) return { text: last === 0 ? 'has nothing' : `has only until ${last}`, isExcused };
  const other = firstOther(leader.log, follower.log, match);
  return other === undefined ? undefined : { text: `has another entry at ${other}`, isExcused };
}

/** The first index until `limit` at which two logs hold entries of different terms. */
function firstOther(one: RaftLog | undefined, other: RaftLog, limit: number): number | undefined {
  const indexes = [...(one?.cells.keys() ?? [])].filter((index) => index <= limit).sort((a, b) => a - b);
  return indexes.find((index) => {
    const [mine, theirs] = [one?.cells.get(index)?.term, other.cells.get(index)?.term];
    return mine !== undefined && theirs !== undefined && mine !== theirs;
  });
}
