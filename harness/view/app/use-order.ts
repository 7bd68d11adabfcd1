import { useMemo, useState } from 'preact/hooks';
import { isAboutOrder, type Ordering, orderingOf } from './model/ordering.ts';
import type { Run } from './model/run.ts';
import type { Selection } from './selection.ts';

/** Whether what happened before and after the selected step is shown, and the step it is compared with. */
export interface Order {
  readonly isShown: boolean;
  readonly toggle: () => void;
  /** Of each run; undefined where nothing is to be shown. */
  readonly orderings: readonly (Ordering | undefined)[];
  /** Of the active run. */
  readonly ordering: Ordering | undefined;
  /** Position of the second step in the active run. */
  readonly second: number | undefined;
  /** Chooses the second step, and shows the order; the same one again: it is the second one no longer. */
  readonly pairIn: (run: 0 | 1, position: number) => void;
  /** The same, in the active run. */
  readonly pairWith: (position: number) => void;
}

interface Second {
  readonly run: 0 | 1;
  readonly position: number;
}

/** Shown at first where logical clocks are what a run is about. */
export function useOrder(runs: readonly Run[], { active, positions }: Selection): Order {
  const [isShown, setShown] = useState(() => runs.some(isAboutOrder));
  const [chosen, setChosen] = useState<Second>();
  const secondOf = (run: number) => (chosen?.run === run ? chosen.position : undefined);
  const orderings = useMemo(
    () =>
      runs.map((run, index) =>
        isShown ? orderingOf(run, positions[index === 1 ? 1 : 0], secondOf(index)) : undefined,
      ),
    [runs, isShown, positions[0], positions[1], chosen],
  );
  const pairIn = (run: 0 | 1, position: number) => {
    const isSame = chosen?.run === run && chosen.position === position;
    setChosen(isSame ? undefined : { run, position });
    setShown(true);
  };
  return {
    isShown,
    toggle: () => {
      setShown(!isShown);
      setChosen(undefined);
    },
    orderings,
    ordering: orderings[active],
    second: secondOf(active),
    pairIn,
    pairWith: (position) => pairIn(active, position),
  };
}
