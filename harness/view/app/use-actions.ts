import { viewsOf } from './available-views.ts';
import type { Viewport } from './diagram/viewport.ts';
import { type Action, useKeys } from './keyboard.ts';
import type { Run } from './model/run.ts';
import type { Shown } from './model/search.ts';
import { type Move, moveFrom } from './moves.ts';
import type { Selecting } from './selection.ts';
import type { Order } from './use-order.ts';

const ZOOM = 1.5;
/** Moves to somewhere else, which the browser's back button takes back. */
const JUMPS: ReadonlySet<Action> = new Set<Action>(['send', 'delivery', 'failing', 'first', 'last']);

export interface Surroundings {
  readonly run: Run;
  readonly shown: Shown;
  readonly selecting: Selecting;
  readonly viewport: Viewport;
  readonly shiftMs: number;
  readonly isCompared: boolean;
  readonly onHelp: () => void;
  readonly order: Order;
}

/** What each key does. */
export function useActions({
  run,
  shown,
  selecting,
  viewport,
  shiftMs,
  isCompared,
  onHelp,
  order,
}: Surroundings): void {
  const { active, positions } = selecting.selection;
  const position = positions[active];
  const zoom = (factor: number) => viewport.zoomAt(viewport.x((run.times[position] ?? 0) + shiftMs), factor);
  useKeys((action) => {
    switch (action) {
      case 'zoom-in':
        return zoom(ZOOM);
      case 'zoom-out':
        return zoom(1 / ZOOM);
      case 'show-all':
        return viewport.showAll();
      case 'search':
        return document.getElementById('search')?.focus();
      case 'other-run': {
        const other = active === 0 ? 1 : 0;
        return isCompared ? selecting.select(other, positions[other], 'jump') : undefined;
      }
      case 'help':
        return onHelp();
      case 'order':
        return order.toggle();
      case 'pair':
        return order.pairWith(position);
      case 'view-1':
      case 'view-2':
      case 'view-3':
      case 'view-4':
      case 'view-5':
      case 'view-6':
      case 'view-7':
        return selecting.show(viewsOf(run)[Number(action.slice(-1)) - 1] ?? selecting.selection.view);
      default: {
        const to = moveFrom(run, shown, position, action satisfies Move);
        if (to !== undefined) selecting.select(active, to, JUMPS.has(action) ? 'jump' : 'step');
      }
    }
  });
}
