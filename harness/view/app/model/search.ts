import type { Captured } from '../../../trace/captured.ts';
import type { Cause } from '../../../trace/trace.ts';
import { shortText } from './captured-text.ts';
import { actorOf, type Run } from './run.ts';
import { causeFacts, causeText, effectText } from './words.ts';

/** What the reader wants to see. Nothing in a set: nothing is excluded by it. */
export interface Filter {
  readonly text: string;
  readonly hiddenActors: ReadonlySet<string>;
  readonly hiddenMethods: ReadonlySet<string>;
  readonly hiddenKinds: ReadonlySet<Cause['kind']>;
  readonly foldHeartbeats: boolean;
  readonly foldStorage: boolean;
}

/** The part of a filter that says what is folded. */
export type Folding = Pick<Filter, 'foldHeartbeats' | 'foldStorage'>;

export const NO_FILTER: Filter = {
  text: '',
  hiddenActors: new Set(),
  hiddenMethods: new Set(),
  hiddenKinds: new Set(),
  foldHeartbeats: true,
  foldStorage: true,
};

/** What passes a filter. Positions of steps are ascending; messages are by position in the trace. */
export interface Shown {
  readonly steps: readonly number[];
  /** How many more would be shown if nothing were folded. */
  readonly folded: number;
  /** When the messages were sent that are folded, ascending. */
  readonly foldedSentMs: readonly number[];
  readonly isStep: readonly boolean[];
  readonly isMessage: readonly boolean[];
}

const texts = new WeakMap<Run, string[]>();

export function applyFilter(run: Run, filter: Filter): Shown {
  const { trace } = run;
  const hiddenActor = trace.actors.map(({ name }) => filter.hiddenActors.has(name));
  const needle = filter.text.trim().toLowerCase();
  const passes = run.steps.map((step, position) => {
    const actor = actorOf(step);
    // The gap is a step for each actor: one line is enough.
    if (step.cause.kind === 'gap') return position === run.leftOut?.gap;
    if (actor !== undefined && hiddenActor[actor]) return false;
    if (filter.hiddenKinds.has(step.cause.kind)) return false;
    if (filter.hiddenMethods.size > 0 && filter.hiddenMethods.has(methodOf(run, step.cause) ?? ''))
      return false;
    return needle === '' || searchText(run, position).includes(needle);
  });
  const isFolded = (position: number) => isFoldedStep(run, filter, position);
  const isStep = passes.map((does, position) => does && !isFolded(position));
  const isMessage = trace.messages.map((message, index) => {
    if (isFoldedMessage(run, filter, index)) return false;
    if (hiddenActor[message.from] || hiddenActor[message.to]) return false;
    if (filter.hiddenMethods.has(message.method)) return false;
    if (filter.hiddenKinds.has(message.kind === 'reply' ? 'reply' : 'message')) return false;
    return (
      needle === '' || `${message.method} ${carriedText(message.payload)}`.toLowerCase().includes(needle)
    );
  });
  const steps = run.steps.flatMap((_, position) => (isStep[position] ? [position] : []));
  const folded = passes.filter((does, position) => does && isFolded(position)).length;
  const foldedSentMs = trace.messages
    .flatMap(({ sentAtMs }, index) => (isFoldedMessage(run, filter, index) ? [sentAtMs] : []))
    .sort((a, b) => a - b);
  return { steps, folded, foldedSentMs, isStep, isMessage };
}

export function isFoldedStep(run: Run, { foldHeartbeats, foldStorage }: Folding, position: number): boolean {
  if (foldHeartbeats && run.heartbeats.isQuietStep[position]) return true;
  return foldStorage && run.storageTalk.isQuietStep[position] === true;
}

function isFoldedMessage(run: Run, { foldHeartbeats, foldStorage }: Folding, index: number): boolean {
  if (foldHeartbeats && run.heartbeats.isQuietMessage[index]) return true;
  return foldStorage && run.storageTalk.isQuietMessage[index] === true;
}

/** The method of the message that a step is about. */
function methodOf(run: Run, cause: Cause): string | undefined {
  if (cause.kind === 'message' || cause.kind === 'reply') return run.messageOf(cause.message)?.method;
  return cause.kind === 'no-answer' ? run.messageOf(cause.request)?.method : undefined;
}

function searchText(run: Run, position: number): string {
  let known = texts.get(run);
  if (!known) {
    known = [];
    texts.set(run, known);
  }
  known[position] ??= textOfStep(run, position).toLowerCase();
  return known[position];
}

/** As it is shown, so that what one reads can be found; and as JSON, for what is too long to be shown. */
function carriedText(payload: Captured): string {
  return `${shortText(payload, 400)} ${JSON.stringify(payload)}`;
}

/** All words of a step: who, why, what it carried, logged, did and was marked with. */
function textOfStep(run: Run, position: number): string {
  const step = run.steps[position];
  if (!step) return '';
  const actor = step.actor === undefined ? '' : (run.trace.actors[step.actor]?.name ?? '');
  const carried =
    step.cause.kind === 'message' || step.cause.kind === 'reply'
      ? carriedText(run.messageOf(step.cause.message)?.payload ?? null)
      : '';
  return [
    `#${step.n}`,
    actor,
    `${causeText(run, step)} ${causeFacts(run, step)}`,
    carried,
    ...(step.effects ?? []).map((effect) => effectText(run, effect)),
    ...(step.logs ?? []).map(({ text, source }) => `${text} ${source ?? ''}`),
    ...(step.marks ?? []).map(({ kind, text }) => `${kind} ${text}`),
  ].join('\n');
}
