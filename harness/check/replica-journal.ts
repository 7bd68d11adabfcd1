import { Violation } from '../../labrpc/sim/violation.ts';

/** What one machine has applied in its present life. */
interface Replica {
  readonly position: number;
  readonly digest: number;
}

/** Digest of all commands up to one, given that of the commands before it. */
export type NextDigest = (digest: number, id: number) => number;

/** What a journal has seen of one command. */
interface Known {
  /** How often it was submitted: so many entries of the log may hold it. */
  submissions: number;
  /** Its places in the order, from 1. */
  readonly places: number[];
  /** Places whose results some submission was given. */
  readonly answered: number[];
}

const EMPTY: Replica = { position: 0, digest: 0 };

/**
 * What a replicated state machine promises, checked at every step: all machines apply the same commands in
 * the same order, each as often as it was submitted at most, and only what was submitted; a submission that
 * was answered as applied was applied on the server that answers, and stays. Pure: it is told what happened.
 */
export class ReplicaJournal {
  /** The ids of the commands in the order of the first machine that applied each. */
  private readonly order: number[] = [];
  private readonly digests: number[] = [0];
  private readonly commands = new Map<number, Known>();
  private readonly replicas: Replica[] = [];
  private readonly nextDigest: NextDigest;

  constructor(nextDigest: NextDigest) {
    this.nextDigest = nextDigest;
  }

  /** How many commands any machine has applied. */
  get length(): number {
    return this.order.length;
  }

  /** How many commands this server's machine holds in its present life. */
  positionOf(server: number): number {
    return (this.replicas[server] ?? EMPTY).position;
  }

  /** Where this command came in the order at first; undefined while no machine has applied it. */
  placeOf(id: number): number | undefined {
    return this.commands.get(id)?.places[0];
  }

  /** The same id again is an equal command, and one more entry. */
  submits(id: number): void {
    const known = this.commands.get(id);
    if (known) known.submissions += 1;
    else this.commands.set(id, { submissions: 1, places: [], answered: [] });
  }

  /** A server starts with an empty machine. */
  started(server: number): void {
    this.replicas[server] = EMPTY;
  }

  /** `id`: 0 for something that is no command. */
  applied(server: number, position: number, id: number): void {
    const { digest } = this.replicas[server] ?? EMPTY;
    this.replicas[server] = { position, digest: this.nextDigest(digest, id) };
    const known = this.order[position - 1];
    if (known === undefined) this.firstApplied(server, position, id);
    else if (known !== id) {
      const message = `server ${server} applied ${named(id)} as its ${nth(position)}, where another server applied command ${known}`;
      throw new Violation('rsm/same-order', message, actor(server));
    }
  }

  private firstApplied(server: number, position: number, id: number): void {
    const known = this.commands.get(id);
    if (!known) {
      const message = `server ${server} applied ${named(id)} as its ${nth(position)}, which nobody has submitted`;
      throw new Violation('rsm/invented', message, actor(server));
    }
    if (known.places.length === known.submissions) {
      const often = known.submissions === 1 ? 'once' : `${known.submissions} times`;
      const seen = `server ${server} applied command ${id} as its ${nth(position)}, and it was the ${nth(known.places[0] ?? 0)} already`;
      const message = `${seen}: it was submitted ${often}, and stands in the log more often`;
      throw new Violation('rsm/applied-twice', message, actor(server));
    }
    known.places.push(position);
    this.order.push(id);
    this.digests.push(this.nextDigest(this.digests.at(-1) ?? 0, id));
  }

  /** A machine was given a snapshot; `undefined`: one that no machine has made. */
  restored(server: number, snapshot: Replica | undefined): void {
    if (!snapshot || this.digests[snapshot.position] !== snapshot.digest) {
      const message = `server ${server}: restore was given a snapshot that no machine has made`;
      throw new Violation('rsm/snapshot-content', message, actor(server));
    }
    const before = this.positionOf(server);
    if (snapshot.position < before) {
      const message = `server ${server} had applied ${before} commands, and was set back to ${snapshot.position} by restore`;
      throw new Violation('rsm/goes-back', message, actor(server));
    }
    this.replicas[server] = snapshot;
  }

  /** A submission was answered as applied, with this result. */
  answered(server: number, id: number, result: unknown): void {
    const known = this.commands.get(id);
    const first = known?.places[0];
    const given = result as { readonly position?: unknown; readonly id?: unknown } | undefined;
    if (given?.id !== undefined && given.id !== id) {
      const message = `server ${server} answered command ${id} with the result of command ${given.id}`;
      throw new Violation('rsm/result', message, actor(server));
    }
    if (!known || first === undefined || this.positionOf(server) < first) {
      const message = `server ${server} answered command ${id} as applied, and its machine has not applied it`;
      throw new Violation('rsm/answered-early', message, actor(server));
    }
    const place = known.places.find((one) => given?.id === id && given.position === one);
    if (place === undefined) {
      const message = `server ${server} answered command ${id} with a result that is not its own: ${JSON.stringify(given)}`;
      throw new Violation('rsm/result', message, actor(server));
    }
    if (known.answered.includes(place)) {
      const message = `server ${server} answered command ${id} with the result of an equal command, which was applied as the ${nth(place)}: each submission has an entry and a result of its own`;
      throw new Violation('rsm/result', message, actor(server));
    }
    known.answered.push(place);
  }
}

function named(id: number): string {
  return id > 0 ? `command ${id}` : 'something that is no command (a no-op?)';
}

function nth(position: number): string {
  const tens = position % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th');
  return `${position}${ending}`;
}

function actor(server: number): { readonly actor: string } {
  return { actor: `server ${server}` };
}
