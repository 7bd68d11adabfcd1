import type { CausalOrder, VectorTime } from '../contract.ts';

/** A second design: one array that is changed in place, of which only copies are handed out. */
export class VectorClock {
  readonly #counts: number[] = [];
  readonly #me: number;

  constructor({ me, size }: { me: number; size: number }) {
    this.#me = me;
    while (this.#counts.length < size) this.#counts.push(0);
  }

  get time(): VectorTime {
    return this.#counts.slice();
  }

  tick(): VectorTime {
    // Steps of two are as good as steps of one.
    this.#counts[this.#me] = (this.#counts[this.#me] ?? 0) + 2;
    return this.time;
  }

  receive(sent: VectorTime): VectorTime {
    for (let process = 0; process < sent.length; process++) {
      const theirs = sent[process] ?? 0;
      if (theirs > (this.#counts[process] ?? 0)) this.#counts[process] = theirs;
    }
    return this.tick();
  }
}

export function compareVectors(a: VectorTime, b: VectorTime): CausalOrder {
  const isAtMost = (x: VectorTime, y: VectorTime) => x.every((count, index) => count <= (y[index] ?? 0));
  if (isAtMost(a, b)) return isAtMost(b, a) ? 'equal' : 'before';
  return isAtMost(b, a) ? 'after' : 'concurrent';
}
