import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../trace/captured.ts';
import { TraceSteps } from '../trace/first-difference.ts';
import type { Step, Trace, TraceEffect, TraceMessage } from '../trace/trace.ts';
import { type Fields, isPlain } from './merge-values.ts';
import { valueText } from './value-text.ts';

/** What each of two runs did in the step in which they part. */
export interface DifferenceWords {
  readonly first: string;
  readonly second: string;
}

/**
 * Puts a step that differs in two traces into words, in at most `width` characters each: when it was and what
 * began it, or, if that is the same, the first thing that differs of what was done in it.
 */
export function differenceWords(a: Trace, b: Trace, position: number, width: number): DifferenceWords {
  const [first, second] = tell(new TraceSteps(a), new TraceSteps(b), position);
  return { first: sentence(first, second, width), second: sentence(second, first, width) };
}

/** Words, and a value behind them if there is one. */
interface Telling {
  readonly words: string;
  readonly value?: unknown;
}

function tell(a: TraceSteps, b: TraceSteps, position: number): readonly [Telling, Telling] {
  const [one, other] = [a.at(position), b.at(position)];
  if (!one || !other) return [endOr(a, one), endOr(b, other)];
  const causes = [causeOf(a, one), causeOf(b, other)] as const;
  if (one.atMs !== other.atMs || !isDeepStrictEqual(...causes)) {
    return [
      { ...causes[0], words: `${one.atMs} ms: ${causes[0].words}` },
      { ...causes[1], words: `${other.atMs} ms: ${causes[1].words}` },
    ];
  }
  const [didOne, didOther] = [deedsOf(a, one), deedsOf(b, other)];
  const index = didOne.findIndex((deed, at) => !isDeepStrictEqual(deed, didOther[at]));
  const at = index < 0 ? didOne.length : index;
  const after = ({ words, value }: Telling = { words: 'does no more' }): Telling => ({
    words: `${causes[0].words}, then ${words}`,
    value,
  });
  return [after(didOne[at]), after(didOther[at])];
}

function endOr(steps: TraceSteps, step: Step | undefined): Telling {
  return step ? causeOf(steps, step) : { words: 'the run is over' };
}

function causeOf(steps: TraceSteps, step: Step): Telling {
  const { cause, actor } = step;
  if (cause.kind === 'fault') return { words: `${cause.what} ${cause.text}` };
  const who = actor === undefined ? 'the scenario' : steps.nameOf(actor);
  const got = steps.got(step);
  if (got) return messageOf(got, `${who} gets`);
  return { words: cause.kind === 'timer' ? `${who}, timer of ${cause.delayMs} ms` : `${who}, ${cause.kind}` };
}

/** What was done in a step, in order, and what became of the state. */
function deedsOf(steps: TraceSteps, { effects = [], changes = [] }: Step): Telling[] {
  return [...effects.map((effect) => effectOf(steps, effect)), ...changes.map(changeOf)];
}

function effectOf(steps: TraceSteps, effect: TraceEffect): Telling {
  const sent = steps.sentBy(effect);
  if (sent) return messageOf(sent, 'sends');
  const { kind, ...rest } = effect;
  return { words: kind, value: rest };
}

function changeOf([path, ...values]: Change): Telling {
  const place = path.join('.');
  return values.length === 0
    ? { words: `${place} is gone` }
    : { words: `${place} becomes`, value: values[0] };
}

function messageOf({ kind, method, payload }: TraceMessage, verb: string): Telling {
  return { words: `${verb} ${kind === 'reply' ? 'the answer to ' : ''}${method}`, value: payload };
}

function sentence({ words, value }: Telling, other: Telling, width: number): string {
  if (value === undefined) return words;
  const differing = isPlain(value) && isPlain(other.value) ? fieldsThatDiffer(value, other.value) : value;
  return `${words} ${valueText(differing, width - words.length - 1)}`;
}

/** Only those, where there are any: among many others they might have no room. */
function fieldsThatDiffer(value: Fields, other: Fields): Fields {
  const differing = Object.entries(value).filter(([name, field]) => !isDeepStrictEqual(field, other[name]));
  return differing.length > 0 ? Object.fromEntries(differing) : value;
}
