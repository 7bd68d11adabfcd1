import type { HistoryPicture } from '../../../check/linearizability/picture.ts';
import type { HistoryAxis } from '../model/history-axis.ts';
import type { HistoryLane } from '../model/history-lanes.ts';
import { BADGE_MIDDLE, BADGE_RADIUS, LANE_HEIGHT, type Plot } from './plot.ts';

export interface HistoryOrderProps {
  readonly picture: HistoryPicture;
  readonly axis: HistoryAxis;
  readonly lanes: readonly HistoryLane[];
  readonly plot: Plot;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly number: number;
}

/** The points of the order with their numbers, joined by a line; a cross where it cannot go on. */
export function HistoryOrder({ picture, axis, lanes, plot }: HistoryOrderProps) {
  const laneOf = new Map(lanes.flatMap(({ operations }, lane) => operations.map((each) => [each, lane])));
  const y = (operation: number) => (laneOf.get(operation) ?? 0) * LANE_HEIGHT + BADGE_MIDDLE;
  const spots = picture.order.map(
    ({ operation, number }, index): Spot => ({ x: plot.x(axis.points[index] ?? 0), y: y(operation), number }),
  );
  const end = { x: plot.x(axis.impossible), y: y(picture.impossible) };
  const last = spots.at(-1);
  return (
    <svg class="order" aria-hidden="true" width={plot.width} height={lanes.length * LANE_HEIGHT}>
      {spots.slice(1).map((spot, index) => {
        const from = spots[index] as Spot;
        const isNext = spot.number === from.number + 1;
        return (
          <line
            key={spot.number}
            class={isNext ? '' : 'gap'}
            x1={from.x}
            y1={from.y}
            x2={spot.x}
            y2={spot.y}
          />
        );
      })}
      {last && <line class="impossible" x1={last.x} y1={last.y} x2={end.x} y2={end.y} />}
      {spots.map(({ x, y, number }) => (
        <g key={number}>
          <line class="tick" x1={x} y1={y} x2={x} y2={y + LANE_HEIGHT - BADGE_MIDDLE - 4} />
          <circle cx={x} cy={y} r={number > 99 ? BADGE_RADIUS + 3 : BADGE_RADIUS} />
          <text x={x} y={y + 3.5}>
            {number}
          </text>
        </g>
      ))}
      <g class="impossible">
        <line class="tick" x1={end.x} y1={end.y} x2={end.x} y2={end.y + LANE_HEIGHT - BADGE_MIDDLE - 4} />
        <circle cx={end.x} cy={end.y} r={BADGE_RADIUS} />
        <text x={end.x} y={end.y + 3.5}>
          ✗
        </text>
      </g>
    </svg>
  );
}
