/**
 * Which stores keep which values (lab6d), as the stores themselves tell. What a store that is down had counts
 * until it comes back, as nobody else can set the key there in the meantime.
 */
export class StoreKeys {
  /** By value, which no two tries share: numbers of stores. */
  private readonly stores = new Map<string, Set<number>>();

  set(store: number, value: string): void {
    const stores = this.stores.get(value);
    if (stores) stores.add(store);
    else this.stores.set(value, new Set([store]));
  }

  /** Expired, or removed. */
  gone(store: number, value: string): void {
    this.stores.get(value)?.delete(store);
  }

  /** It has come back, and remembers nothing. */
  restarted(store: number): void {
    for (const stores of this.stores.values()) stores.delete(store);
  }

  /** The stores that keep one of these values, in ascending order. */
  keeping(values: Iterable<string>): readonly number[] {
    const stores = new Set<number>();
    for (const value of values) for (const store of this.stores.get(value) ?? []) stores.add(store);
    return [...stores].sort((a, b) => a - b);
  }
}

/** Of this many stores: the least number of which any two sets have a store in common. */
export function majorityOf(stores: number): number {
  return Math.floor(stores / 2) + 1;
}
