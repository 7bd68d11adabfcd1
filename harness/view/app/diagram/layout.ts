import { isLockSpan } from '../model/lock-bands.ts';
import type { Run } from '../model/run.ts';
import type { Span } from '../model/spans.ts';
import { isCrowded, type Lane, laneGroups } from './lanes.ts';
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
  /** Where the lanes begin and end; what does not fit between is reached by scrolling. */
  readonly lanesTop: number;
  readonly lanesBottom: number;
  /** How much of the lanes is out of view: 0 if they all fit. */
  readonly hiddenHeight: number;
  readonly lanes: readonly PlacedLane[];
  readonly headings: readonly Heading[];
  /** Middle of each actor's lane: the same for all of a cluster that is folded. */
  readonly laneY: readonly number[];
  readonly laneHeight: number;
  /** Where the bars of an actor's spans are: the top of the first row, and how high each is. */
  readonly spanRows: readonly SpanRows[];
  /** Where the bars of an actor's operations are. */
  readonly operationRows: readonly Row[];
  /** Where the bands of the locks are that an actor holds; undefined if it never holds one. */
  readonly lockRows: readonly (LockRows | undefined)[];
}

export interface PlacedLane extends Lane {
  /** Its middle. */
  readonly y: number;
}

/** The name of a cluster above its lanes. */
export interface Heading {
  readonly cluster: string;
  readonly top: number;
}

export interface Row {
  readonly top: number;
  readonly height: number;
}

/** The bars of one actor. */
export interface SpanRows extends Row {
  /** How many are below each other; 0 if it has none. */
  readonly count: number;
}

/** Locks that one actor holds: bands along the middle of its lane, with strips for the leases above. */
export interface LockRows extends Row {
  readonly leaseTop: number;
  readonly leaseHeight: number;
}

/** What a layout depends on besides the run. */
export interface LayoutOptions {
  readonly width: number;
  readonly height: number;
  /** Names of the clusters that have one lane only. */
  readonly folded: ReadonlySet<string>;
  /** All lanes are to be seen at once, however many there are. */
  readonly isFitted: boolean;
  /** By how much the lanes are moved up. */
  readonly scrolled: number;
}

export const SPAN_HEIGHT = 16;
export const HEADING_HEIGHT = 14;
/** From the middle of a lane down to the first bar. */
const SPANS_BELOW = 5;
const SPAN_ROW_MAX = 14;
/** Lanes must be so high for words. */
export const WORDY_LANE = 18;
const LANE_MIN = 14;
/** Of lanes that are to fit, so that hundreds are seen at once. */
const FITTED_LANE_MIN = 1;
/** So high that words fit in. */
export const OPERATION_HEIGHT = 9;
export const GUTTER = 92;
const AXIS = 22;
const FAULTS = 30;
/** Room below the lanes for how long squeezed stretches last, and the rule that was broken. */
const BOTTOM = 18;

export function layoutOf(run: Run, { width, height, folded, isFitted, scrolled }: LayoutOptions): Layout {
  const groups = laneGroups(run, folded);
  const spans = spanRows(run.networkSpans);
  const rows = spans.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const spanTop = AXIS + FAULTS;
  const lanesTop = spanTop + rows * SPAN_HEIGHT + 2;
  const lanesBottom = height - BOTTOM;
  const count = groups.reduce((sum, { lanes }) => sum + lanes.length, 0);
  const titled = groups.filter(({ lanes, cluster }) => cluster !== undefined && !lanes[0]?.isFolded).length;
  const room = lanesBottom - lanesTop - titled * HEADING_HEIGHT;
  const laneHeight = Math.max(room / Math.max(count, 1), isFitted ? FITTED_LANE_MIN : LANE_MIN);
  const hiddenHeight = Math.max(Math.round(count * laneHeight - room), 0);
  const lanes: PlacedLane[] = [];
  const headings: Heading[] = [];
  let top = lanesTop - Math.min(scrolled, hiddenHeight);
  for (const { cluster, lanes: own } of groups) {
    if (cluster !== undefined && !own[0]?.isFolded) {
      headings.push({ cluster, top });
      top += HEADING_HEIGHT;
    }
    for (const lane of own) {
      lanes.push({ ...lane, y: top + laneHeight / 2 });
      top += laneHeight;
    }
  }
  const laneY: number[] = [];
  for (const { actors, y } of lanes) for (const actor of actors) laneY[actor] = y;
  return {
    width,
    height,
    gutter: GUTTER,
    axisHeight: AXIS,
    faultY: AXIS + FAULTS / 2,
    spanTop,
    spans,
    lanesTop,
    lanesBottom,
    hiddenHeight,
    lanes,
    headings,
    laneY,
    laneHeight,
    spanRows: laneY.map((y, actor) => spanRowsOf(run, actor, y, laneHeight)),
    operationRows: laneY.map((y, actor) => operationRowOf(run, actor, y, laneHeight)),
    lockRows: laneY.map((y, actor) => lockRowsOf(run, actor, y, laneHeight)),
  };
}

/** Of a bar, so that there is room for words. */
const WORDY_ROW = 9;

/** Below all that lasts; without room for words, if there is none for both. */
function operationRowOf(run: Run, actor: number, y: number, laneHeight: number): Row {
  const own = run.spans.filter((span) => span.actor === actor);
  const bars = rowsOf(own.filter((span) => !isLockSpan(span)));
  const needed = Math.max(
    bars === 0 ? 0 : SPANS_BELOW + bars * WORDY_ROW,
    own.some(isLockSpan) ? halfBand(laneHeight) : 0,
  );
  const room = laneHeight / 2 - OPERATION_HEIGHT - 4;
  // A crowd whose lanes are bars from end to end would hide what it says.
  const isHidden = isCrowded(run) && laneHeight < WORDY_LANE;
  const isWordy = !isHidden && (room >= needed || needed === 0);
  if (isWordy) return { top: y + Math.min(room, Math.max(needed, 18)), height: OPERATION_HEIGHT };
  const height = Math.min(4, laneHeight * 0.17);
  return { top: y + laneHeight * 0.48 - height, height };
}

/** The cluster whose name is at this height in the column of names; undefined if none is. */
export function clusterNamedAt({ headings, lanes, laneHeight }: Layout, y: number): string | undefined {
  const heading = headings.find(({ top }) => y >= top && y < top + HEADING_HEIGHT);
  const lane = lanes.find((each) => each.isFolded && Math.abs(each.y - y) <= laneHeight / 2);
  return heading?.cluster ?? lane?.name;
}

/** Whether something of a lane with its middle at `y` can be seen. */
export function isInView({ lanesTop, lanesBottom, laneHeight }: Layout, y: number): boolean {
  return y > lanesTop - laneHeight && y < lanesBottom + laneHeight;
}

/** As high as the room between the middle of the lane and what is below it allows. */
function spanRowsOf(run: Run, actor: number, y: number, laneHeight: number): SpanRows {
  const count = rowsOf(run.spans.filter((span) => span.actor === actor && !isLockSpan(span)));
  const hasOperations = run.trace.operations.some((operation) => operation.actor === actor);
  const bottom = hasOperations ? operationRowOf(run, actor, y, laneHeight).top : y + laneHeight / 2 - 2;
  const top = y + Math.min(SPANS_BELOW, laneHeight / 8);
  const height = Math.min(Math.max((bottom - top) / Math.max(count, 1), 2), SPAN_ROW_MAX);
  return { top, height, count };
}

function rowsOf(spans: readonly Span[]): number {
  return spans.reduce((most, { row }) => Math.max(most, row + 1), 0);
}

const LOCK_BAND = 16;
const LEASE_STRIP = 7;

function halfBand(laneHeight: number): number {
  return Math.min(LOCK_BAND, laneHeight * 0.5) / 2;
}

function lockRowsOf(run: Run, actor: number, y: number, laneHeight: number): LockRows | undefined {
  const own = run.spans.filter((span) => span.actor === actor && isLockSpan(span));
  if (own.length === 0) return undefined;
  const held = rowsOf(own.filter(({ kind }) => kind === 'holds'));
  const leases = rowsOf(own.filter(({ kind }) => kind === 'lease'));
  const half = halfBand(laneHeight);
  const top = y - half;
  const strips = Math.min(LEASE_STRIP, laneHeight * 0.15);
  return {
    top,
    height: (2 * half) / Math.max(held, 1),
    leaseTop: top - strips - 1,
    leaseHeight: strips / Math.max(leases, 1),
  };
}
