import type { Random } from './random.ts';

/** What a link does to the messages on it. Ratios are in 0 … 1, times in virtual ms. */
export interface LinkFaults {
  /** One-way latency of each request, reply and message: uniform in this range. */
  readonly delayMs: Range;
  /** How often a request or one-way message is lost. */
  readonly dropRequestRatio: number;
  /** How often a reply is lost, though the handler ran. */
  readonly dropReplyRatio: number;
  /** How often a request or one-way message is delivered twice, each with a delay of its own. */
  readonly duplicateRatio: number;
  /** How often a request or reply is held back, for `holdMs` more: later ones overtake it by far. */
  readonly holdRequestRatio: number;
  readonly holdReplyRatio: number;
  readonly holdMs: Range;
  /** One-way messages arrive in the order in which they were sent: none overtakes another of its link. */
  readonly keepsOrder: boolean;
  /** When the caller learns (`null`) that a request or reply was lost on the way. */
  readonly lostAfterMs: Range;
  /** When the caller learns that the other side is down or cut off. */
  readonly unreachableAfterMs: Range;
}

export type Range = readonly [min: number, max: number];

/** A calm local network. */
export const RELIABLE: LinkFaults = {
  delayMs: [1, 3],
  dropRequestRatio: 0,
  dropReplyRatio: 0,
  duplicateRatio: 0,
  holdRequestRatio: 0,
  holdReplyRatio: 0,
  holdMs: [200, 2200],
  keepsOrder: false,
  lostAfterMs: [0, 100],
  unreachableAfterMs: [0, 100],
};

/** Loss of one in ten each way, and delays up to 27 ms: MIT's unreliable network, with true latency. */
export const UNRELIABLE: LinkFaults = {
  ...RELIABLE,
  delayMs: [1, 27],
  dropRequestRatio: 0.1,
  dropReplyRatio: 0.1,
};

/** Two replies of three come 0.2 to 2.2 s late, as in MIT's long reordering. */
export const REORDERING: Partial<LinkFaults> = { holdReplyRatio: 2 / 3, holdMs: [200, 2200] };

/** Callers of a dead or cut-off server wait up to 7 s, so whoever calls one peer after the other stalls. */
export const LONG_WAITS: Partial<LinkFaults> = { unreachableAfterMs: [0, 7000] };

/**
 * Which faults a link has: the most specific setting of each field wins, link before server before network.
 */
export class FaultTable {
  private network: LinkFaults;
  private readonly servers = new Map<number, Partial<LinkFaults>>();
  private readonly links = new Map<string, Partial<LinkFaults>>();
  private readonly resolved = new Map<string, LinkFaults>();

  constructor(network: LinkFaults) {
    this.network = network;
  }

  setNetwork(faults: Partial<LinkFaults>): void {
    this.network = { ...this.network, ...faults };
    this.resolved.clear();
  }

  /** For everything from and to this server. `undefined`: as the network. */
  setServer(address: number, faults: Partial<LinkFaults> | undefined): void {
    if (faults) this.servers.set(address, faults);
    else this.servers.delete(address);
    this.resolved.clear();
  }

  /** For one direction of one link. `undefined`: as the network. */
  setLink(from: number, to: number, faults: Partial<LinkFaults> | undefined): void {
    if (faults) this.links.set(`${from}>${to}`, faults);
    else this.links.delete(`${from}>${to}`);
    this.resolved.clear();
  }

  of(from: number, to: number): LinkFaults {
    if (this.servers.size === 0 && this.links.size === 0) return this.network;
    const key = `${from}>${to}`;
    let faults = this.resolved.get(key);
    if (!faults) {
      faults = {
        ...this.network,
        ...this.servers.get(from),
        ...this.servers.get(to),
        ...this.links.get(key),
      };
      this.resolved.set(key, faults);
    }
    return faults;
  }
}

/** A time drawn from a range. */
export function drawMs(random: Random, [min, max]: Range): number {
  return min === max ? min : random.between(min, max);
}
