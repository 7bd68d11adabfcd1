import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { keyText, listed, SEEN_NOTHING, type Seen, SiblingOracle } from '../../check/sibling-oracle.ts';
import type { Stamped } from './last-write-wins.ts';
import type { ValuesByKey } from './replica-service.ts';

const PAPER = 'Dynamo §4.4';

/** What a client asked for. */
export interface Asked {
  readonly client: string;
  readonly key: string;
  readonly kind: 'get' | 'put' | 'remove';
  /** Of a put. */
  readonly value?: string;
  /** The operation whose answer brought the context. */
  readonly contextOf?: number | undefined;
}

/** Two replicas between which a sync is under way, or may be. */
export interface OpenLink {
  readonly a: number;
  readonly b: number;
}

/** Holds what replicas give against the true causality of what clients did. */
export class SiblingJudge {
  private readonly simulation: Simulation;
  private readonly replicas: readonly SimServer[];
  private readonly keys: readonly string[];
  /** In the order of `keys`. */
  private readonly oracles: readonly SiblingOracle[];
  private readonly asked: Asked[] = [];
  /** By operation: what the context of its answer has seen. */
  private readonly seen = new Map<number, Seen>();
  private readonly open: OpenLink[] = [];
  /** By value. */
  private readonly putAtMs = new Map<string, number>();
  /** What else there is to say of a failure. */
  private explanation = '';
  /** By replica, then in the order of `keys`: what it gave last. */
  private readonly given: (readonly string[])[][];

  constructor(simulation: Simulation, replicas: readonly SimServer[], keys: readonly string[]) {
    this.simulation = simulation;
    this.replicas = replicas;
    this.keys = keys;
    this.oracles = keys.map((key) => new SiblingOracle(key, replicas.length));
    this.given = replicas.map(() => keys.map(() => []));
  }

  /** A client is going to ask for this: the number of the operation. */
  asks(asked: Asked): number {
    return this.asked.push(asked) - 1;
  }

  /** A replica has done it, and gave these values if it was a get. */
  did(replica: number, operation: number, values: readonly string[] | undefined): void {
    const asked = this.asked[operation];
    if (!asked) throw new RangeError(`nobody asked for operation ${operation}`);
    const oracle = this.oracle(asked.key);
    if (values) {
      this.check(replica, oracle, values);
      if (values.length > 1) this.simulation.count('siblings');
      this.seen.set(operation, oracle.read(replica, values));
    } else {
      const { client, value, contextOf } = asked;
      if (value !== undefined) this.putAtMs.set(value, this.simulation.nowMs);
      const context = contextOf === undefined ? SEEN_NOTHING : (this.seen.get(contextOf) ?? SEEN_NOTHING);
      const write = { client, value, replica, context: this.contextText(contextOf) };
      this.seen.set(operation, oracle.wrote(write, context));
    }
    this.spread();
  }

  /** What a replica gives after a turn. */
  gives(replica: number, given: ValuesByKey): void {
    for (const [index, key] of this.keys.entries()) {
      const values = given.get(key) ?? [];
      this.becomes(replica, index, key, values);
      this.check(replica, this.oracle(key), values);
    }
  }

  /** From now on, what one of them knows the other may know too. */
  opens(a: number, b: number): OpenLink {
    const link = { a, b };
    this.open.push(link);
    this.spread();
    return link;
  }

  closes(link: OpenLink): void {
    const index = this.open.indexOf(link);
    if (index >= 0) this.open.splice(index, 1);
  }

  closesAll(): void {
    this.open.length = 0;
  }

  /** Two replicas know what either of them knew: each gives what follows of it. */
  exchanged(a: number, b: number): void {
    for (const oracle of this.oracles) oracle.exchanged(a, b);
    this.spread();
    for (const replica of [a, b]) {
      for (const [index, oracle] of this.oracles.entries()) {
        this.check(replica, oracle, this.given[replica]?.[index] ?? []);
      }
    }
  }

  /** All know the same, so all give the same. */
  agree(): void {
    const [first, ...others] = this.replicas.keys();
    if (first === undefined) return;
    for (const [index, key] of this.keys.entries()) {
      const values = this.given[first]?.[index] ?? [];
      const other = others.find((one) => listed(this.given[one]?.[index] ?? []) !== listed(values));
      if (other === undefined) continue;
      const message = `all replicas have been in sync, but for ${keyText(key)} replica ${first} gives ${listed(values)} and replica ${other} ${listed(this.given[other]?.[index] ?? [])}`;
      throw new Violation('siblings/converges', message, { paper: 'Dynamo §4.7' });
    }
    this.simulation.count('agreements');
  }

  private check(replica: number, oracle: SiblingOracle, values: readonly string[]): void {
    const fault = oracle.faultOf(replica, values);
    const actor = this.replicas[replica]?.name;
    if (fault) throw new Violation(fault.rule, fault.message + this.explanation, { paper: PAPER, actor });
    oracle.gave(replica, values);
  }

  /** By which answer a client was given the context that it used. */
  private contextText(contextOf: number | undefined): string | undefined {
    const by = contextOf === undefined ? undefined : this.asked[contextOf];
    if (!by) return undefined;
    if (by.kind === 'get') return `the context of ${by.client}'s get`;
    const write = by.kind === 'put' ? `put of '${by.value}'` : 'removal';
    return `the context that ${by.client}'s ${write} gave`;
  }

  /** Twice in one turn a replica was asked for a key, and has not given the same. */
  getsDiffer(replica: number, key: string): void {
    const actor = this.replicas[replica]?.name;
    const message = `replica ${replica} was asked twice in one turn for ${keyText(key)}, and the second answer had other values or another context than the first: get changes nothing`;
    throw new Violation('replica/get-changes', message, { paper: 'the contract', actor });
  }

  /** A replica that goes by clocks has thrown a value away: told with what is wrong in this turn. */
  discards(lost: Stamped, kept: Stamped): void {
    const [lostMs, keptMs] = [this.putAtMs.get(lost.value), this.putAtMs.get(kept.value)];
    if (lostMs === undefined || keptMs === undefined) return;
    const [later, earlier] = [(lostMs - keptMs).toFixed(0), (kept.stampMs - lost.stampMs).toFixed(0)];
    this.explanation = `. It was put ${later} ms after '${kept.value}', but its stamp, by the clock of replica ${lost.replica}, is ${earlier} ms smaller than the other, by the clock of replica ${kept.replica}: the last write did not win`;
  }

  /** What is known on one side of an open link may be known on the other, and beyond. */
  private spread(): void {
    for (let isNews = this.open.length > 0; isNews; ) {
      isNews = false;
      for (const { a, b } of this.open) {
        for (const oracle of this.oracles) isNews = oracle.mayHaveExchanged(a, b) || isNews;
      }
    }
  }

  private becomes(replica: number, index: number, key: string, values: readonly string[]): void {
    const before = this.given[replica]?.[index] ?? [];
    this.given[replica]?.splice(index, 1, values);
    const server = this.replicas[replica];
    if (!server || listed(before) === listed(values)) return;
    if (before.length > 0) this.mark(server, key, before, 'ends');
    if (values.length > 0) this.mark(server, key, values, 'begins');
  }

  private mark(server: SimServer, key: string, values: readonly string[], span: 'begins' | 'ends'): void {
    const kind = values.length > 1 ? 'siblings' : 'value';
    const of = `${keyText(key)}: ${listed(values)}`;
    const text = span === 'begins' ? `gives ${of}` : `no longer gives ${of}`;
    this.simulation.mark(() => ({ kind, server, of, span, text }));
  }

  private oracle(key: string): SiblingOracle {
    const oracle = this.oracles[this.keys.indexOf(key)];
    if (!oracle) throw new RangeError(`clients use ${this.keys.join(', ')} only, and not ${key}`);
    return oracle;
  }
}
