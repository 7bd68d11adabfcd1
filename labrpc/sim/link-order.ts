/** Keeps the messages of a link in order, where its faults say so: when each may arrive. */
export class LinkOrder {
  private readonly latestMs = new Map<string, number>();

  /** When a message arrives that would be there at `atMs`, had the link carried no other before it. */
  arrivalMs(link: string, atMs: number): number {
    const inOrderMs = Math.max(atMs, this.latestMs.get(link) ?? atMs);
    this.latestMs.set(link, inOrderMs);
    return inOrderMs;
  }
}
