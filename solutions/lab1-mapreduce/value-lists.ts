import type { Application } from '../../harness/scenarios/lab1-mapreduce/contract.ts';

/** A list this long is combined, so that a frequent key takes no more memory than a rare one. */
const FOLD_AT = 1_000;

/**
 * Collects the values of each key. If the application can combine values (§4.3), they are combined on the
 * way. A Map, because keys may be any strings: an object has a `__proto__` and sorts numbers to the front.
 */
export class ValueLists {
  private readonly app: Application;
  private readonly lists = new Map<string, string[]>();

  constructor(app: Application) {
    this.app = app;
  }

  add(key: string, value: string): void {
    const list = this.lists.get(key);
    if (list === undefined) this.lists.set(key, [value]);
    else if (list.push(value) >= FOLD_AT) this.lists.set(key, this.fold(key, list));
  }

  /** Keys come in the order in which they were first added. */
  *entries(): Generator<[key: string, values: readonly string[]]> {
    for (const [key, list] of this.lists) yield [key, this.fold(key, list)];
  }

  private fold(key: string, list: string[]): string[] {
    if (list.length < 2 || !this.app.combine) return list;
    return [this.app.combine(key, list)];
  }
}
