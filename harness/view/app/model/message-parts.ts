import { namedActors } from './named-actors.ts';
import { findName } from './named-spans.ts';
import type { Run } from './run.ts';

/** A piece of a failure's message; with a position, one that names what happened in this step. */
export interface MessagePart {
  readonly text: string;
  readonly position?: number;
}

const MOMENT = /\b(?:at|from|until|since) (\d+(?:\.\d+)?) ms/g;
/** Times in messages are rounded to whole ms. */
const ROUNDED_MS = 0.51;

interface Place {
  readonly at: number;
  readonly text: string;
  readonly position: number;
}

/** Cuts the message at the moments that it names, and at the tasks and files. */
export function messageParts(run: Run, message: string): readonly MessagePart[] {
  const places = [...moments(run, message), ...things(run, message)].sort((a, b) => a.at - b.at);
  const parts: MessagePart[] = [];
  let done = 0;
  for (const { at, text, position } of places) {
    if (at < done) continue;
    parts.push({ text: message.slice(done, at) }, { text, position });
    done = at + text.length;
  }
  return [...parts, { text: message.slice(done) }].filter(({ text }) => text !== '');
}

/** Each moment belongs to the actor that was named before it. */
function moments(run: Run, message: string): readonly Place[] {
  const named = namedActors(run.trace, message);
  return [...message.matchAll(MOMENT)].flatMap((match) => {
    const actors = named.findLast(({ at }) => at < match.index)?.actors ?? [];
    const position = stepAt(run, Number(match[1]), new Set(actors));
    return position === undefined ? [] : [{ at: match.index, text: match[0], position }];
  });
}

/** What marks are about: where it was last begun or changed. */
function things(run: Run, message: string): readonly Place[] {
  const last = new Map<string, number>();
  for (const [position, { marks = [] }] of run.steps.entries()) {
    for (const { kind, of, span } of marks) {
      if (of !== undefined && span !== 'ends' && !kind.endsWith('-task')) last.set(of, position);
    }
  }
  return [...last].flatMap(([text, position]) => {
    const at = findName(message, text);
    return at === undefined ? [] : [{ at, text, position }];
  });
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
