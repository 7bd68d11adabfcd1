import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';

/** Readers share a lock, everybody else has it alone. */
export type HoldMode = 'alone' | 'shared';

interface Hold {
  readonly client: SimServer;
  readonly mode: HoldMode;
  readonly sinceMs: number;
  /** What else there is to say of it: `token 33`. */
  readonly label: string;
}

/**
 * Who holds which lock, as clients were told: from the moment in which an acquire resolved, until the client
 * begins to release or can no longer rely on it. Draws the bands of a timeline.
 */
export class Holders {
  private readonly simulation: Simulation;
  /** By lock. */
  private readonly holds = new Map<string, readonly Hold[]>();
  /** Others may have these by now, of which those who have them know nothing. */
  private outdated: readonly { readonly lock: string; readonly hold: Hold }[] = [];
  private readonly isJudged: boolean;

  /** `isJudged` is false where two may hold a lock at once, as what is locked is safe by itself. */
  constructor(simulation: Simulation, isJudged: boolean = true) {
    this.simulation = simulation;
    this.isJudged = isJudged;
  }

  /** Fails the run if somebody holds it who does not share it. */
  granted(client: SimServer, lock: string, label: string = '', mode: HoldMode = 'alone'): void {
    const hold = { client, mode, sinceMs: this.simulation.nowMs, label };
    const others = this.of(lock);
    this.holds.set(lock, [...others, hold]);
    this.simulation.count('grants');
    this.mark(hold, lock, 'begins');
    const other = others.find((one) => mode === 'alone' || one.mode === 'alone');
    if (!other || !this.isJudged) return;
    const since = `${other.sinceMs.toFixed(1)} ms`;
    const message = `${client.name} was granted ${describe(lock, hold)}, which ${other.client.name} has held since ${since}${suffix(other)}`;
    throw new Violation('lock/exclusive', message, { actor: client.name });
  }

  /** The client gives it up, or cannot rely on it any longer; nothing happens if it does not hold it. */
  ended(client: SimServer, lock: string): void {
    const hold = this.taken(client, lock);
    if (hold) this.mark(hold, lock, 'ends');
  }

  /** Somebody else may have it, and the client does not know: its band goes on until `noticed`. */
  overtaken(client: SimServer, lock: string): void {
    const hold = this.taken(client, lock);
    if (hold) this.outdated = [...this.outdated, { lock, hold }];
  }

  /** The client knows now that what it had under this label is no longer its. */
  noticed(client: SimServer, lock: string, label: string): void {
    const old = this.outdated.find(
      ({ lock: of, hold }) => of === lock && hold.client === client && hold.label === label,
    );
    if (!old) return;
    this.outdated = this.outdated.filter((one) => one !== old);
    this.mark(old.hold, lock, 'ends');
  }

  /** Takes it from the client: what it had. */
  private taken(client: SimServer, lock: string): Hold | undefined {
    const hold = this.of(lock).find((one) => one.client === client);
    const rest = this.of(lock).filter((one) => one !== hold);
    this.holds.set(lock, rest);
    return hold;
  }

  isHeldBy(client: SimServer, lock: string): boolean {
    return this.of(lock).some((hold) => hold.client === client);
  }

  /** In the order in which they were granted. */
  of(lock: string): readonly Hold[] {
    return this.holds.get(lock) ?? [];
  }

  private mark(hold: Hold, lock: string, span: 'begins' | 'ends'): void {
    const text = span === 'begins' ? `holds ${describe(lock, hold)}` : `no longer holds ${lock}`;
    const of = hold.label ? `${lock}, ${hold.label}` : lock;
    this.simulation.mark(() => ({ kind: 'holds', server: hold.client, of, span, text }));
  }
}

function describe(lock: string, hold: Hold): string {
  return `${lock}${hold.mode === 'shared' ? ' for reading' : ''}${suffix(hold)}`;
}

function suffix({ label }: Hold): string {
  return label ? ` (${label})` : '';
}
