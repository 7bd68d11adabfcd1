/** Pixels. */
export const LANE_HEIGHT = 32;
/** From the top of a lane to the middle of the numbers on its bars. */
export const BADGE_MIDDLE = 9;

export const BADGE_RADIUS = 8;

/** How places on the axis become pixels. */
export interface Plot {
  /** Room for names, at the left. */
  readonly gutter: number;
  /** Pixels a place, where 1 is the axis as it is. */
  readonly zoom: number;
  readonly width: number;
  /** From the left end of the plot. */
  readonly x: (place: number) => number;
}
