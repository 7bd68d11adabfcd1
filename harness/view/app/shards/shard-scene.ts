import { GUTTER } from '../diagram/layout.ts';
import type { Palette } from '../diagram/palette.ts';
import type { Viewport } from '../diagram/viewport.ts';
import type { Run } from '../model/run.ts';
import type { ShardOperation } from '../model/shard-operations.ts';
import type { Reign, Sharding, ShardRow } from '../model/sharding.ts';

/** All that the picture of the shards depends on. */
export interface ShardScene {
  readonly run: Run;
  readonly sharding: Sharding;
  readonly viewport: Viewport;
  readonly palette: Palette;
  /** Position of the selected step. */
  readonly position: number;
  readonly shard: number;
  /** Added to the times of this run, so that it stands below the diagram. */
  readonly shiftMs: number;
  readonly layout: ShardLayout;
}

export interface ShardLayout {
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  /** Of the band that says which group has the shard; operations are below it. */
  readonly bandHeight: number;
  /** How much of the rows is out of view: 0 if they all fit. */
  readonly hiddenHeight: number;
  readonly scrolled: number;
}

/** The numbers of the configurations stand above the rows. */
export const HEAD = 16;
const ROW_MIN = 18;
const ROW_MAX = 24;
/** Room for operations at the foot of a row. */
export const OPERATIONS = 6;

export function shardLayout(
  rows: number,
  { width, height, scrolled }: { width: number; height: number; scrolled: number },
): ShardLayout {
  const rowHeight = Math.min(Math.max((height - HEAD) / Math.max(rows, 1), ROW_MIN), ROW_MAX);
  const hiddenHeight = Math.max(Math.ceil(rows * rowHeight + HEAD - height), 0);
  const bandHeight = rowHeight - OPERATIONS - 2;
  return { width, height, rowHeight, bandHeight, hiddenHeight, scrolled: Math.min(scrolled, hiddenHeight) };
}

/** As high as the picture would like to be. */
export function idealHeight(rows: number): number {
  return HEAD + rows * ROW_MIN + 2;
}

export function rowTop({ rowHeight, scrolled }: ShardLayout, shard: number): number {
  return HEAD + shard * rowHeight - scrolled;
}

export function xOfMs({ viewport, shiftMs }: ShardScene, ms: number): number {
  return GUTTER + viewport.x(ms + shiftMs);
}

/** What is at a point of the picture. */
export interface ShardHit {
  readonly row: ShardRow;
  readonly reign: Reign | undefined;
  /** The one that waited longest, if several lie there. */
  readonly operation: ShardOperation | undefined;
  /** In the column of names, or in the band. */
  readonly isOnOperations: boolean;
}

const NEAR_PX = 3;

export function shardHitAt(scene: ShardScene, x: number, y: number): ShardHit | undefined {
  const { layout, sharding } = scene;
  const row =
    y < HEAD ? undefined : sharding.rows[Math.floor((y - HEAD + layout.scrolled) / layout.rowHeight)];
  if (!row) return undefined;
  const inRow = y - rowTop(layout, row.shard);
  const reign =
    x < GUTTER ? undefined : row.reigns.find(({ fromMs, toMs }) => isBetween(scene, x, fromMs, toMs, 0));
  const there = row.operations.filter(
    ({ fromMs, toMs }) => x >= GUTTER && isBetween(scene, x, fromMs, toMs ?? scene.run.endMs, NEAR_PX),
  );
  const lengthOf = ({ fromMs, toMs }: ShardOperation) => (toMs ?? scene.run.endMs) - fromMs;
  const operation = there.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  return { row, reign, operation, isOnOperations: inRow >= layout.bandHeight };
}

function isBetween(scene: ShardScene, x: number, fromMs: number, toMs: number, slack: number): boolean {
  return x >= xOfMs(scene, fromMs) - slack && x <= xOfMs(scene, toMs) + slack;
}
