import { useState } from 'preact/hooks';
import type { Palette } from '../diagram/palette.ts';
import type { Comparison } from '../model/alignment.ts';
import { actorOf, type Run } from '../model/run.ts';
import type { Shown } from '../model/search.ts';
import type { Selection, View } from '../selection.ts';
import { StatePanel } from './state-panel.tsx';
import { StepList } from './step-list.tsx';
import { StepPanel } from './step-panel.tsx';

export interface ViewsProps {
  readonly runs: readonly Run[];
  readonly shown: readonly Shown[];
  readonly palette: Palette;
  readonly selection: Selection;
  readonly comparison?: Comparison;
  readonly onSelect: (position: number, how: 'jump' | 'step') => void;
  readonly onView: (view: View) => void;
}

const TITLES: Readonly<Record<View, string>> = {
  step: 'Step and state',
  raft: 'Raft',
  store: 'Store',
  operations: 'Operations',
};

/** What is known about the selected step, in one of several ways. */
export function Views(props: ViewsProps) {
  const { runs, selection, onView } = props;
  const run = runs[selection.active] as Run;
  const views: readonly View[] = ['step'];
  return (
    <section class="views" aria-label="Details">
      <div class="tabs" role="tablist" aria-label="Views">
        {views.map((view, index) => (
          <button
            key={view}
            type="button"
            role="tab"
            id={`tab-${view}`}
            aria-selected={selection.view === view}
            aria-controls="view"
            onClick={() => onView(view)}
          >
            {TITLES[view]} <kbd>{index + 1}</kbd>
          </button>
        ))}
        <Slider run={run} {...props} />
      </div>
      <div id="view" role="tabpanel" aria-labelledby={`tab-${selection.view}`}>
        <StepView {...props} />
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

function StepView({ runs, selection, shown, comparison, onSelect }: ViewsProps) {
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
        onSelect={(to) => onSelect(to, 'jump')}
      />
      <StepPanel run={run} position={position} onGo={(to) => onSelect(to, 'jump')} />
      <StatePanel
        run={run}
        position={position}
        actor={actor}
        isPinned={watched !== undefined}
        onActor={setWatched}
        {...(other && {
          other: { run: other, position: positions[active === 0 ? 1 : 0], name: active === 0 ? 'B' : 'A' },
        })}
      />
    </div>
  );
}
