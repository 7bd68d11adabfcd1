import { nameOf, type Run } from './run.ts';
import type { ShardOperation } from './shard-operations.ts';
import type { Sharding } from './sharding.ts';
import { groupName, LONG_WAIT_MS, type Reign, type ShardRow, waitMs } from './sharding.ts';
import { operationText, timeText } from './words.ts';

/** Something in the history of a shard. */
export interface ShardEvent {
  readonly atMs: number;
  /** Position of the step to go to; undefined if it was left out. */
  readonly position: number | undefined;
  readonly text: string;
  /** `move`: the shard has another group. `wait`: an operation that took long, or has no answer. */
  readonly kind: 'move' | 'wait' | 'calm';
}

/** What happened to a shard, in order: its groups, operations that waited, and how many others there were. */
export function shardStory(
  run: Run,
  sharding: Sharding,
  { reigns, operations }: ShardRow,
): readonly ShardEvent[] {
  const moves = reigns.map((reign, index): ShardEvent => {
    return {
      atMs: reign.fromMs,
      position: reign.position,
      text: moveText(reign, reigns[index - 1]),
      kind: 'move',
    };
  });
  const waits = operations
    .filter((each) => isLong(run, each))
    .map((each): ShardEvent => {
      return {
        atMs: each.fromMs,
        position: each.position,
        text: waitText(run, sharding, each),
        kind: 'wait',
      };
    });
  const marked = [...moves, ...waits].sort((a, b) => a.atMs - b.atMs);
  const calm = operations.filter((each) => !isLong(run, each));
  return marked.length === 0
    ? calmBetween(run, sharding, calm, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    : marked.flatMap((event, index) => {
        const untilMs = marked[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
        const before =
          index === 0 ? calmBetween(run, sharding, calm, Number.NEGATIVE_INFINITY, event.atMs) : [];
        return [...before, event, ...calmBetween(run, sharding, calm, event.atMs, untilMs)];
      });
}

/** Operations that were soon answered are summed up. */
function calmBetween(
  run: Run,
  sharding: Sharding,
  calm: readonly ShardOperation[],
  fromMs: number,
  untilMs: number,
): readonly ShardEvent[] {
  const those = calm.filter(({ fromMs: at }) => at >= fromMs && at < untilMs);
  const [first] = those;
  if (!first) return [];
  const longest = Math.max(...those.map((each) => waitMs(run, each)));
  const gids = [...new Set(those.map(({ answeredBy }) => sharding.gidOf[answeredBy ?? -1]))];
  const groups = gids.flatMap((gid) => (gid === undefined ? [] : [groupName(gid)]));
  const by = groups.length > 0 ? ` by ${groups.join(' and ')}` : '';
  const count = those.length === 1 ? '1 operation' : `${those.length} operations`;
  const text = `${count} answered${by}, ${those.length === 1 ? 'after' : 'the slowest after'} ${timeText(round(longest))}`;
  return [{ atMs: first.fromMs, position: first.position, text, kind: 'calm' }];
}

export function moveText(
  { gid, number, fromMs, toMs, takenMs, arrivedMs }: Reign,
  before: Reign | undefined,
): string {
  const from = before === undefined || before.gid === 0 ? '' : `from ${groupName(before.gid)} `;
  if (gid === 0) return `configuration ${number}: ${from === '' ? '' : `${from}to `}no group`;
  const begin = `configuration ${number}: ${from}to ${groupName(gid)}`;
  if (takenMs === undefined) return begin;
  if (takenMs >= toMs) return `${begin}, none of whose servers took it up in that time`;
  const taken = takenMs > fromMs ? `; taken up after ${timeText(round(takenMs - fromMs))}` : '';
  if (arrivedMs === undefined || arrivedMs <= takenMs) return begin + taken;
  if (arrivedMs >= toMs) return `${begin}${taken}; the shard was awaited from then on`;
  return `${begin}${taken}; the shard was awaited for ${timeText(round(arrivedMs - takenMs))}`;
}

export function waitText(run: Run, sharding: Sharding, each: ShardOperation): string {
  const { index, toMs, answeredBy } = each;
  const operation = run.trace.operations[index];
  if (!operation) return '';
  const what = `${nameOf(run, operation.actor)}'s ${operationText(operation)}`;
  const requests = run.requestCounts[index] ?? 0;
  const sent = requests > 1 ? `, ${requests} requests sent` : '';
  if (operation.isDown) return `${what}: its clerk died${sent}`;
  const waited = timeText(round(waitMs(run, each)));
  if (toMs === undefined) return `${what} has no answer, ${waited} after it was asked${sent}`;
  const gid = sharding.gidOf[answeredBy ?? -1];
  return `${what} waited ${waited}${gid === undefined ? '' : `, until ${groupName(gid)} answered`}${sent}`;
}

export function isLong(run: Run, each: ShardOperation): boolean {
  return each.toMs === undefined || waitMs(run, each) >= LONG_WAIT_MS;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
