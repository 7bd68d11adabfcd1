import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { majorityOf, StoreKeys } from '../../check/store-keys.ts';
import { Holders } from './holders.ts';

/** Clocks that count whole milliseconds. */
const ROUNDING_MS = 1;
const PAPER = 'Redlock, "The Redlock Algorithm"';

/** A call of `tryAcquire`, as far as it has got. */
export interface LockTry {
  readonly client: SimServer;
  /** Counts the tries of its client, from 1. */
  readonly nth: number;
  readonly resource: string;
  readonly ttlMs: number;
  /** What it asks stores to set; one value, unless its author likes several. */
  readonly values: Set<string>;
  /** Undefined until it is held; then what the client was told. */
  validForMs?: number;
  heldAtMs?: number;
}

export interface RedlockRecordOptions {
  /** How many there are. */
  readonly stores: number;
  /** False where clocks jump or clients sleep: then nobody can promise that one holds a lock at a time. */
  readonly keepsPromise: boolean;
}

/** What clients try and hold, and which stores keep keys for it. Fails the run when that does not fit. */
export class RedlockRecord {
  readonly keys: StoreKeys = new StoreKeys();
  /** All tries that were granted, oldest first. */
  readonly grants: LockTry[] = [];
  private readonly simulation: Simulation;
  private readonly options: RedlockRecordOptions;
  private readonly holders: Holders;
  private readonly tries = new Map<SimServer, LockTry[]>();
  private readonly byValue = new Map<string, LockTry>();
  /** Those that their clients rely on just now. */
  private readonly holds = new Set<LockTry>();

  constructor(simulation: Simulation, options: RedlockRecordOptions) {
    this.simulation = simulation;
    this.options = options;
    this.holders = new Holders(simulation, options.keepsPromise);
  }

  /** The scenario has this client try. */
  begin(client: SimServer, resource: string, ttlMs: number): LockTry {
    const earlier = this.tries.get(client) ?? [];
    const one: LockTry = { client, nth: earlier.length + 1, resource, ttlMs, values: new Set() };
    this.tries.set(client, [...earlier, one]);
    return one;
  }

  /** The stores that keep a key of this try. */
  keeping(one: LockTry): readonly number[] {
    return this.keys.keeping(one.values);
  }

  /** What a client's program tells. */
  clientTold(client: SimServer, name: string, value: unknown): void {
    const { nth } = value as { readonly nth: number };
    const one = this.tries.get(client)?.[nth - 1];
    if (!one) return;
    if (name === 'asks') this.valueIs(one, (value as { readonly value: string }).value);
    if (name === 'held') this.granted(one, (value as { readonly validForMs: number }).validForMs);
    if (name === 'not held') this.refused(one);
    if (name === 'releases' || name === 'expires') this.ended(one, name);
  }

  /** What a store tells of a key: it was `set`, it was `removed`, or it has `expired`. */
  storeTold(store: number, server: SimServer, name: string, { value }: { readonly value: string }): void {
    const one = this.byValue.get(value);
    const of = one ? `${lockOf(one)} of ${one.client.name}` : 'key';
    const span = name === 'set' ? 'begins' : 'ends';
    this.simulation.mark(() => ({ kind: 'key', server, of, span, text: `${name} for ${of}` }));
    if (name === 'set') {
      this.keys.set(store, value);
      return;
    }
    if (name === 'expired')
      this.simulation.mark(() => ({ kind: 'expired', server, text: `${of} has expired` }));
    this.keys.gone(store, value);
    this.checkHolds(
      name === 'expired' ? `it has expired on ${server.name}` : `it was removed from ${server.name}`,
    );
  }

  storeRestarted(store: number, server: SimServer): void {
    this.keys.restarted(store);
    this.checkHolds(`${server.name} has restarted`);
  }

  private valueIs(one: LockTry, value: string): void {
    const other = this.byValue.get(value);
    if (other) {
      const message = `${one.client.name} asks for ${lockOf(one)} with the value '${value}', which ${other.client.name} had in its try ${other.nth} already; each try needs a value that no other ever has`;
      throw new Violation('redlock/own-value', message, { actor: one.client.name, paper: PAPER });
    }
    this.byValue.set(value, one);
    one.values.add(value);
  }

  private granted(one: LockTry, validForMs: number): void {
    const { client, ttlMs } = one;
    const fail = (rule: string, message: string): never => {
      throw new Violation(rule, `${client.name} ${message}`, { actor: client.name, paper: PAPER });
    };
    if (!(validForMs > 0 && validForMs <= ttlMs)) {
      const told = `was told that it holds ${lockOf(one)} for validForMs ${validForMs}`;
      fail('redlock/valid-for', `${told}, which must be above 0 and at most its ttlMs, ${ttlMs}`);
    }
    if (one.values.size === 0) {
      const again =
        'with a value of an earlier try of its own; each try needs a value that no other ever has';
      fail('redlock/own-value', `was granted ${lockOf(one)} ${again}`);
    }
    const keeping = this.keeping(one);
    const majority = majorityOf(this.options.stores);
    if (keeping.length < majority) {
      const few = `of which ${keeping.length} of ${this.options.stores} stores keep its key${listed(keeping)}`;
      fail('redlock/majority', `was granted ${lockOf(one)}, ${few}; a majority is ${majority}`);
    }
    one.heldAtMs = this.simulation.nowMs;
    one.validForMs = validForMs;
    this.holds.add(one);
    this.grants.push(one);
    this.holders.granted(client, lockOf(one));
  }

  private refused(one: LockTry): void {
    this.simulation.count('refusals');
    const text = `not granted ${lockOf(one)}`;
    this.simulation.mark(() => ({ kind: 'refused', server: one.client, text }));
  }

  private ended(one: LockTry, how: 'releases' | 'expires'): void {
    if (!this.holds.delete(one)) return;
    this.holders.ended(one.client, lockOf(one));
    if (how === 'expires') this.simulation.count('runsOut');
  }

  /** A key has gone: whoever relies on a lock needs a majority still, to the end. */
  private checkHolds(why: string): void {
    if (!this.options.keepsPromise) return;
    const { nowMs } = this.simulation;
    for (const one of this.holds) {
      const { client, heldAtMs = 0, validForMs = 0 } = one;
      const keeping = this.keeping(one);
      const endMs = heldAtMs + client.worldDelay(validForMs);
      if (keeping.length >= majorityOf(this.options.stores) || endMs - nowMs <= ROUNDING_MS) continue;
      const told = `${client.name} was told at ${ms(heldAtMs)} that it holds ${lockOf(one)} for validForMs ${validForMs.toFixed(1)}`;
      const left = `${keeping.length} of ${this.options.stores} stores keep its key${listed(keeping)}`;
      const now = `but at ${ms(nowMs)} only ${left}: ${why}`;
      const message = `${told}, which is until ${ms(endMs)}, ${now}`;
      throw new Violation('redlock/validity', message, { actor: client.name, paper: PAPER });
    }
  }
}

export function lockOf({ resource }: { readonly resource: string }): string {
  return `lock ${resource}`;
}

function listed(stores: readonly number[]): string {
  return stores.length === 0 ? '' : ` (${stores.map((store) => `store ${store}`).join(', ')})`;
}

function ms(atMs: number): string {
  return `${atMs.toFixed(1)} ms`;
}
