import type { Captured, Path } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, specialOf } from './captured-text.ts';
import { bareName } from './named-fields.ts';
import { isNotInForce } from './shard-config.ts';

/** Fields that hold the shards a group waits for, in the words that people use for them. */
const AWAITED =
  /^(shards?)?(to)?(await|missing|incoming|inbound|expect|need|want|pull|fetch|receiv|import|acquir|arriv)/;
/** Collections by shard whose items may say how the shard stands. */
const BY_SHARD = /shard|state|status|phase/;
const STATUS = ['status', 'state', 'phase', 'stage'];
const WAITS = /await|wait|missing|incoming|need|pull|fetch|receiv|import|acquir|migratingin/i;
const DEPTH = 5;

/** From a collection to how one of its items stands: `shards`, `entries`, `3`, `status`. Data lies deeper. */
const PATH_MAX = 4;

/** Whether a change at this place may have to do with the shards that are waited for. */
export function mayTellOfAwaited(path: Path): boolean {
  const at = path.findIndex(
    (key) => AWAITED.test(bareName(String(key))) || BY_SHARD.test(bareName(String(key))),
  );
  return at >= 0 && path.length - at <= PATH_MAX;
}

/** The shards that a server says it waits for, as far as its fields are called so. */
export function awaitedShards(memory: Captured): ReadonlySet<number> {
  const found = new Set<number>();
  collect(memory, 0, found);
  return found;
}

function collect(value: Captured, depth: number, found: Set<number>): void {
  const kind = specialOf(value);
  if (depth > DEPTH || !fieldsOf(value) || (kind !== undefined && kind !== 'instance')) return;
  for (const { label, value: item } of entriesOf(value)) {
    if (typeof item !== 'object' || isNotInForce(label)) continue;
    const name = bareName(label);
    if (AWAITED.test(name)) for (const shard of membersOf(item)) found.add(shard);
    else if (BY_SHARD.test(name)) for (const shard of waitingIn(item)) found.add(shard);
    collect(item, depth + 1, found);
  }
}

/** The numbers in a set or list, or under which something stands; of a list by shard, where it says true. */
function membersOf(value: Captured): readonly number[] {
  const isList = Array.isArray(value) || specialOf(value) === 'array' || specialOf(value) === 'Set';
  return entriesOf(value).flatMap(({ label, value: item }) => {
    if (isList && typeof item === 'number') return [item];
    const isMember = isList ? item === true : item !== false;
    return isMember && /^\d+$/.test(label) ? [Number(label)] : [];
  });
}

function waitingIn(value: Captured): readonly number[] {
  return entriesOf(value).flatMap(({ label, value: item }) => {
    const fields = fieldsOf(item);
    const status = fields
      ? STATUS.map((name) => fields[name]).find((text) => typeof text === 'string')
      : item;
    return typeof status === 'string' && WAITS.test(status) && /^\d+$/.test(label) ? [Number(label)] : [];
  });
}
