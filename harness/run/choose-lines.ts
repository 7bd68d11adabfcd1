import type { Happening } from '../../labrpc/sim/recent.ts';
import type { HistoryLine } from './history-line.ts';

/** What is shown of a history, in its order. */
export interface ChosenLines {
  /** Before a gap: parts of the story. */
  readonly older: readonly HistoryLine[];
  /** To its end, with no gap. */
  readonly last: readonly HistoryLine[];
}

/** Share of the lines that is for the story before the last lines. */
const STORY_SHARE = 1 / 3;
/** So many messages of the servers that the failure names are shown, however old they are. */
const NAMED_MESSAGES = 8;
const STORY: ReadonlySet<Happening['kind']> = new Set([
  'boot',
  'fault',
  'state',
  'news',
  'failed',
  'unfinished',
]);
const MESSAGES: ReadonlySet<Happening['kind']> = new Set(['gets', 'answer', 'lost']);

/**
 * Chooses at most `lines` of a history. Older than the last lines, only what changed the story is shown
 * (states, faults, boots, news), and the last messages of the servers `named`, most important first: of
 * several clusters, what one says to another, not what its servers say among themselves.
 */
export function chooseLines(
  history: readonly HistoryLine[],
  lines: number,
  named: readonly string[],
  clusterOf: (server: string) => string | undefined,
): ChosenLines {
  if (history.length <= lines) return { older: [], last: history };
  const ofNamed = messagesOf(
    named,
    history.filter((line) => !isWithinCluster(line, clusterOf)),
  );
  const mostStory = Math.floor(lines * STORY_SHARE);
  // One line says that something is left out.
  for (let count = lines - 1; count > 0; count--) {
    const before = history.slice(0, -count);
    const story = new Set(before.filter(({ kind }) => STORY.has(kind)).slice(-mostStory));
    const older = before.filter((line) => story.has(line) || ofNamed.has(line));
    if (older.length + count + 1 <= lines) return { older, last: history.slice(-count) };
  }
  return { older: [], last: history.slice(-lines) };
}

function isWithinCluster(
  { from, to }: HistoryLine,
  clusterOf: (server: string) => string | undefined,
): boolean {
  const clusters = new Set([...from, ...to].map(clusterOf));
  return clusters.size === 1 && !clusters.has(undefined);
}

/** The last messages to, from and lost for these servers, taken in turns. */
function messagesOf(named: readonly string[], history: readonly HistoryLine[]): Set<HistoryLine> {
  const newestFirst = history.filter(({ kind }) => MESSAGES.has(kind)).reverse();
  const byServer = named.map((name) => newestFirst.filter(({ about }) => about?.has(name)));
  const chosen = new Set<HistoryLine>();
  for (let round = 0; round < NAMED_MESSAGES; round++) {
    for (const messages of byServer) {
      const message = messages[round];
      if (message && chosen.size < NAMED_MESSAGES) chosen.add(message);
    }
  }
  return chosen;
}
