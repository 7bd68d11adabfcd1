import { HOW_TO_COMPARE } from '../run/reference-code.ts';
import { plural } from '../run/summary.ts';
import { hintWords } from '../scenarios/find-hint.ts';
import type { Lab, Part } from '../scenarios/scenario.ts';
import { failures, NOT_WRITTEN, type PartStanding, passing, type Standing } from './standing.ts';

/** One thing to do now. */
export interface NextStep {
  /** A sentence or two. */
  readonly why: string;
  /** What to type, the first thing first. */
  readonly commands: readonly string[];
}

/** Seeds with which a part should pass before it is called done: rare failures take that many. */
const SEEDS_TO_BE_SURE = 200;

/**
 * What to do next: the tour, if nothing else was begun; something about the part that ran last, then about
 * the parts before it in its lab, then about those that follow in the course, then about those that were left
 * out.
 */
export function nextStep({ labs }: Standing): NextStep {
  const parts = labs.flatMap((lab) => lab.parts);
  const last = lastRun(parts);
  const at = last ? parts.indexOf(last) : 0;
  const earlier = parts.slice(0, at).filter(({ lab }) => lab === last?.lab);
  const others = [...earlier, ...parts.slice(at + (last ? 1 : 0)), ...parts.slice(0, at)];
  const now = last && stepFor(skippedTour(last, parts.slice(0, at)) ?? last, parts);
  if (now) return now;
  const next = others.flatMap((part) => stepFor(part, parts) ?? [])[0];
  if (!next) return ALL_DONE;
  if (!last) return next;
  const done = `${last.part.id} is done: compare it with our solution if you like (${HOW_TO_COMPARE}).`;
  return { ...next, why: `${done} ${next.why}` };
}

const ALL_DONE: NextStep = {
  why: `All parts pass. Compare with our solutions now: ${HOW_TO_COMPARE} says how to learn from them.`,
  commands: [],
};

/** The part that ran last; of several that ran together, the first that is not all right. */
function lastRun(parts: readonly PartStanding[]): PartStanding | undefined {
  const latest = parts
    .flatMap(({ at }) => at ?? [])
    .sort()
    .at(-1);
  const together = parts.filter(({ at }) => at !== undefined && at === latest);
  return together.find(({ state }) => state !== 'passed') ?? together.at(-1);
}

/** Running an empty stub is no beginning: the course still begins with the program that was never run. */
function skippedTour({ state }: PartStanding, before: readonly PartStanding[]): PartStanding | undefined {
  if (state !== 'untouched') return undefined;
  return before.find((part) => part.lab.handsOut === 'program' && part.at === undefined);
}

/** Undefined where nothing is left to do. `parts`: all of the course, in order. */
function stepFor(standing: PartStanding, parts: readonly PartStanding[]): NextStep | undefined {
  const { lab, part, state } = standing;
  switch (state) {
    case 'untouched':
      return begin(lab, part);
    case 'not-run':
      return { why: `${part.id} has not been run yet.`, commands: [`npm test ${part.id}`] };
    case 'to-be-written':
      return write(lab, part);
    case 'failing':
      return mend(standing) ?? runAgain(standing);
    case 'partly-run':
      return { why: `Only some scenarios of ${part.id} have been run.`, commands: [`npm test ${part.id}`] };
    case 'passed':
      return standing.isChanged ? runAgain(standing) : (onOurs(standing, parts) ?? makeSure(standing));
  }
}

function begin(lab: Lab, part: Part): NextStep {
  if (lab.handsOut === 'program') {
    return { why: `Begin with ${lab.word}: read ${handout(lab)}.`, commands: [`npm test ${part.id}`] };
  }
  const why = `Begin with ${part.id}: read ${handout(lab, part)}, then fill in labs/${lab.id}.`;
  return { why, commands: [`npm test ${part.id} watch`] };
}

function runAgain({ part, scenarios, state }: PartStanding): NextStep {
  const since = state === 'passed' ? 'passed' : 'ran';
  const others = scenarios.every(({ isChanged }) => isChanged) ? '' : 'some scenarios of ';
  return {
    why: `Your code has changed since ${others}${part.id} ${since}.`,
    commands: [`npm test ${part.id}`],
  };
}

/** Undefined if nothing is known to fail of the code as it is now. */
function mend(standing: PartStanding): NextStep | undefined {
  const { lab, part, with: ours } = standing;
  const failing = failures(standing).filter(({ isChanged }) => !isChanged);
  const [first] = failing;
  if (!first) return undefined;
  const { slug, rule, seed } = first;
  if (rule === NOT_WRITTEN) return write(lab, part);
  const count =
    failing.length === 1 ? `One scenario of ${part.id} fails:` : severalFail(part, failing.length);
  const words = [...(seed === undefined ? [] : [`seed=${seed}`]), `only=${slug}`];
  const hint = hintWords(part.id, { rule, slug }, passing(standing));
  return {
    why: `${count} ${slug} (${rule}).`,
    commands: [
      ['npm test', part.id, ...words, ...ours.map((word) => `with=${word}`)].join(' '),
      ...(hint === undefined ? [] : [`npm run hint ${hint}`]),
    ],
  };
}

function severalFail(part: Part, count: number): string {
  return `${count} scenarios of ${part.id} fail. The first is`;
}

function write(lab: Lab, part: Part): NextStep {
  const why = `${part.id} is still to be written; ${handout(lab, part)} says how to go about it.`;
  return { why, commands: [`npm test ${part.id} watch`] };
}

/** It passes on labs of ours: whoever has not written those can still go on with the lab. */
function onOurs(
  { lab, part, with: ours }: PartStanding,
  parts: readonly PartStanding[],
): NextStep | undefined {
  if (ours.length === 0) return undefined;
  const passes = `${part.id} passes on our ${ours.join(' and ')}. Now try it on your own`;
  const next = parts.slice(parts.findIndex((one) => one.part === part) + 1).find((one) => one.lab === lab);
  if (!next || next.state === 'passed') return { why: `${passes}.`, commands: [`npm test ${part.id}`] };
  const words = ours.map((word) => ` with=${word}`).join('');
  return {
    why: `${passes}, or go on with ${next.part.id}.`,
    commands: [`npm test ${part.id}`, `npm test ${next.part.id}${words}`],
  };
}

/** It passes: with enough seeds? */
function makeSure({ lab, part, seeds }: PartStanding): NextStep | undefined {
  if (lab.handsOut === 'program' || seeds >= SEEDS_TO_BE_SURE) return undefined;
  const why = `${part.id} passes with ${seeds} ${plural(seeds, 'seed')}. Run more before you call it done.`;
  return { why, commands: [`npm test ${part.id} runs=${SEEDS_TO_BE_SURE}`] };
}

/** The handout, at the place of this part where the lab has several. */
function handout(lab: Lab, part?: Part): string {
  const anchor = part && lab.parts.length > 1 ? `#${part.id.replace(/^lab/, '')}` : '';
  return `labs/${lab.id}/README.md${anchor}`;
}
