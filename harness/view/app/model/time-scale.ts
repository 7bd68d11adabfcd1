import { countUpTo } from './state-history.ts';

/** A stretch without events that is drawn shorter than it lasts. */
export interface Squeeze {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Maps virtual time to places on the time axis, and back. Messages take a few ms and elections hundreds, so
 * on a true axis one sees either empty space or no arrow. Where nothing happens for long, the axis is
 * squeezed; order and simultaneity stay as they are.
 */
export class TimeScale {
  /** Ascending; the axis is linear between two of them, and true before the first and after the last. */
  private readonly times: readonly number[];
  private readonly places: readonly number[];
  readonly squeezes: readonly Squeeze[];

  private constructor(times: readonly number[], places: readonly number[], squeezes: readonly Squeeze[]) {
    this.times = times;
    this.places = places;
    this.squeezes = squeezes;
  }

  /** Every ms is as long as any other. */
  static true(): TimeScale {
    return new TimeScale([0], [0], []);
  }

  /** Gaps between these ascending times that are longer than `calmMs` are squeezed, long ones more. */
  static squeezed(events: readonly number[], calmMs: number): TimeScale {
    const first = events[0] ?? 0;
    const times = [first];
    const places = [first];
    const squeezes: Squeeze[] = [];
    let place = first;
    let last = first;
    for (const at of events) {
      const gap = at - last;
      if (gap > calmMs) {
        times.push(last);
        places.push(place);
        place += calmMs + (calmMs / 8) * Math.log2(gap / calmMs);
        times.push(at);
        places.push(place);
        squeezes.push({ fromMs: last, toMs: at });
      } else place += gap;
      last = at;
    }
    return new TimeScale(times, places, squeezes);
  }

  place(ms: number): number {
    return between(this.times, this.places, ms);
  }

  time(place: number): number {
    return between(this.places, this.times, place);
  }
}

function between(from: readonly number[], to: readonly number[], value: number): number {
  const after = countUpTo(from, value);
  if (after === 0) return (to[0] as number) + value - (from[0] as number);
  const a = from[after - 1] as number;
  const b = from[after];
  const start = to[after - 1] as number;
  if (b === undefined || b === a) return start + value - a;
  return start + ((value - a) / (b - a)) * ((to[after] as number) - start);
}
