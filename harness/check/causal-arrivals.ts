import type { Broadcast } from './causal-deliveries.ts';

/**
 * Which messages bring which broadcast to whom: those that its sender sends to a process while it broadcasts.
 * A message that leaves at another time brings nothing that is known here.
 */
export class CausalArrivals {
  /** By message, until it arrives for the first time. */
  private readonly underWay = new Map<number, Broadcast>();
  /** By broadcast, and by process: how many of its messages have not come yet. */
  private readonly toCome = new Map<Broadcast, Map<number, number>>();

  /** A message leaves for `to` while its sender broadcasts. */
  sent(message: number, broadcast: Broadcast, to: number): void {
    this.underWay.set(message, broadcast);
    const counts = this.toCome.get(broadcast) ?? new Map<number, number>();
    this.toCome.set(broadcast, counts.set(to, (counts.get(to) ?? 0) + 1));
  }

  /** The broadcast that this message brought; undefined if that is not known, or it is a copy. */
  arrived(message: number, to: number): Broadcast | undefined {
    const broadcast = this.underWay.get(message);
    if (!broadcast) return undefined;
    this.underWay.delete(message);
    const counts = this.toCome.get(broadcast);
    counts?.set(to, (counts.get(to) ?? 0) - 1);
    return broadcast;
  }

  /** Whether a process has been sent a broadcast, and has all of it. */
  hasAll(process: number, broadcast: Broadcast): boolean {
    return this.toCome.get(broadcast)?.get(process) === 0;
  }
}
