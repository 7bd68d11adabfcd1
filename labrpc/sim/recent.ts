import type { Fault } from './faults.ts';
import { type FaultInForce, FaultsInForce } from './faults-in-force.ts';
import { RecentTraffic } from './recent-traffic.ts';

/**
 * - `boot`: a life of `who` begins; `value` is what it `Found`, but for the first. `fault`: `value` is the `Fault`.
 * - `gets`: a request (or a one-way message, which has no `name`) from `whom` arrives at `who`. `answer`: the
 *   reply of `whom` arrives at `who`. `name` is the method, `value` the bytes.
 * - `lost`: what `who` asked of `whom` gets no answer; `value` says why.
 * - `call`: the scenario's call of `name` in `who` has ended; `value` is an `EndedCall`.
 * - `state`: `who` has a new one, `value`; `name` is what its turn began with: `timer`, `request`, …
 * - `emit`: `who` said `value` under `name`. Without a value it is a signal to the scenario, and not kept.
 * - `news`: something that changes the story: `value` says it in words, `name` in one.
 * - `failed`: the code of `who` threw (`value` is the kind of error), in a turn that began with `name`.
 *   `unfinished`: such a turn never ends.
 */
export type HappeningKind =
  | 'boot'
  | 'fault'
  | 'gets'
  | 'answer'
  | 'lost'
  | 'call'
  | 'state'
  | 'emit'
  | 'news'
  | 'failed'
  | 'unfinished';

/** Something that happened. Kept as it is: only a failing run puts it into words. */
export interface Happening {
  readonly atMs: number;
  /** Counts events: what has one number happened in one turn. */
  readonly turn: number;
  readonly kind: HappeningKind;
  /** Name of the server at which it happened; empty for faults. */
  readonly who: string;
  /** The other side of a message. */
  readonly whom: string | undefined;
  readonly name: string | undefined;
  readonly value: unknown;
}

/** A call of the scenario into a server's program. */
export interface EndedCall {
  readonly args: unknown;
  /** Undefined if the server was down, or died before it answered. */
  readonly result: { readonly value: unknown } | undefined;
}

const LANDMARKS_KEPT = 128;

/**
 * The last things that happened in a run, for the report of a failure. What changes the story (states,
 * faults, boots) is kept apart from the messages and applied entries, which are many.
 */
export class RecentHappenings {
  /** By server: the last state that it reported, in its present life or the one that ended last. */
  readonly states: Map<string, Happening> = new Map();
  /** By server: the last thing that it emitted, but for what it said as it started. */
  readonly emits: Map<string, Happening> = new Map();
  /** By server: the turn in which its life began. */
  private readonly boots = new Map<string, number>();
  private readonly traffic = new RecentTraffic();
  private readonly landmarks = new Ring(LANDMARKS_KEPT);
  private readonly faults = new FaultsInForce();

  add(happening: Happening): void {
    switch (happening.kind) {
      case 'state':
        this.states.set(happening.who, happening);
        break;
      case 'emit':
        if (happening.value === undefined) return;
        if (this.boots.get(happening.who) !== happening.turn) this.emits.set(happening.who, happening);
        this.traffic.add(happening);
        return;
      case 'fault':
        // Scenarios undo all that they may have done, mostly in vain.
        if (!this.faults.add(happening.value as Fault, happening.atMs)) return;
        break;
      case 'boot':
        this.boots.set(happening.who, happening.turn);
        this.traffic.addServer(happening.who);
        this.states.delete(happening.who);
        this.emits.delete(happening.who);
        this.faults.booted(happening.who);
        break;
      case 'gets':
      case 'answer':
      case 'lost':
      case 'call':
        this.traffic.add(happening);
        return;
    }
    this.landmarks.add(happening);
  }

  /** Oldest first, as far as turns say; within a turn what is kept apart comes first. */
  list(): Happening[] {
    const all = [...this.landmarks.list(), ...this.traffic.list()];
    return all.sort((a, b) => a.turn - b.turn);
  }

  /** Up to this time, messages, calls and reports may be missing in the list; -1 if none are. */
  get forgottenUntilMs(): number {
    return this.traffic.forgottenUntilMs;
  }

  /** The faults that have not ended, oldest first. */
  faultsInForce(): readonly FaultInForce[] {
    return this.faults.list();
  }
}

/** The last so many. */
class Ring {
  private readonly items: Happening[] = [];
  private next = 0;
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  add(happening: Happening): void {
    this.items[this.next] = happening;
    this.next = (this.next + 1) % this.size;
  }

  /** Oldest first. */
  list(): Happening[] {
    return [...this.items.slice(this.next), ...this.items.slice(0, this.next)];
  }
}
