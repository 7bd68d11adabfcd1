import type { HistoryPicture, PictureOperation } from '../../../check/linearizability/picture.ts';
import { BESIDE_POINT, type HistoryAxis, textWidthOf } from '../model/history-axis.ts';
import type { HistoryLane } from '../model/history-lanes.ts';
import { standingOf } from '../model/history-words.ts';
import type { HistoryChartProps } from './history-chart.tsx';
import { badgeText } from './history-details.tsx';
import type { Plot } from './plot.ts';

/** Pixels from the left end of a bar to its text. */
const INDENT = 5;

export type HistoryBarsProps = Pick<
  HistoryChartProps,
  'picture' | 'axis' | 'shown' | 'selected' | 'onHover'
> & {
  readonly lane: HistoryLane;
  readonly plot: Plot;
  readonly onOpen: (operation: number) => void;
};

/** The bars of one client. */
export function HistoryBars({
  lane,
  plot,
  picture,
  axis,
  shown,
  selected,
  onOpen,
  onHover,
}: HistoryBarsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field set is for forms.
    <div class="lane" role="group" aria-label={lane.client}>
      <span class="lane-name" style={{ width: `${plot.gutter}px` }} title={lane.client}>
        {lane.client}
      </span>
      {lane.operations.map((operation) => {
        const { text, return: end } = picture.operations[operation] as PictureOperation;
        const standing = standingOf(picture, operation);
        const from = plot.x(axis.calls[operation] ?? 0);
        const to = plot.x(axis.returns[operation] ?? axis.length);
        const badge = plot.x(placeOf(picture, axis, operation) ?? 0) - from;
        const indent = indentOf(badge, to - from, textWidthOf(picture, operation));
        const classes = [
          'bar',
          standing.kind,
          end === undefined ? 'open' : '',
          operation === shown ? 'shown' : '',
        ];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the list box.
          <div
            key={operation}
            id={`operation-${operation}`}
            tabIndex={-1}
            role="option"
            aria-selected={operation === selected}
            aria-label={`${badgeText(standing)} ${text}${end === undefined ? ', never returned' : ''}`}
            class={classes.filter(Boolean).join(' ')}
            style={{
              left: `${from}px`,
              width: `${Math.max(to - from, 3)}px`,
              paddingLeft: `${indent}px`,
            }}
            onPointerEnter={() => onHover(operation)}
            onPointerLeave={() => onHover(undefined)}
            onClick={() => onOpen(operation)}
          >
            <span style={{ left: `${plot.gutter + INDENT}px` }}>{text}</span>
          </div>
        );
      })}
    </div>
  );
}

/** Where it takes effect, or would have to. */
function placeOf(picture: HistoryPicture, axis: HistoryAxis, operation: number): number | undefined {
  if (operation === picture.impossible) return axis.impossible;
  const point = picture.order.findIndex((each) => each.operation === operation);
  return axis.points[point];
}

/** Pixels from the left end of a bar to its text: beside the number of its point, where there is room. */
function indentOf(badge: number, width: number, textWidth: number): number {
  if (badge < 0 || badge - BESIDE_POINT > textWidth) return INDENT;
  const isAfter = width - badge - BESIDE_POINT > Math.min(textWidth, badge);
  return isAfter ? badge + BESIDE_POINT : INDENT;
}
