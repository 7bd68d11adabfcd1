import { Diagram } from '../diagram/diagram.tsx';
import type { Palette } from '../diagram/palette.ts';
import type { Viewport } from '../diagram/viewport.ts';
import type { Comparison } from '../model/alignment.ts';
import type { Ordering } from '../model/ordering.ts';
import type { Run } from '../model/run.ts';
import type { Shown } from '../model/search.ts';
import type { Selection } from '../selection.ts';
import { shiftOf } from '../use-viewport.ts';

export interface DiagramsProps {
  readonly runs: readonly Run[];
  readonly shown: readonly Shown[];
  readonly viewport: Viewport;
  readonly palette: Palette;
  readonly methodHues: ReadonlyMap<string, number>;
  readonly spanHues: ReadonlyMap<string, number>;
  readonly selection: Selection;
  readonly comparison?: Comparison;
  readonly folded: ReadonlySet<string>;
  readonly isFitted: boolean;
  readonly onSelect: (run: 0 | 1, position: number) => void;
  readonly onFold: (cluster: string) => void;
  /** Of each run. */
  readonly orderings: readonly (Ordering | undefined)[];
  /** A second step was chosen, to be compared with the selected one. */
  readonly onPair: (run: 0 | 1, position: number) => void;
}

const NOTHING: Shown = { steps: [], folded: 0, foldedSentMs: [], isStep: [], isMessage: [] };

/** One diagram a run, below each other, so that they share the time axis. */
export function Diagrams(props: DiagramsProps) {
  const {
    runs,
    shown,
    selection,
    comparison,
    folded,
    isFitted,
    orderings,
    onSelect,
    onPair,
    onFold,
    ...drawing
  } = props;
  return (
    <section class="diagrams" aria-label="Space-time diagram">
      {runs.map((run, index) => {
        const which = index === 1 ? 1 : 0;
        const name = runs.length > 1 ? `Run ${'AB'[index]}` : 'The run';
        return (
          <div key={index} class={selection.active === index ? 'run active' : 'run'}>
            {runs.length > 1 && <span class="run-name">{'AB'[index]}</span>}
            <Diagram
              scene={{
                ...drawing,
                run,
                shown: shown[index] ?? NOTHING,
                selected: selection.positions[which],
                isActive: selection.active === index,
                shiftMs: shiftOf(comparison, index),
                divergence: comparison?.divergence?.[which],
                ordering: orderings[index],
              }}
              label={`${name} as a space-time diagram. The list of steps and the selected step say the same in words.`}
              folded={folded}
              isFitted={isFitted}
              onSelect={(position) => onSelect(which, position)}
              onPair={(position) => onPair(which, position)}
              onFold={onFold}
            />
          </div>
        );
      })}
    </section>
  );
}
