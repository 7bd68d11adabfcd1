import { useEffect, useRef, useState } from 'preact/hooks';
import { addressText, readAddress } from './model/address.ts';
import { type Comparison, counterpart } from './model/alignment.ts';
import type { Run } from './model/run.ts';
import { hasShards } from './model/sharding.ts';
import { positionOfStep } from './model/step-position.ts';

export const VIEWS = ['step', 'history', 'raft', 'job', 'store', 'shards', 'operations'] as const;
export type View = (typeof VIEWS)[number];

/** The view that a run opens with. */
function openingView(run: Run | undefined): View {
  if (run?.trace.history) return 'history';
  const isOfShards = run?.trace.failure?.rule.startsWith('shardkv/') && hasShards(run);
  return isOfShards ? 'shards' : 'step';
}

export interface Selection {
  /** Of two runs, the one that the panels are about. */
  readonly active: 0 | 1;
  /** The selected step of each run, by position. */
  readonly positions: readonly [number, number];
  readonly view: View;
}

export interface Selecting {
  readonly selection: Selection;
  /** A jump can be taken back with the browser's button; a step to the neighbour cannot. */
  readonly select: (run: 0 | 1, position: number, how: 'jump' | 'step') => void;
  readonly show: (view: View) => void;
}

/** Moves from neighbour to neighbour come fast, and browsers refuse to note more than a few a second. */
const NOTE_AFTER_MS = 200;

/** What is selected, kept in the address as well. Opens where the address says, else at the failing step. */
export function useSelection(runs: readonly Run[], comparison: Comparison | undefined): Selecting {
  const [selection, setSelection] = useState(() => fromAddress(runs, comparison));
  const latest = useRef(selection);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const note = (how: 'push' | 'replace') => {
    clearTimeout(timer.current);
    const address = addressOf(runs, latest.current);
    if (address === location.hash) return;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  };
  const change = (next: Selection) => {
    latest.current = next;
    setSelection(next);
  };
  useEffect(() => {
    const onMove = () => {
      clearTimeout(timer.current);
      change(fromAddress(runs, comparison));
    };
    window.addEventListener('popstate', onMove);
    window.addEventListener('hashchange', onMove);
    return () => {
      window.removeEventListener('popstate', onMove);
      window.removeEventListener('hashchange', onMove);
    };
  }, [runs, comparison]);
  return {
    selection,
    select: (run, position, how) => {
      if (how === 'jump') note('replace');
      change({ ...selectionAt(runs, comparison, run, position), view: latest.current.view });
      if (how === 'jump') note('push');
      else {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => note('replace'), NOTE_AFTER_MS);
      }
    },
    show: (view) => {
      change({ ...latest.current, view });
      note('replace');
    },
  };
}

function selectionAt(
  runs: readonly Run[],
  comparison: Comparison | undefined,
  active: 0 | 1,
  position: number,
): Omit<Selection, 'view'> {
  const own = Math.min(Math.max(position, 0), Math.max((runs[active]?.steps.length ?? 1) - 1, 0));
  const other = comparison ? counterpart(comparison, runs, active, own) : 0;
  return { active, positions: active === 0 ? [own, other] : [other, own] };
}

function fromAddress(runs: readonly Run[], comparison: Comparison | undefined): Selection {
  const address = readAddress(location.hash);
  const bySeed = runs.findIndex(({ trace }) => trace.run.seed === address.seed);
  const named = address.run === undefined ? bySeed : address.run === 'a' ? 0 : 1;
  const isOurs = named >= 0 && runs[named] !== undefined && bySeed >= 0;
  const active = isOurs && named === 1 ? 1 : 0;
  const run = runs[active];
  const view = VIEWS.find((name) => name === address.view) ?? openingView(run);
  const asked = isOurs && run && address.step !== undefined ? positionOfStep(run.steps, address.step) : -1;
  const start = comparison?.divergence?.[active] ?? run?.failing ?? 0;
  return { ...selectionAt(runs, comparison, active, asked >= 0 ? asked : start), view };
}

function addressOf(runs: readonly Run[], { active, positions, view }: Selection): string {
  const run = runs[active];
  const step = run?.steps[positions[active]]?.n;
  return addressText({
    ...(run && { seed: run.trace.run.seed }),
    ...(step !== undefined && { step }),
    ...(runs.length > 1 && { run: active === 0 ? ('a' as const) : ('b' as const) }),
    ...(view !== openingView(run) && { view }),
  });
}
