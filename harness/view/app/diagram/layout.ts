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
  /** Where the bars of an actor's spans are: the top of the first row, and how high each is. */
  readonly spanRows: readonly SpanRows[];
}

/** The bars of one actor. */
export interface SpanRows {
  readonly top: number;
  readonly height: number;
  /** How many are below each other; 0 if it has none. */
  readonly count: number;
}

export const SPAN_HEIGHT = 16;
/** From the middle of a lane down to the first bar. */
const SPANS_BELOW = 5;
const SPAN_ROW_MAX = 14;
export const OPERATION_HEIGHT = 9;
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
  const laneY = run.trace.actors.map((_, index) => top + (index + 0.5) * laneHeight);
  return {
    width,
    height,
    gutter: GUTTER,
    axisHeight: AXIS,
    faultY: AXIS + FAULTS / 2,
    spanTop,
    spans,
    laneY,
    laneHeight,
    spanRows: laneY.map((y, actor) => spanRowsOf(run, actor, y, laneHeight)),
  };
}

/** Top of the bars for operations, for an actor whose lane has its middle at `y`. */
export function operationTop(y: number, laneHeight: number): number {
  return y + Math.min(laneHeight / 2 - OPERATION_HEIGHT - 4, 18);
}

/** As high as the room between the middle of the lane and what is below it allows. */
function spanRowsOf(run: Run, actor: number, y: number, laneHeight: number): SpanRows {
  const rows = run.spans.flatMap((span) => (span.actor === actor ? [span.row] : []));
  const count = rows.reduce((most, row) => Math.max(most, row + 1), 0);
  const hasOperations = run.trace.operations.some((operation) => operation.actor === actor);
  const bottom = hasOperations ? operationTop(y, laneHeight) : y + laneHeight / 2 - 2;
  const top = y + Math.min(SPANS_BELOW, laneHeight / 8);
  const height = Math.min(Math.max((bottom - top) / Math.max(count, 1), 2), SPAN_ROW_MAX);
  return { top, height, count };
}
