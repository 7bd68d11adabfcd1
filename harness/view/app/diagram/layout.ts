import type { Run } from '../model/run.ts';
import { type SpanRow, spanRows } from './span-rows.ts';

/** Where things are from top to bottom, in CSS pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Width of the names on the left. */
  readonly gutter: number;
  readonly axisHeight: number;
  /** Middle of the lane of what the scenario does to the world. */
  readonly faultY: number;
  /** Top of the rows that show partitions and cuts. */
  readonly spanTop: number;
  readonly spans: readonly SpanRow[];
  /** Middle of each actor's lane. */
  readonly laneY: readonly number[];
  readonly laneHeight: number;
}

export const SPAN_HEIGHT = 16;
const GUTTER = 92;
const AXIS = 22;
const FAULTS = 30;
/** Room below the lanes for how long squeezed stretches last, and the rule that was broken. */
const BOTTOM = 18;

export function layoutOf(run: Run, width: number, height: number): Layout {
  const actors = Math.max(run.trace.actors.length, 1);
  const spans = spanRows(run.networkSpans);
  const rows = spans.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const spanTop = AXIS + FAULTS;
  const top = spanTop + rows * SPAN_HEIGHT + 2;
  const laneHeight = Math.max((height - top - BOTTOM) / actors, 14);
  return {
    width,
    height,
    gutter: GUTTER,
    axisHeight: AXIS,
    faultY: AXIS + FAULTS / 2,
    spanTop,
    spans,
    laneY: run.trace.actors.map((_, index) => top + (index + 0.5) * laneHeight),
    laneHeight,
  };
}
