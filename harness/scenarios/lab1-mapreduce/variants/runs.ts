import type { KeyValue } from '../contract.ts';

/** Pairs in the order of their keys, by code unit. */
export type Run = readonly KeyValue[];

export function sortedRun(pairs: Iterable<KeyValue>): Run {
  return [...pairs].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** Merges neighbours until one run is left. Of equal keys, those of the earlier run come first. */
export function mergeAll(runs: readonly Run[]): Run {
  let level = runs;
  while (level.length > 1) {
    const merged: Run[] = [];
    for (let at = 0; at < level.length; at += 2) merged.push(merge(level[at] ?? [], level[at + 1] ?? []));
    level = merged;
  }
  return level[0] ?? [];
}

function merge(left: Run, right: Run): Run {
  const merged: KeyValue[] = [];
  let at = 0;
  for (const pair of right) {
    for (let next = left[at]; next && next.key <= pair.key; next = left[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(pair);
  }
  while (at < left.length) merged.push(left[at++] as KeyValue);
  return merged;
}

/** The lengths of key and value come before them, so nothing in them can be taken for a separator. */
export function writeRun(run: Run): string {
  return run.map(({ key, value }) => `${key.length} ${value.length} ${key}${value}`).join('');
}

/** Throws a RangeError if the text is not all of a run. */
export function readRun(text: string): Run {
  const run: KeyValue[] = [];
  let at = 0;
  const number = (): number => {
    const end = text.indexOf(' ', at);
    const value = end < 0 ? Number.NaN : Number(text.slice(at, end));
    at = end + 1;
    return value;
  };
  const piece = (length: number): string => {
    const start = at;
    at += length;
    return text.slice(start, at);
  };
  while (at < text.length) {
    const [keyLength, valueLength] = [number(), number()];
    run.push({ key: piece(keyLength), value: piece(valueLength) });
    if (!(at <= text.length)) throw new RangeError(`a run of ${text.length} characters is torn`);
  }
  return run;
}
