import type { Words } from '../diagram/hover-words.ts';
import type { Run } from '../model/run.ts';
import { moveText, waitText } from '../model/shard-words.ts';
import { groupName, type Sharding } from '../model/sharding.ts';
import { timeText } from '../model/words.ts';
import type { ShardHit } from './shard-scene.ts';

/** What is said about a shard under the pointer. */
export function shardHoverWords(run: Run, sharding: Sharding, { row, reign, operation }: ShardHit): Words {
  const before = reign && row.reigns[row.reigns.indexOf(reign) - 1];
  const has = reign ? `${timeText(reign.fromMs)}: ${moveText(reign, before)}` : '';
  const asked = operation ? `${timeText(operation.fromMs)}: ${waitText(run, sharding, operation)}` : '';
  const owner = reign ? `, ${groupName(reign.gid)}` : '';
  return { title: `shard ${row.shard}${owner}`, lines: [has, asked].filter(Boolean) };
}
