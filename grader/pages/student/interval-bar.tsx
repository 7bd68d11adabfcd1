export interface IntervalBarProps {
  /** Of the runs that were made: 0 … 1. */
  readonly rate: number;
  /** What it says about all seeds: 0 … 1. */
  readonly interval: readonly [number, number];
}

/** A scale from 0 to 100 %, with the interval as a band and the rate as a stroke. */
export function IntervalBar({ rate, interval: [low, high] }: IntervalBarProps) {
  return (
    <svg class="interval" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="8" />
      <rect class="band" x={fixed(100 * low)} width={fixed(100 * (high - low))} height="8" />
      <rect class="rate" x={fixed(98 * rate)} width="2" height="8" />
    </svg>
  );
}

function fixed(value: number): string {
  return value.toFixed(1);
}
