import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';

/** A write that storage was asked for. */
export interface WriteTold {
  readonly client: string;
  readonly value: string;
  /** 0 where there are none. */
  readonly token: number;
  readonly isTaken: boolean;
}

export interface TakenWrite extends WriteTold {
  readonly atMs: number;
  /** When its client had read what it adds to. */
  readonly readAtMs: number;
}

/** What was read from storage and written to it, in its own order. */
export class StorageWrites {
  /** Oldest first. */
  readonly taken: TakenWrite[] = [];
  /** Called before a write is taken; to judge it. */
  judge: (write: TakenWrite) => void = () => {};
  private readonly simulation: Simulation;
  /** By client: when it read last. */
  private readonly reads = new Map<string, number>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** What the storage's program tells. */
  storageTold(server: SimServer, name: string, value: unknown): void {
    const { nowMs: atMs } = this.simulation;
    const told = value as WriteTold;
    if (name === 'read') this.reads.set(told.client, atMs);
    if (name !== 'write') return;
    const token = told.token > 0 ? ` with token ${told.token}` : '';
    const kind = told.isTaken ? 'written' : 'refused';
    const text = `${told.isTaken ? 'takes' : 'refuses'} ${told.value} of ${told.client}${token}`;
    this.simulation.mark(() => ({ kind, server, text }));
    this.simulation.count(kind);
    this.checkToken(told);
    if (!told.isTaken) return;
    const write = { ...told, atMs, readAtMs: this.reads.get(told.client) ?? 0 };
    this.judge(write);
    this.taken.push(write);
  }

  /** Storage that looks at tokens takes no older one after a newer one, and all others. */
  private checkToken({ client, token, isTaken }: WriteTold): void {
    const newest = this.taken.reduce((max, write) => Math.max(max, write.token), 0);
    if (token === 0 || isTaken === token >= newest) return;
    const message = isTaken
      ? `storage took the write of ${client} with token ${token} after one with token ${newest}`
      : `storage refused the write of ${client} with token ${token}, though the newest that it has seen is ${newest}`;
    throw new Violation('fencing/token-order', message, { actor: client, paper: 'Kleppmann 2016' });
  }
}
