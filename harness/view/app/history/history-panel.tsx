import { useMemo, useState } from 'preact/hooks';
import type { HistoryPicture } from '../../../check/linearizability/picture.ts';
import { orderAxis, timeAxis } from '../model/history-axis.ts';
import type { HistorySteps } from '../model/history-steps.ts';
import { historySummary } from '../model/history-words.ts';
import { HistoryChart } from './history-chart.tsx';
import { HistoryDetails } from './history-details.tsx';
import { PointLinks } from './point-links.tsx';
import './history.css';

export interface HistoryPanelProps {
  readonly picture: HistoryPicture;
  /** By operation; undefined where there is no run to go to. */
  readonly links?: HistoryLinks;
}

export interface HistoryLinks {
  readonly steps: readonly HistorySteps[];
  /** What the step at a position is called: `#12`. */
  readonly nameOf: (position: number) => string;
  readonly onGo: (position: number) => void;
}

/** Why a history has no explanation: a bar for each operation, and an order that goes as far as one can. */
export function HistoryPanel({ picture, links }: HistoryPanelProps) {
  const [selected, setSelected] = useState(picture.impossible);
  const [hovered, setHovered] = useState<number>();
  const [isByTime, setByTime] = useState(false);
  const inOrder = useMemo(() => orderAxis(picture), [picture]);
  const inTime = useMemo(() => timeAxis(picture, inOrder.length), [picture, inOrder]);
  const select = (operation: number) => {
    setHovered(undefined);
    setSelected(operation);
  };
  const open = (operation: number, isAgain: boolean) => {
    const { call, return: end } = links?.steps[operation] ?? {};
    const to = isAgain ? (end ?? call) : (call ?? end);
    if (to !== undefined) links?.onGo(to);
  };
  return (
    <div class="history">
      <div class="history-why">
        <p class="muted">{historySummary(picture)}</p>
        <ul>
          {picture.why.map((sentence) => (
            <li key={sentence}>
              <PointLinks picture={picture} text={sentence} onSelect={select} />
            </li>
          ))}
        </ul>
      </div>
      <HistoryChart
        picture={picture}
        axis={isByTime && inTime ? inTime : inOrder}
        selected={selected}
        shown={hovered ?? selected}
        {...(inTime && { isByTime, onByTime: setByTime })}
        onSelect={select}
        onOpen={open}
        onHover={setHovered}
      />
      <HistoryDetails picture={picture} operation={hovered ?? selected} {...(links && { links })} />
    </div>
  );
}
