import type { Captured } from '../../../trace/captured.ts';
import type { Step, TraceActor } from '../../../trace/trace.ts';
import { Patcher } from './patch.ts';

/** Steps between two states that are kept: bounds what a jump to anywhere costs. */
const STRIDE = 128;

/** The states of one actor over the run, made from its changes when they are asked for. */
export class StateHistory {
  private readonly steps: readonly Step[];
  /** Positions in `steps` of those that changed this actor. */
  private readonly changing: readonly number[];
  /** `kept[k]` is the state before the change number `k * STRIDE`. */
  private readonly kept: Captured[];
  private readonly recent = new Map<number, Captured>();

  constructor(actor: TraceActor, steps: readonly Step[], changing: readonly number[]) {
    this.steps = steps;
    this.changing = changing;
    this.kept = [actor.state];
  }

  /** The state after the step at this position; -1 gives that before the first one. */
  after(position: number): Captured {
    return this.afterChanges(countUpTo(this.changing, position));
  }

  /** The state before the step at this position. */
  before(position: number): Captured {
    return this.after(position - 1);
  }

  private afterChanges(count: number): Captured {
    const known = this.recent.get(count);
    if (known !== undefined) return known;
    const state = this.replay(count);
    if (this.recent.size > 16) this.recent.clear();
    this.recent.set(count, state);
    return state;
  }

  private replay(count: number): Captured {
    let done = Math.min(this.kept.length - 1, Math.floor(count / STRIDE)) * STRIDE;
    const patcher = new Patcher(this.kept[done / STRIDE] ?? null);
    for (; done < count; done++) {
      const changes = this.steps[this.changing[done] ?? -1]?.changes;
      if (changes) patcher.apply(changes);
      const next = done + 1;
      if (next % STRIDE === 0 && next / STRIDE === this.kept.length) this.kept.push(patcher.freeze());
    }
    return patcher.freeze();
  }
}

/** How many of these ascending numbers are at most `limit`. */
export function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
