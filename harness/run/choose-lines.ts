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
/** Of several clusters: so many of them between two that are named, before what clients say. */
const CROSSING_MESSAGES = 4;
const STORY: ReadonlySet<Happening['kind']> = new Set([
  'boot',
  'fault',
  'state',
  'news',
  'failed',
  'unfinished',
]);
const MESSAGES: ReadonlySet<Happening['kind']> = new Set(['gets', 'answer', 'lost']);

export function isMessage(kind: Happening['kind']): boolean {
  return MESSAGES.has(kind);
}

/**
 * Chooses at most `lines` of a history. Older than the last lines, only what changed the story is shown
 * (states, faults, boots, news), and the last messages of the servers `named`, most important first: of
 * several clusters, what one says to another, not what its servers say among themselves.
 */
export function chooseLines(
  history: readonly HistoryLine[],
  lines: number,
  named: readonly string[],
  clusterOf: ClusterOf,
): ChosenLines {
  if (history.length <= lines) return { older: [], last: history };
  const ofNamed = messagesOf(
    named,
    history.filter((line) => clustersOf(line, clusterOf).size > 1 || !isOfServers(line, clusterOf)),
    clusterOf,
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

type ClusterOf = (server: string) => string | undefined;

function clustersOf({ from, to }: HistoryLine, clusterOf: ClusterOf): Set<string | undefined> {
  return new Set([...from, ...to].map(clusterOf));
}

/** Nobody in it is a client, or outside of every cluster for another reason. */
function isOfServers(line: HistoryLine, clusterOf: ClusterOf): boolean {
  return !clustersOf(line, clusterOf).has(undefined);
}

/**
 * The last messages between clusters that are named, as what they hand over is soon followed by much else;
 * then the last to, from and lost for each named server, taken in turns.
 */
function messagesOf(
  named: readonly string[],
  history: readonly HistoryLine[],
  clusterOf: ClusterOf,
): Set<HistoryLine> {
  const newestFirst = history.filter(({ kind }) => isMessage(kind)).reverse();
  const names = new Set(named);
  const crossing = newestFirst.filter(
    (line) => isOfServers(line, clusterOf) && [...line.from, ...line.to].every((name) => names.has(name)),
  );
  const chosen = new Set<HistoryLine>(crossing.slice(0, CROSSING_MESSAGES));
  const byServer = named.map((name) => newestFirst.filter(({ about }) => about?.has(name)));
  for (let round = 0; round < NAMED_MESSAGES; round++) {
    for (const messages of byServer) {
      const message = messages[round];
      if (message && chosen.size < NAMED_MESSAGES) chosen.add(message);
    }
  }
  return chosen;
}
