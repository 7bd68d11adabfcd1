import type { Captured, Path } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, specialOf } from './captured-text.ts';
import { asList, asNumber, bareName, namedFields, pick } from './named-fields.ts';
import { childOf } from './patch.ts';
import { partOf, type Run } from './run.ts';

/** Whom a server may mean by a number in its lists. */
export interface Peers {
  /** Positions in `trace.actors`, in the order of the cluster. */
  readonly actors: readonly number[];
  /** Place of the server itself in that order; -1 if it is not there. */
  readonly own: number;
}

/** The other end of a link, as the trace names it: `peer server 1`. */
const LINK = /^peer (.+)$/;
/** Fields of an object that say which server it is about. */
const OWN_NAMES = ['id', 'index', 'peer', 'server', 'serverid', 'peerid', 'peerindex', 'node', 'who', 'to'];
/** Lists and maps by server, in the words that people use for them. */
const BY_SERVER = /^(next|match|peer|other|follower|progress|vote|replica|server|member|ack|in_?flight)/i;

/** From the server's own list of links if it has one, else all servers of its cluster. */
export function peersOf(run: Run, actor: number, state: Captured): Peers {
  const { clusters } = run;
  const links = pick(namedFields(partOf(state, 'memory')), ['peers'], asList);
  const linked = [...(links?.values() ?? [])].map((link) => actorOfLink(run, link) ?? -1);
  const servers = clusters.all[clusters.of[actor] ?? -1]?.actors ?? [];
  const cluster = linked.length > 0 && !linked.includes(-1) ? linked : servers;
  return { actors: cluster, own: cluster.indexOf(actor) };
}

function actorOfLink(run: Run, value: Captured): number | undefined {
  const name = specialOf(value) === 'opaque' ? LINK.exec(String(fieldsOf(value)?.text))?.[1] : undefined;
  const actor = run.trace.actors.findIndex((other) => other.name === name);
  return actor >= 0 ? actor : undefined;
}

export interface PeerItem {
  readonly actor: number;
  /** Where it stands, from its list. */
  readonly path: Path;
  readonly value: Captured;
}

/** The items of a list or map that has one for each server or each other server; undefined if it has not. */
export function itemsByPeer(run: Run, peers: Peers, value: Captured): readonly PeerItem[] | undefined {
  const kind = specialOf(value);
  const isList = Array.isArray(value) || kind === 'array';
  if (!isList && kind !== 'Map' && !(kind === undefined && fieldsOf(value))) return undefined;
  const entries = entriesOf(value);
  const { actors, own } = peers;
  // A list as long as the others are skips the server itself.
  const skipsOwn = isList && entries.length === actors.length - 1 && own >= 0;
  if (entries.length === 0 || entries.length > actors.length) return undefined;
  const items = entries.map(({ label, path, value: item }) => {
    const named = actorNamedIn(run, peers, item);
    const place = /^\d+$/.test(label) ? Number(label) : Number.NaN;
    const actor = named ?? actors[skipsOwn && place >= own ? place + 1 : place];
    return actor === undefined ? undefined : { actor, path, value: item };
  });
  return items.every((item) => item !== undefined) ? items : undefined;
}

function actorNamedIn(run: Run, { actors }: Peers, item: Captured): number | undefined {
  if (fieldsOf(item) === undefined) return undefined;
  const fields = namedFields(item);
  const link = pick(fields, OWN_NAMES, (value) => actorOfLink(run, value));
  if (link !== undefined) return link;
  const number = pick(fields, OWN_NAMES, asNumber);
  return number === undefined ? undefined : actors[number];
}

/** Who is meant at the last list by server on the way to a place in a state; undefined if there is none. */
export function peerAt(run: Run, peers: Peers, state: Captured, path: Path): number | undefined {
  let node = state;
  let found: number | undefined;
  for (const [depth, key] of path.entries()) {
    if (BY_SERVER.test(bareName(String(key)))) {
      const rest = path.slice(depth + 1);
      const items = itemsByPeer(run, peers, childOf(node, key));
      const item = items?.find((each) => each.path.every((part, at) => String(part) === String(rest[at])));
      if (item) found = item.actor;
    }
    node = childOf(node, key);
  }
  return found;
}
