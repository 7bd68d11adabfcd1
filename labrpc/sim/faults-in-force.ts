import type { Fault } from './faults.ts';
import type { SimServer } from './server.ts';

/** Something that a scenario did to the world and has not undone. */
export interface FaultInForce {
  readonly fault: Fault;
  readonly sinceMs: number;
}

/** Which faults have not ended: for the report of a failure. */
export class FaultsInForce {
  /** By what they are about, so that the end of one finds it. */
  private readonly faults = new Map<string, FaultInForce>();

  /** False if it changes nothing: it ends what is not in force. */
  add(fault: Fault, atMs: number): boolean {
    switch (fault.what) {
      case 'crash':
        this.end('crash in turn', fault.server);
        this.end('pause', fault.server);
        return this.begin(fault, atMs, fault.server);
      case 'pause':
      case 'disconnect':
      case 'crash in turn':
        return this.begin(fault, atMs, fault.server);
      case 'clock rate':
        return fault.rate === 1 ? this.end(fault.what, fault.server) : this.begin(fault, atMs, fault.server);
      case 'partition':
        return this.begin(fault, atMs);
      case 'cut one way':
      case 'hold':
        return this.begin(fault, atMs, fault.from, fault.to);
      case 'faults':
        return fault.faults
          ? this.begin(this.addUp(fault), atMs, ...fault.of)
          : this.end('faults', ...fault.of);
      case 'resume':
        return this.end('pause', fault.server);
      case 'connect':
        return this.end('disconnect', fault.server);
      case 'mend':
        return this.end('cut one way', fault.from, fault.to);
      case 'release':
        return this.end('hold', fault.from, fault.to);
      case 'heal':
        return this.heal();
      case 'clock jump':
      case 'release one':
        return true;
    }
  }

  /** A new life of this server begins. */
  booted(name: string): void {
    this.faults.delete(`crash ${name}`);
  }

  /** Oldest first. */
  list(): readonly FaultInForce[] {
    return [...this.faults.values()];
  }

  private begin(fault: Fault, sinceMs: number, ...of: readonly SimServer[]): boolean {
    this.end(fault.what, ...of);
    this.faults.set(keyOf(fault.what, of), { fault, sinceMs });
    return true;
  }

  private end(what: Fault['what'], ...of: readonly SimServer[]): boolean {
    return this.faults.delete(keyOf(what, of));
  }

  private heal(): boolean {
    const ended = [...this.faults].filter(
      ([, { fault }]) => fault.what === 'partition' || fault.what === 'cut one way',
    );
    for (const [key] of ended) this.faults.delete(key);
    return ended.length > 0;
  }

  /** Faults of the whole network add up, field by field; those of a server or link replace each other. */
  private addUp(fault: Fault & { readonly what: 'faults' }): Fault {
    const before = this.faults.get(keyOf('faults', []))?.fault;
    if (fault.of.length > 0 || before?.what !== 'faults') return fault;
    return { ...fault, faults: { ...before.faults, ...fault.faults } };
  }
}

function keyOf(what: Fault['what'], of: readonly SimServer[]): string {
  return [what, ...of.map(({ name }) => name)].join(' ');
}
