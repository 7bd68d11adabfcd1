import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDrag, useRedraw, useSize, useWheel } from '../diagram/time-canvas.ts';
import { type PointerPlace, Tooltip } from '../diagram/tooltip.tsx';
import { drawShards } from './draw-shards.ts';
import { shardHoverWords } from './shard-hover.ts';
import { rowTop, type ShardHit, type ShardScene, shardHitAt, shardLayout } from './shard-scene.ts';

export interface ShardChartProps {
  readonly scene: Omit<ShardScene, 'layout'>;
  readonly onShard: (shard: number) => void;
  readonly onGo: (position: number) => void;
}

interface Hover extends PointerPlace {
  readonly hit: ShardHit;
}

/** A row for each shard, on the time axis of the diagram above. */
export function ShardChart({ scene, onShard, onGo }: ShardChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 800, height: 160 });
  const [scrolled, setScrolled] = useState(0);
  const [hover, setHover] = useState<Hover>();
  const { run, sharding, viewport } = scene;
  const layout = useMemo(
    () => shardLayout(sharding.rows.length, { ...size, scrolled }),
    [sharding, size, scrolled],
  );
  const drawn: ShardScene = { ...scene, layout };
  const latest = useRef(drawn);
  latest.current = drawn;
  useSize(canvas, (width, height) => setSize({ width, height }));
  useRedraw(canvas, viewport, (ctx) => drawShards(ctx, latest.current), layout);
  useWheel(canvas, viewport);
  useEffect(() => {
    const top = rowTop(latest.current.layout, scene.shard);
    const isSeen = top >= 0 && top + layout.rowHeight <= layout.height;
    if (!isSeen) canvas.current?.parentElement?.scrollBy(0, top - layout.height / 2);
  }, [scene.shard]);
  const hitOf = ({ offsetX, offsetY }: PointerEvent) => shardHitAt(latest.current, offsetX, offsetY);
  const drag = useDrag(viewport, (event) => {
    const hit = hitOf(event);
    if (!hit) return;
    onShard(hit.row.shard);
    const to = hit.isOnOperations ? hit.operation?.position : undefined;
    if (to !== undefined) onGo(to);
  });
  return (
    <div class="shard-chart">
      <div class="scroller" onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}>
        <canvas
          ref={canvas}
          role="img"
          aria-label="Which group has each shard over time. The history of the selected shard says it in words."
          class={hover ? 'points' : ''}
          onPointerDown={(event) => {
            setHover(undefined);
            drag.down(event);
          }}
          onPointerMove={(event) => {
            if (drag.move(event)) return;
            const hit = hitOf(event);
            setHover(hit && { hit, x: event.offsetX, y: event.offsetY });
          }}
          onPointerUp={drag.up}
          onPointerLeave={() => setHover(undefined)}
        />
        <div style={{ height: `${layout.hiddenHeight}px` }} />
      </div>
      {hover && <Tooltip words={shardHoverWords(run, sharding, hover.hit)} at={hover} size={size} />}
    </div>
  );
}
