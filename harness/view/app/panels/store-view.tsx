import { useMemo } from 'preact/hooks';
import { isSame } from '../model/captured-diff.ts';
import { shortText } from '../model/captured-text.ts';
import type { Run } from '../model/run.ts';
import { storesAt } from '../model/store-state.ts';
import { useCluster } from './use-cluster.tsx';

/** What each server's store holds after the selected step; rows in which they differ are marked. */
export function StoreView({ run, position }: { readonly run: Run; readonly position: number }) {
  const { cluster, choice } = useCluster(run, position);
  const { servers, keys } = useMemo(() => storesAt(run, position, cluster.actors), [run, position, cluster]);
  return (
    <section class="panel store" aria-label="Store">
      {choice}
      <table class="changes">
        <thead>
          <tr>
            <th scope="col">key</th>
            {servers.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const values = servers.map(({ values: held }) => held.get(key));
            const isSplit = values.some((value) => !isSame(value ?? null, values[0] ?? null));
            return (
              <tr key={key} class={isSplit ? 'differs' : ''}>
                <th scope="row">{key}</th>
                {values.map((value, index) => (
                  <td key={servers[index]?.name}>
                    {value === undefined ? (
                      <i class="muted">nothing</i>
                    ) : (
                      <code>{shortText(value, 120)}</code>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {keys.length === 0 && <p class="muted">The stores are empty at this step.</p>}
    </section>
  );
}
