import { useMemo, useState } from 'preact/hooks';
import { foldedAtFirst, isCrowded } from './diagram/lanes.ts';
import { Overview } from './diagram/overview.tsx';
import { methodHues, spanHues } from './diagram/palette.ts';
import { compareRuns } from './model/alignment.ts';
import { colorNameOf, isLockSpan } from './model/lock-bands.ts';
import type { Run } from './model/run.ts';
import { applyFilter, type Filter, NO_FILTER, type Shown } from './model/search.ts';
import { toggled } from './model/toggled.ts';
import { Diagrams } from './panels/diagrams.tsx';
import { DifferenceBanner } from './panels/difference-banner.tsx';
import { FailureCard } from './panels/failure-card.tsx';
import { Header } from './panels/header.tsx';
import { Help } from './panels/help.tsx';
import { Toolbar } from './panels/toolbar.tsx';
import { Views } from './panels/views.tsx';
import { useSelection } from './selection.ts';
import { useTheme } from './theme.ts';
import { useActions } from './use-actions.ts';
import { useOrder } from './use-order.ts';
import { shiftOf, useViewport } from './use-viewport.ts';

/** The timeline of a run, or of two that are compared: at least one. */
export function App({ runs }: { readonly runs: readonly Run[] }) {
  const { theme, palette, toggle } = useTheme();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [isSqueezed, setSqueezed] = useState(true);
  const [folded, setFolded] = useState(() => foldedAtFirst(runs));
  const [isFitted, setFitted] = useState(() => runs.some(isCrowded));
  const [isHelpOpen, setHelpOpen] = useState(false);
  const comparison = useMemo(() => (runs[0] && runs[1] ? compareRuns(runs[0], runs[1]) : undefined), [runs]);
  const selecting = useSelection(runs, comparison);
  const { selection, select } = selecting;
  const { active, positions } = selection;
  const shown = useMemo(() => runs.map((each) => applyFilter(each, filter)), [runs, filter]);
  const hues = useMemo(() => methodHues(methodsOf(runs)), [runs]);
  const ownHues = useMemo(() => spanHues(colorNamesOf(runs)), [runs]);
  const viewport = useViewport(runs, comparison, selection, isSqueezed, filter);
  const run = runs[active] as Run;
  const order = useOrder(runs, selection);
  useActions({
    run,
    shown: shown[active] as Shown,
    selecting,
    viewport,
    shiftMs: shiftOf(comparison, active),
    isCompared: comparison !== undefined,
    onHelp: () => setHelpOpen(true),
    order,
  });
  const common = { runs, shown, palette, selection, ...(comparison && { comparison }) };
  return (
    <main class={runs.length > 1 ? 'compare' : ''}>
      <Header runs={runs} theme={theme} onTheme={toggle} onHelp={() => setHelpOpen(true)} />
      {comparison && <DifferenceBanner comparison={comparison} onGo={(to) => select(0, to, 'jump')} />}
      <div class="cards">
        {runs.map((each, index) => (
          <FailureCard key={index} run={each} onGo={(to) => select(index === 1 ? 1 : 0, to, 'jump')} />
        ))}
      </div>
      <Toolbar
        runs={runs}
        filter={filter}
        onFilter={setFilter}
        isSqueezed={isSqueezed}
        onSqueeze={setSqueezed}
        isOrdered={order.isShown}
        onOrdered={order.toggle}
        palette={palette}
        methodHues={hues}
        viewport={viewport}
        isFitted={isFitted}
        onFitted={setFitted}
        folded={folded}
        onFolded={setFolded}
      />
      <Diagrams
        {...common}
        viewport={viewport}
        methodHues={hues}
        spanHues={ownHues}
        folded={folded}
        isFitted={isFitted}
        onFold={(cluster) => setFolded(toggled(folded, cluster))}
        onSelect={(which, to) => select(which, to, 'jump')}
        orderings={order.orderings}
        onPair={order.pairIn}
      />
      <Overview
        run={run}
        viewport={viewport}
        palette={palette}
        spanHues={ownHues}
        selected={positions[active]}
      />
      <Views
        {...common}
        viewport={viewport}
        isSearching={filter.text.trim() !== ''}
        onSelect={(to, how) => select(active, to, how)}
        onView={selecting.show}
        order={order}
      />
      {isHelpOpen && (
        <Help runs={runs} palette={palette} spanHues={ownHues} onClose={() => setHelpOpen(false)} />
      )}
    </main>
  );
}

/** Methods of the messages, in the order in which they first occur. */
function methodsOf(runs: readonly Run[]): readonly string[] {
  return [...new Set(runs.flatMap(({ trace }) => trace.messages.map(({ method }) => method)))];
}

/** What has a colour of its own of what lasts: locks, and then the rest, as they first occur. */
function colorNamesOf(runs: readonly Run[]): readonly string[] {
  const spans = runs.flatMap((run) => run.spans);
  return [...new Set([...spans.filter(isLockSpan), ...spans].map(colorNameOf))];
}
