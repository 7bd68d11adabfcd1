import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Cluster } from '../model/clusters.ts';
import { actorOf, type Run } from '../model/run.ts';

export interface ChosenCluster {
  readonly cluster: Cluster;
  /** To choose another one; null in a run with one cluster. */
  readonly choice: VNode | null;
}

/** The cluster that a view is about: the one that was chosen, else that of the server that acted last. */
export function useCluster(run: Run, position: number): ChosenCluster {
  const [chosen, choose] = useState<number>();
  const { all } = run.clusters;
  const acting = actingCluster(run, position);
  const cluster = all[chosen ?? acting] ?? all[acting] ?? { name: '', actors: [] };
  if (all.length < 2) return { cluster, choice: null };
  const choice = (
    <label class="cluster-choice">
      Cluster{' '}
      <select
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => choose(value === '' ? undefined : Number(value))}
      >
        <option value="">{all[acting]?.name} (who acts)</option>
        {all.map(({ name }, index) => (
          <option key={name} value={index}>
            {name}, always
          </option>
        ))}
      </select>
    </label>
  );
  return { cluster, choice };
}

/** Of the last server that did something until this step. */
function actingCluster({ steps, clusters }: Run, position: number): number {
  for (let at = position; at >= 0; at--) {
    const step = steps[at];
    const cluster = step && clusters.of[actorOf(step) ?? -1];
    if (cluster !== undefined && cluster >= 0) return cluster;
  }
  return 0;
}
