/**
 * A value of lab code as JSON. Plain values stand for themselves. What JSON has no form for, and what was cut
 * to keep traces small, is an object with a `$` that says what it is.
 */
export type Captured = null | boolean | number | string | readonly Captured[] | CapturedObject | Special;

/**
 * A plain object, or an instance of a class: then `$` is `instance`, and `$class` the name of its class. Keys
 * of the value itself that begin with `$` have one more in front.
 */
export interface CapturedObject {
  readonly [key: string]: Captured;
}

export type Special =
  | { readonly $: 'undefined' }
  /** NaN, Infinity, -Infinity, -0 and bigint, as text. */
  | { readonly $: 'number'; readonly text: string }
  /** A text that was cut: `length` characters in all. */
  | { readonly $: 'string'; readonly text: string; readonly length: number }
  /** `hex` are the first bytes. */
  | { readonly $: 'bytes'; readonly length: number; readonly hex: string }
  /** A long array: some elements at its beginning and more at its end, by index. */
  | { readonly $: 'array'; readonly length: number; readonly items: Readonly<Record<string, Captured>> }
  /** The first entries, by `String(key)`; `size` entries in all. */
  | { readonly $: 'Map'; readonly size: number; readonly entries: Readonly<Record<string, Captured>> }
  | { readonly $: 'Set'; readonly size: number; readonly values: readonly Captured[] }
  /** A function, a promise, a symbol, an object of the harness, … : named, not looked into. */
  | { readonly $: 'opaque'; readonly text: string }
  /** Too deep or too much to be looked into. */
  | { readonly $: 'cut'; readonly text: string };

/** Where something is in the JSON of a captured value: keys and indexes, from the outside in. */
export type Path = readonly (string | number)[];

/**
 * `[path, value]`: is now this. `[path]`: is gone, of arrays the end from there on. An empty path is the
 * whole. To be done in order.
 */
export type Change = readonly [path: Path, value: Captured] | readonly [path: Path];
