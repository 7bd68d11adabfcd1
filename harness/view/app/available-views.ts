import { hasJob } from './model/job.ts';
import { looksLikeRaft } from './model/raft-state.ts';
import type { Run } from './model/run.ts';
import { hasShards } from './model/sharding.ts';
import { hasStores } from './model/store-state.ts';
import type { View } from './selection.ts';

export const VIEW_TITLES: Readonly<Record<View, string>> = {
  step: 'Step and state',
  history: 'History',
  raft: 'Raft',
  job: 'Job',
  store: 'Store',
  shards: 'Shards',
  operations: 'Operations',
};

const known = new WeakMap<Run, readonly View[]>();

/** The views that have something to show of this run, in the order of their keys, from 1. */
export function viewsOf(run: Run): readonly View[] {
  const views = known.get(run) ?? findViews(run);
  known.set(run, views);
  return views;
}

function findViews(run: Run): readonly View[] {
  const isShown: Readonly<Record<View, boolean>> = {
    step: true,
    history: run.trace.history !== undefined,
    raft: looksLikeRaft(run),
    job: hasJob(run),
    store: hasStores(run),
    shards: hasShards(run),
    operations: run.trace.operations.length > 0,
  };
  return (Object.keys(isShown) as View[]).filter((view) => isShown[view]);
}
