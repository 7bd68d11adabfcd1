import { decode, encode } from '../../../../labrpc/index.ts';
import type { StateMachine } from '../../lab3-kvraft/contract.ts';
import type { ShardConfig } from '../contract.ts';
import type { OtherEntry, OtherGroupCommand, OtherParcel, OtherWish } from './other-messages.ts';

/** A group that has given this group shards, and may not have dropped them yet. */
export interface Debt {
  readonly number: number;
  readonly from: number;
  readonly names: readonly string[];
}

interface State {
  readonly config: ShardConfig | null;
  /** The names of each group, as of the configuration before. */
  readonly before: ShardConfig | null;
  /** All keys of all shards that are here. */
  readonly entries: Map<string, OtherEntry>;
  readonly here: Set<number>;
  /** By `number/to`: what is to be fetched. */
  readonly parcels: Map<string, OtherParcel>;
  /** Whom to tell that their shards have arrived. */
  readonly debts: readonly Debt[];
}

/** All keys of all shards in one map, and what others are to fetch from here. */
export class OtherGroupMachine implements StateMachine<OtherGroupCommand, string | null> {
  private readonly gid: number;
  private readonly shardOf: (key: string) => number;
  private state: State = {
    config: null,
    before: null,
    entries: new Map(),
    here: new Set(),
    parcels: new Map(),
    debts: [],
  };

  constructor(gid: number, shardOf: (key: string) => number) {
    this.gid = gid;
    this.shardOf = shardOf;
  }

  get number(): number {
    return this.state.config?.number ?? 0;
  }

  /** Whose shards are missing, and how to reach those groups. */
  get missing(): readonly Debt[] {
    const { config, before, here } = this.state;
    const lacking = [...(config?.shards.entries() ?? [])]
      .filter(([shard, gid]) => gid === this.gid && !here.has(shard))
      .map(([shard]) => before?.shards[shard] ?? 0);
    return [...new Set(lacking)].map((from) => {
      return { number: this.number, from, names: before?.groups.get(from) ?? [] };
    });
  }

  get debts(): readonly Debt[] {
    return this.state.debts;
  }

  parcelFor(number: number, to: number): OtherParcel | undefined {
    return this.state.parcels.get(`${number}/${to}`);
  }

  apply(command: OtherGroupCommand): string | null {
    if (command.kind === 'wish') return this.grant(command.wish);
    this.state = this.after(command);
    return '';
  }

  private grant({ what, key, text, clerk, nth }: OtherWish): string | null {
    const { here, entries } = this.state;
    if (!here.has(this.shardOf(key))) return null;
    const before = entries.get(key) ?? { text: '', last: new Map() };
    if (what === 'read') return before.text;
    if (nth <= (before.last.get(clerk) ?? 0)) return '';
    const last = new Map(before.last).set(clerk, nth);
    entries.set(key, { text: what === 'add' ? before.text + text : text, last });
    return '';
  }

  private after(command: Exclude<OtherGroupCommand, { kind: 'wish' }>): State {
    const { state } = this;
    if (command.kind === 'enter') return this.entered(command.config);
    if (command.kind === 'take') return this.taken(command.from, command.parcel);
    if (command.kind === 'drop') {
      const parcels = new Map(state.parcels);
      parcels.delete(`${command.number}/${command.to}`);
      return { ...state, parcels };
    }
    const { number, from } = command;
    return { ...state, debts: state.debts.filter((debt) => debt.number !== number || debt.from !== from) };
  }

  private entered(config: ShardConfig): State {
    const { state } = this;
    if (config.number !== this.number + 1 || this.missing.length > 0) return state;
    const here = new Set<number>();
    const leaving = new Map<number, number[]>();
    for (const [shard, gid] of config.shards.entries()) {
      const old = state.config?.shards[shard] ?? 0;
      if (gid === this.gid && (old === this.gid || old === 0)) here.add(shard);
      if (old === this.gid && gid !== this.gid) leaving.set(gid, [...(leaving.get(gid) ?? []), shard]);
    }
    const parcels = new Map(state.parcels);
    for (const [to, shards] of leaving) {
      const inThem = [...state.entries].filter(([key]) => shards.includes(this.shardOf(key)));
      parcels.set(`${config.number}/${to}`, { number: config.number, shards, entries: new Map(inThem) });
    }
    const entries = new Map([...state.entries].filter(([key]) => here.has(this.shardOf(key))));
    return { ...state, config, before: state.config, here, parcels, entries };
  }

  private taken(from: number, { number, shards, entries }: OtherParcel): State {
    const { state } = this;
    const debt = this.missing.find((one) => one.from === from && one.number === number);
    if (!debt) return state;
    return {
      ...state,
      here: new Set([...state.here, ...shards]),
      entries: new Map([...state.entries, ...entries]),
      debts: [...state.debts, debt],
    };
  }

  snapshot(): Uint8Array {
    return encode(this.state);
  }

  restore(snapshot: Uint8Array): void {
    this.state = decode<State>(snapshot);
  }
}
