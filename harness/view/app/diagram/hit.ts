import { isLockSpan } from '../model/lock-bands.ts';
import type { Span } from '../model/spans.ts';
import { seenPositions } from './draw-lanes.ts';
import { spanBox } from './draw-spans.ts';
import { arrowOf, type Scene, seenMs, xOf } from './scene.ts';

/** What is at a point: positions of steps that lie there, or of a message, or of what lasted then. */
export type Hit =
  | { readonly kind: 'steps'; readonly steps: readonly number[] }
  | { readonly kind: 'message'; readonly message: number }
  /** By position in `spans`. */
  | { readonly kind: 'span'; readonly span: number };

const STEP_PX = 7;
const MESSAGE_PX = 5;
/** So far from the middle of a lane a step can be met, however narrow lanes are. */
const LANE_PX = 4;
/** With more messages than this in view nobody can point at one. */
const MESSAGES_MAX = 4000;

export function hitAt(scene: Scene, x: number, y: number): Hit | undefined {
  const bar = spanAt(scene, x, y, (span) => !isLockSpan(span));
  if (bar !== undefined) return { kind: 'span', span: bar };
  const steps = stepsAt(scene, x, y);
  if (steps.length > 0) return { kind: 'steps', steps };
  const message = messageAt(scene, x, y);
  if (message !== undefined) return { kind: 'message', message };
  // Steps and the ends of messages are on top of it.
  const band = spanAt(scene, x, y, isLockSpan);
  return band === undefined ? undefined : { kind: 'span', span: band };
}

/** Nearest first; those at one moment in the order of the run. */
function stepsAt(scene: Scene, x: number, y: number): readonly number[] {
  const { run, layout, shown } = scene;
  const laneOf = (actor: number | undefined) => (actor === undefined ? layout.faultY : layout.laneY[actor]);
  const isOnLanes = layout.hiddenHeight === 0 || (y >= layout.lanesTop && y <= layout.lanesBottom);
  const found: { position: number; distance: number }[] = [];
  const [from, to] = seenPositions(scene);
  for (let position = from; position < to; position++) {
    const step = run.steps[position];
    const lane = step && laneOf(step.actor);
    if (
      !step ||
      step.cause.kind === 'gap' ||
      lane === undefined ||
      (step.actor !== undefined && !isOnLanes) ||
      Math.abs(lane - y) > Math.min(Math.max(layout.laneHeight / 2, LANE_PX), 18)
    )
      continue;
    const isNarrow = layout.laneHeight / 2 < LANE_PX;
    const distance = Math.hypot(xOf(scene, step.atMs) - x, isNarrow ? lane - y : 0);
    // What is folded or filtered can be met, but what is shown comes first.
    if (distance <= STEP_PX)
      found.push({ position, distance: distance + (shown.isStep[position] ? 0 : STEP_PX) });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.position - b.position)
    .map(({ position }) => position);
}

function spanAt(scene: Scene, x: number, y: number, isOne: (span: Span) => boolean): number | undefined {
  let found: number | undefined;
  const [fromMs, toMs] = seenMs(scene);
  scene.run.spansAt.visit(fromMs, toMs, (index) => {
    const span = scene.run.spans[index];
    const box = span && isOne(span) ? spanBox(scene, span) : undefined;
    if (box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) found = index;
  });
  return found;
}

function messageAt(scene: Scene, x: number, y: number): number | undefined {
  let best: number | undefined;
  let bestDistance = MESSAGE_PX;
  let looked = 0;
  const [fromMs, toMs] = seenMs(scene);
  scene.run.arrows.visit(fromMs, toMs, (index) => {
    const message = scene.run.trace.messages[index];
    if (!scene.shown.isMessage[index] || !message || looked++ > MESSAGES_MAX) return;
    const arrow = arrowOf(scene, message);
    if (!arrow) return;
    const distance = distanceTo(x, y, arrow.x1, arrow.y1, arrow.x2, arrow.y2);
    if (distance >= bestDistance) return;
    best = index;
    bestDistance = distance;
  });
  return best;
}

function distanceTo(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const part =
    length === 0 ? 0 : Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0), 1);
  return Math.hypot(x - x1 - part * (x2 - x1), y - y1 - part * (y2 - y1));
}
