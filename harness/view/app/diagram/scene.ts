import type { TraceMessage } from '../../../trace/trace.ts';
import type { Ordering } from '../model/ordering.ts';
import { arrowEndMs, type Run } from '../model/run.ts';
import type { Shown } from '../model/search.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Viewport } from './viewport.ts';

/** All that a drawing of one run depends on. */
export interface Scene {
  readonly run: Run;
  readonly shown: Shown;
  readonly viewport: Viewport;
  readonly layout: Layout;
  readonly palette: Palette;
  readonly methodHues: ReadonlyMap<string, number>;
  /** By `colorNameOf` a span. */
  readonly spanHues: ReadonlyMap<string, number>;
  /** Position of the selected step. */
  readonly selected: number;
  readonly isActive: boolean;
  /** Added to the times of this run, so that two runs stand below each other. */
  readonly shiftMs: number;
  /** Position of the first step that differs from the other run; undefined without one. */
  readonly divergence: number | undefined;
  /** What happened before the selected step and what after it, if that is to be shown. */
  readonly ordering: Ordering | undefined;
}

export function xOf({ viewport, layout, shiftMs }: Scene, ms: number): number {
  return layout.gutter + viewport.x(ms + shiftMs);
}

/** The times of the run, from and to, that are seen. */
export function seenMs({ viewport, shiftMs }: Scene): readonly [number, number] {
  return [viewport.fromMs - shiftMs, viewport.toMs - shiftMs];
}

export interface Arrow {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Where a message's arrow is drawn. A lost one ends on its way, one to a dead server at its lane. */
export function arrowOf(scene: Scene, message: TraceMessage): Arrow | undefined {
  const { run, layout } = scene;
  const y1 = layout.laneY[message.from];
  const target = layout.laneY[message.to];
  if (y1 === undefined || target === undefined) return undefined;
  // What servers of a folded cluster say to each other stays in their lane.
  if (y1 === target && message.from !== message.to) return undefined;
  const x1 = xOf(scene, message.sentAtMs);
  const { fate } = message;
  if (fate.kind === 'lost') {
    const part = /down|died|crash/.test(fate.why) ? 0.86 : 0.42;
    const atMs = Math.min(
      Math.max(fate.atMs, message.sentAtMs + run.usualDelayMs * part),
      message.sentAtMs + run.lateAfterMs,
    );
    return { x1, y1, x2: xOf(scene, atMs), y2: y1 + (target - y1) * part };
  }
  const x2 = xOf(scene, arrowEndMs(message, run.endMs));
  if (fate.kind !== 'under-way') return { x1, y1, x2, y2: target };
  return { x1, y1, x2: Math.max(x2, x1 + 12), y2: y1 + (target - y1) * 0.6 };
}
