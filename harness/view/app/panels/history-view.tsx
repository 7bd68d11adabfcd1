import { useMemo } from 'preact/hooks';
import type { HistoryPicture } from '../../../check/linearizability/picture.ts';
import { HistoryPanel } from '../history/history-panel.tsx';
import { historySteps } from '../model/history-steps.ts';
import type { Run } from '../model/run.ts';

export interface HistoryViewProps {
  readonly run: Run;
  readonly picture: HistoryPicture;
  readonly onGo: (position: number) => void;
}

/** Why what clients saw in this run has no explanation. Bars lead to the steps of their calls and answers. */
export function HistoryView({ run, picture, onGo }: HistoryViewProps) {
  const steps = useMemo(() => historySteps(run.trace, picture), [run, picture]);
  const nameOf = (position: number) => `#${run.steps[position]?.n}`;
  return (
    <section class="panel history-panel" aria-label="History">
      <HistoryPanel picture={picture} links={{ steps, nameOf, onGo }} />
    </section>
  );
}
