import type { Happening } from '../../labrpc/sim/recent.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { foldHistory } from './fold-history.ts';
import { type HistoryLine, historyLine, lineText } from './history-line.ts';

/** How history is laid out. */
export interface HistoryLayout {
  /** At most so many lines. */
  readonly lines: number;
  /** Of a line, in characters. */
  readonly width: number;
  readonly tell: Tell;
}

/**
 * The last happenings as lines, oldest first. Heartbeats and what else is told again and again are one line.
 * Older than the last lines, only what changed the story is shown: states, faults, boots.
 */
export function formatHappenings(happenings: readonly Happening[], layout: HistoryLayout): string[] {
  const { lines, width, tell } = layout;
  const folded = foldHistory(inOrder(happenings).map(historyLine));
  const { older, last } = choose(folded, lines);
  const shown = [...older, ...last];
  const timeWidth = Math.max(...shown.map(({ atMs }) => atMs.toFixed(1).length));
  const texts = shown.map((line) => lineText(line, tell, timeWidth, width));
  if (older.length > 0)
    texts.splice(older.length, 0, `${'…'.padStart(timeWidth)}     (messages left out above)`);
  return texts;
}

/** Share of the lines that is for the story before the last lines. */
const OLDER_SHARE = 1 / 3;

function choose(
  folded: readonly HistoryLine[],
  lines: number,
): { readonly older: readonly HistoryLine[]; readonly last: readonly HistoryLine[] } {
  if (folded.length <= lines) return { older: [], last: folded };
  const forOlder = Math.floor(lines * OLDER_SHARE);
  // One line says that something is left out.
  const last = folded.slice(-(lines - forOlder - 1));
  const story = folded.slice(0, -last.length).filter(({ kind }) => STORY.has(kind));
  return { older: story.slice(-forOlder), last };
}

const STORY: ReadonlySet<Happening['kind']> = new Set(['boot', 'fault', 'state', 'failed', 'unfinished']);

/**
 * By turn, and within one: what it began with, what became of the server, what it did. (A state is reported
 * when the turn is over; a crash in mid-turn comes after what was done before it.)
 */
function inOrder(happenings: readonly Happening[]): Happening[] {
  return [...happenings].sort((a, b) => a.turn - b.turn || rankOf(a) - rankOf(b));
}

function rankOf({ kind, value }: Happening): number {
  switch (kind) {
    case 'gets':
    case 'answer':
    case 'boot':
      return 0;
    case 'state':
      return 1;
    case 'call':
      return 2;
    case 'emit':
      return 3;
    case 'lost':
      return value === 'died' ? 6 : 4;
    case 'fault':
      return 5;
    case 'failed':
    case 'unfinished':
      return 7;
  }
}
