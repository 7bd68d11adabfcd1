import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Run } from '../model/run.ts';
import { shardStory } from '../model/shard-words.ts';
import type { Sharding, ShardRow } from '../model/sharding.ts';
import { timeText } from '../model/words.ts';

export interface ShardHistoryProps {
  readonly run: Run;
  readonly sharding: Sharding;
  readonly row: ShardRow;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

const SIGNS = { move: '→', wait: '…', calm: '✓' } as const;

/** What happened to the selected shard, in words. */
export function ShardHistory({ run, sharding, row, position, onGo }: ShardHistoryProps) {
  const story = useMemo(() => shardStory(run, sharding, row), [run, sharding, row]);
  const nowMs = run.times[position] ?? run.endMs;
  const now = story.findLastIndex(({ atMs }) => atMs <= nowMs);
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => list.current?.children[now]?.scrollIntoView({ block: 'nearest' }), [now, row]);
  return (
    <ol ref={list} class="shard-story" aria-label={`History of shard ${row.shard}`}>
      {story.map(({ atMs, position: to, text, kind }, index) => (
        <li key={`${atMs} ${text}`} class={index === now ? `${kind} now` : kind}>
          <span class="time">{timeText(Math.round(atMs * 10) / 10)}</span>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          {to === undefined ? (
            <span>{text}</span>
          ) : (
            <button type="button" class="link" onClick={() => onGo(to)}>
              {text}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
