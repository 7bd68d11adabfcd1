import { inspect } from 'node:util';
import type { Happening } from '../../labrpc/sim/recent.ts';

/** The last happenings as lines, oldest first. The same thing again and again is one line with a count. */
export function formatHappenings(happenings: readonly Happening[], lines: number): string[] {
  const folded: { text: string; count: number; atMs: number }[] = [];
  for (const happening of happenings) {
    const text = describe(happening);
    const previous = folded.slice(-FOLD_DISTANCE).find((line) => line.text === text);
    if (previous) {
      previous.count++;
      continue;
    }
    folded.push({ text, count: 1, atMs: happening.atMs });
  }
  return folded.slice(-lines).map(({ text, count, atMs }) => {
    const times = count > 1 ? `  (${count} times)` : '';
    return `${atMs.toFixed(1).padStart(9)} ms  ${text}${times}`;
  });
}

/** Heartbeats alternate between a few peers: a line is folded into an equal one this near. */
const FOLD_DISTANCE = 8;

const LONGEST_DETAIL = 90;

function describe({ what, who, whom, detail }: Happening): string {
  const said = detail === undefined ? '' : `  ${shorten(detail)}`;
  const people = whom === undefined ? who : what === 'gets' ? `${whom} → ${who}` : `${who} → ${whom}`;
  return `${what.padEnd(10)} ${people}${said}`;
}

function shorten(detail: unknown): string {
  const text =
    typeof detail === 'string'
      ? detail
      : inspect(detail, {
          depth: 3,
          breakLength: Number.POSITIVE_INFINITY,
          maxArrayLength: 6,
          maxStringLength: 40,
        });
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}
