import type {
  CompareVectors,
  VectorClockContract,
  VectorTime,
} from '../../harness/scenarios/lab5-clocks/contract.ts';

/**
 * The vector clock of one process (Fidge 1988; Mattern 1988, Vector Time). Entry `p` of an event's vector
 * says how many events of process `p` happened before it, or are it.
 */
export class VectorClock implements VectorClockContract {
  private readonly me: number;
  /** Never changed, only replaced: whoever was given it may keep it. */
  private entries: VectorTime;

  constructor(config: { readonly me: number; readonly size: number }) {
    this.me = config.me;
    this.entries = Array<number>(config.size).fill(0);
  }

  get time(): VectorTime {
    return this.entries;
  }

  /** Only the process itself counts its events. */
  tick(): VectorTime {
    this.entries = this.entries.map((count, process) => (process === this.me ? count + 1 : count));
    return this.entries;
  }

  /** Whatever happened before the sending has happened before the receipt; which is an event, too. */
  receive(sent: VectorTime): VectorTime {
    this.entries = this.entries.map((count, process) => Math.max(count, sent[process] ?? 0));
    return this.tick();
  }
}

/**
 * Less is: no entry greater, and one smaller (Mattern 1988, The Structure of Vector Time). Of two vectors,
 * neither may be less.
 */
export const compareVectors: CompareVectors = (a, b) => {
  const isLessSomewhere = a.some((entry, process) => entry < (b[process] ?? 0));
  const isGreaterSomewhere = a.some((entry, process) => entry > (b[process] ?? 0));
  if (isLessSomewhere && isGreaterSomewhere) return 'concurrent';
  if (isLessSomewhere) return 'before';
  return isGreaterSomewhere ? 'after' : 'equal';
};
