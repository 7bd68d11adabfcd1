import type { ShardConfig } from '../contract.ts';

// The controller

/** What changes configurations, as plain data. */
export type OtherChange =
  | { readonly what: 'join'; readonly groups: ReadonlyMap<number, readonly string[]> }
  | { readonly what: 'leave'; readonly gids: readonly number[] }
  | { readonly what: 'move'; readonly shard: number; readonly gid: number };

export type OtherQuestion =
  /** `name` is that of the request, however often it is sent. */
  | { readonly kind: 'change'; readonly name: string; readonly change: OtherChange }
  | { readonly kind: 'look'; readonly number: number | null };

export interface OtherControllerRpc {
  tell(question: OtherQuestion): Promise<{ readonly config: ShardConfig | null }>;
}

// The groups

/** What a clerk wants done. `nth` counts what it wants, from 1. */
export interface OtherWish {
  readonly what: 'read' | 'write' | 'add';
  readonly key: string;
  readonly text: string;
  readonly clerk: string;
  readonly nth: number;
}

/** Of one key: what it holds, and the last write of each clerk. */
export interface OtherEntry {
  readonly text: string;
  readonly last: ReadonlyMap<string, number>;
}

/** Shards that a group gave up for configuration `number`, with all keys in them. */
export interface OtherParcel {
  readonly number: number;
  readonly shards: readonly number[];
  readonly entries: ReadonlyMap<string, OtherEntry>;
}

/** What stands in the log of a group. */
export type OtherGroupCommand =
  | { readonly kind: 'wish'; readonly wish: OtherWish }
  | { readonly kind: 'enter'; readonly config: ShardConfig }
  | { readonly kind: 'take'; readonly from: number; readonly parcel: OtherParcel }
  | { readonly kind: 'drop'; readonly number: number; readonly to: number }
  /** The group `from` has dropped what it gave up for this configuration. */
  | { readonly kind: 'dropped'; readonly number: number; readonly from: number };

export interface OtherGroupRpc {
  /** `text` null: ask somebody else, or again. */
  wish(wish: OtherWish): Promise<{ readonly text: string | null }>;
  /** What group `to` is to have from configuration `number` on. */
  fetch(args: {
    readonly number: number;
    readonly to: number;
  }): { readonly kind: 'parcel'; readonly parcel: OtherParcel } | { readonly kind: 'not-here' };
  /** Group `to` has it. */
  received(args: { readonly number: number; readonly to: number }): Promise<{ readonly isDropped: boolean }>;
}
