import { namedActors } from './named-actors.ts';
import type { Run } from './run.ts';

/** A piece of a failure's message; with a position, one that names the moment of this step. */
export interface MessagePart {
  readonly text: string;
  readonly position?: number;
}

const MOMENT = /\b(?:at|from|until|since) (\d+(?:\.\d+)?) ms/g;
/** Times in messages are rounded to whole ms. */
const ROUNDED_MS = 0.51;

/** Cuts the message at the moments that it names: each belongs to the actor that was named before it. */
export function messageParts(run: Run, message: string): readonly MessagePart[] {
  const named = namedActors(run.trace, message);
  const parts: MessagePart[] = [];
  let done = 0;
  for (const match of message.matchAll(MOMENT)) {
    const actors = named.findLast(({ at }) => at < match.index)?.actors ?? [];
    const position = stepAt(run, Number(match[1]), new Set(actors));
    if (position === undefined) continue;
    parts.push({ text: message.slice(done, match.index) }, { text: match[0], position });
    done = match.index + match[0].length;
  }
  return [...parts, { text: message.slice(done) }].filter(({ text }) => text !== '');
}

/** The step of one of these actors nearest to a time; of those that round to it, one that has marks. */
function stepAt(run: Run, ms: number, actors: ReadonlySet<number>): number | undefined {
  let best: number | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const [position, { atMs, actor, cause, marks }] of run.steps.entries()) {
    if (cause.kind === 'gap' || !actors.has(actor ?? -1)) continue;
    const difference = Math.abs(atMs - ms);
    const distance = difference > ROUNDED_MS ? difference : marks ? 0 : ROUNDED_MS / 2;
    if (distance >= bestDistance) continue;
    best = position;
    bestDistance = distance;
  }
  return best;
}
