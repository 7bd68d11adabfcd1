import { useMemo, useState } from 'preact/hooks';
import type { Palette } from '../diagram/palette.ts';
import type { Viewport } from '../diagram/viewport.ts';
import { isStateUnknown } from '../model/left-out.ts';
import type { Run } from '../model/run.ts';
import { shardingOf, shardToShow } from '../model/sharding.ts';
import { StateUnknown } from '../panels/state-unknown.tsx';
import { GroupsTable } from './groups-table.tsx';
import { ShardChart } from './shard-chart.tsx';
import { ShardHistory } from './shard-history.tsx';
import { idealHeight } from './shard-scene.ts';
import './shards.css';

export interface ShardViewProps {
  readonly run: Run;
  readonly position: number;
  readonly viewport: Viewport;
  readonly palette: Palette;
  readonly shiftMs: number;
  readonly onGo: (position: number) => void;
}

/** Which group has which shard over time, and what became of the operations on it. */
export function ShardView({ run, position, viewport, palette, shiftMs, onGo }: ShardViewProps) {
  const sharding = useMemo(() => shardingOf(run), [run]);
  const [chosen, choose] = useState<number>();
  const shard = chosen ?? shardToShow(run, sharding, position);
  const row = sharding.rows[shard];
  return (
    <section
      class="panel shards"
      aria-label="Shards"
      style={{ '--chart': `${idealHeight(sharding.rows.length)}px` }}
    >
      <ShardChart
        scene={{ run, sharding, viewport, palette, position, shard, shiftMs }}
        onShard={choose}
        onGo={onGo}
      />
      <div class="shard-details">
        <div>
          <label>
            History of{' '}
            <select value={shard} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
              {sharding.rows.map(({ shard: each }) => (
                <option key={each} value={each}>
                  shard {each}
                </option>
              ))}
            </select>
          </label>
          {row && <ShardHistory run={run} sharding={sharding} row={row} position={position} onGo={onGo} />}
        </div>
        <div>
          {isStateUnknown(run, position) ? (
            <StateUnknown run={run} />
          ) : (
            <GroupsTable run={run} sharding={sharding} position={position} />
          )}
          <p class="muted">
            A band says which group has the shard by the newest configuration that anybody has. Dotted and
            pale: no server of the group has that configuration yet. Hatched: the group says that it waits for
            the shard, as far as its fields are called so. Below it are operations, from question to answer,
            ending in a dot of the colour of the group that answered; one that took long says so, one without
            an answer is broken up.
          </p>
        </div>
      </div>
    </section>
  );
}
