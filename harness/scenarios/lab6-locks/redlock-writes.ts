import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { FencedKeys } from '../../check/fenced-keys.ts';
import type { ReadReport, WroteReport } from './storage-reports.ts';

/** A write that storage has taken. */
export interface TakenWrite {
  readonly client: string;
  /** Names of clients, each of which has put its own behind those that it had read. */
  readonly value: string;
  readonly atMs: number;
}

/** What clients of a Redlock write to storage, as that tells it, in its own order. */
export class StorageWrites {
  /** Called before a write is taken: the one before it, if there is one, and this one. */
  judge: (last: TakenWrite, next: TakenWrite) => void = () => {};
  private readonly simulation: Simulation;
  /** What storage that looks at tokens has to answer. */
  private readonly fenced: FencedKeys | undefined;
  private last: TakenWrite | undefined;

  constructor(simulation: Simulation, isFenced: boolean) {
    this.simulation = simulation;
    this.fenced = isFenced ? new FencedKeys() : undefined;
  }

  /** The storage has answered a read. */
  wasRead({ key, answer }: ReadReport): void {
    this.fenced?.wasRead(key, answer);
  }

  /** The storage has answered a write. */
  wrote(server: SimServer, { key, value, token, answer }: WroteReport): void {
    const client = value.split(', ').at(-1) ?? '';
    const verdict = this.fenced?.wrote({ key, value, token, by: client }, answer) ?? 'accepted';
    const carrying = this.fenced ? ` with token ${token}` : '';
    this.simulation.count(verdict === 'accepted' ? 'written' : 'fencedOff');
    this.simulation.mark(() => ({ kind: verdict, server, text: `${verdict}: ${client}${carrying}` }));
    if (verdict === 'refused') return;
    const next = { client, value, atMs: this.simulation.nowMs };
    if (this.last) this.judge(this.last, next);
    this.last = next;
  }
}
