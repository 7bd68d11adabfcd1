import { useState } from 'preact/hooks';
import { VIEW_TITLES, viewsOf } from '../available-views.ts';
import type { Palette } from '../diagram/palette.ts';
import type { Viewport } from '../diagram/viewport.ts';
import type { Comparison } from '../model/alignment.ts';
import { isStateUnknown } from '../model/left-out.ts';
import { actorOf, type Run } from '../model/run.ts';
import type { Shown } from '../model/search.ts';
import type { Selection, View } from '../selection.ts';
import { ShardView } from '../shards/shard-view.tsx';
import type { Order } from '../use-order.ts';
import { shiftOf } from '../use-viewport.ts';
import { HistoryView } from './history-view.tsx';
import { JobView } from './job-view.tsx';
import { OperationsView } from './operations-view.tsx';
import { RaftView } from './raft-view.tsx';
import { StatePanel } from './state-panel.tsx';
import { StateUnknown } from './state-unknown.tsx';
import { StepList } from './step-list.tsx';
import { StepPanel } from './step-panel.tsx';
import { StoreView } from './store-view.tsx';

export interface ViewsProps {
  readonly runs: readonly Run[];
  readonly shown: readonly Shown[];
  readonly palette: Palette;
  readonly viewport: Viewport;
  readonly selection: Selection;
  readonly comparison?: Comparison;
  /** The filter has a text. */
  readonly isSearching: boolean;
  readonly onSelect: (position: number, how: 'jump' | 'step') => void;
  readonly onView: (view: View) => void;
  readonly order: Order;
}

/** What is known about the selected step, in one of several ways. */
export function Views(props: ViewsProps) {
  const { runs, selection, onView } = props;
  const run = runs[selection.active] as Run;
  const views = viewsOf(run);
  const view = views.includes(selection.view) ? selection.view : 'step';
  const position = selection.positions[selection.active];
  const isUnknown = isStateUnknown(run, position);
  const go = (to: number) => props.onSelect(to, 'jump');
  return (
    <section class="views" aria-label="Details">
      <div class="tabs" role="tablist" aria-label="Views">
        {views.map((name, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={view === name}
            aria-controls="view"
            onClick={() => onView(name)}
          >
            {VIEW_TITLES[name]} <kbd>{index + 1}</kbd>
          </button>
        ))}
        <Slider run={run} {...props} />
      </div>
      <div id="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
        {view === 'step' && <StepView {...props} />}
        {isUnknown && (view === 'raft' || view === 'store') && <StateUnknown run={run} />}
        {view === 'raft' && !isUnknown && (
          <RaftView run={run} position={position} palette={props.palette} onGo={go} />
        )}
        {view === 'history' && run.trace.history && (
          <HistoryView run={run} picture={run.trace.history} onGo={go} />
        )}
        {view === 'job' && <JobView run={run} position={position} onGo={go} />}
        {view === 'store' && !isUnknown && <StoreView run={run} position={position} />}
        {view === 'shards' && (
          <ShardView
            run={run}
            position={position}
            viewport={props.viewport}
            palette={props.palette}
            shiftMs={shiftOf(props.comparison, selection.active)}
            onGo={go}
          />
        )}
        {view === 'operations' && <OperationsView run={run} position={position} onGo={go} />}
      </div>
    </section>
  );
}

/** Goes through the whole run by steps. */
function Slider({ run, selection, shown, onSelect }: ViewsProps & { readonly run: Run }) {
  const position = selection.positions[selection.active];
  const { steps } = shown[selection.active] as Shown;
  const go = (to: number | undefined) => to !== undefined && onSelect(to, 'step');
  return (
    <div class="slider">
      <button
        type="button"
        aria-label="Previous step"
        onClick={() => go(steps.findLast((step) => step < position))}
      >
        ◀
      </button>
      <input
        type="range"
        aria-label="Step"
        min={0}
        max={run.steps.length - 1}
        value={position}
        aria-valuetext={`step ${run.steps[position]?.n}`}
        onInput={(event) => onSelect(Number(event.currentTarget.value), 'step')}
      />
      <button type="button" aria-label="Next step" onClick={() => go(steps.find((step) => step > position))}>
        ▶
      </button>
    </div>
  );
}

function StepView({ runs, selection, shown, comparison, isSearching, onSelect, order }: ViewsProps) {
  const { active, positions } = selection;
  const run = runs[active] as Run;
  const position = positions[active];
  const [watched, setWatched] = useState<number>();
  const step = run.steps[position];
  const own = step && actorOf(step);
  const actor = (watched !== undefined && watched < run.states.length ? watched : own) ?? 0;
  const other = comparison && runs[1 - active];
  return (
    <div class="step-view">
      <StepList
        run={run}
        shown={shown[active] as Shown}
        selected={position}
        isSearching={isSearching}
        onSelect={(to) => onSelect(to, 'jump')}
        onPair={order.pairWith}
        cone={order.ordering?.cone}
      />
      <StepPanel run={run} position={position} onGo={(to) => onSelect(to, 'jump')} order={order} />
      <StatePanel
        run={run}
        position={position}
        actor={actor}
        isPinned={watched !== undefined}
        onActor={setWatched}
        onGo={(to) => onSelect(to, 'jump')}
        {...(other && {
          other: { run: other, position: positions[active === 0 ? 1 : 0], name: active === 0 ? 'B' : 'A' },
        })}
      />
    </div>
  );
}
