import type { SimServer } from './server.ts';

/**
 * Who can reach whom, by direction. Three independent causes of a cut: a server is off the network, a
 * partition separates two servers, one direction of one link is down.
 */
export class Reachability {
  private readonly offline = new Set<number>();
  private readonly side = new Map<number, number>();
  private readonly cutLinks = new Set<string>();

  setOnline(server: SimServer, online: boolean): void {
    if (online) this.offline.delete(server.address);
    else this.offline.add(server.address);
  }

  isOnline(server: SimServer): boolean {
    return !this.offline.has(server.address);
  }

  /**
   * Splits the network: servers reach each other if they are in the same group. Who is in none reaches all.
   */
  partition(groups: readonly (readonly SimServer[])[]): void {
    this.side.clear();
    for (const [number, group] of groups.entries()) {
      for (const server of group) this.side.set(server.address, number);
    }
  }

  setLink(from: SimServer, to: SimServer, up: boolean): void {
    if (up) this.cutLinks.delete(linkKey(from, to));
    else this.cutLinks.add(linkKey(from, to));
  }

  /** Ends the partition and mends every link; servers that are offline stay so. */
  heal(): void {
    this.side.clear();
    this.cutLinks.clear();
  }

  canSend(from: SimServer, to: SimServer): boolean {
    if (this.offline.size > 0 && (this.offline.has(from.address) || this.offline.has(to.address)))
      return false;
    if (this.side.size > 0) {
      const sender = this.side.get(from.address);
      const receiver = this.side.get(to.address);
      if (sender !== undefined && receiver !== undefined && sender !== receiver) return false;
    }
    return this.cutLinks.size === 0 || !this.cutLinks.has(linkKey(from, to));
  }
}

function linkKey(from: SimServer, to: SimServer): string {
  return `${from.address}>${to.address}`;
}
