import {
  type Cone,
  coneOf,
  countStandings,
  type Hop,
  type Standing,
  standingOf,
  wayBetween,
} from './causality.ts';
import { nameOf, type Run } from './run.ts';
import { countText } from './words.ts';

/** How the steps of a run are ordered around the selected one, and around it and a second one. */
export interface Ordering {
  readonly cone: Cone;
  readonly counts: Readonly<Record<Standing, number>>;
  readonly pair: Pair | undefined;
}

/** A second step, and how it stands to the selected one. */
export interface Pair {
  readonly position: number;
  readonly standing: Exclude<Standing, 'itself'>;
  /** By which news of the earlier one first came to the later one. */
  readonly way: readonly Hop[];
}

/** Undefined if the selected step is no event of an actor. `second`: position of another one. */
export function orderingOf(run: Run, position: number, second: number | undefined): Ordering | undefined {
  const cone = coneOf(run, position);
  if (!cone) return undefined;
  return { cone, counts: countStandings(run, cone), pair: pairOf(run, cone, second) };
}

function pairOf(run: Run, cone: Cone, second: number | undefined): Pair | undefined {
  if (second === undefined) return undefined;
  const standing = standingOf(run, cone, second);
  if (standing === undefined || standing === 'itself') return undefined;
  const [earlier, later] = [Math.min(second, cone.position), Math.max(second, cone.position)];
  const isOrdered = standing === 'before' || standing === 'after';
  return { position: second, standing, way: (isOrdered && wayBetween(run, earlier, later)) || [] };
}

/** Marks of runs in which what matters is what happened before what. */
const CAUSAL: ReadonlySet<string> = new Set(['event', 'broadcast', 'siblings', 'value']);

/** Whether a run is about what happened before what. */
export function isAboutOrder({ steps }: Run): boolean {
  return steps.some(({ marks }) => marks?.some(({ kind }) => CAUSAL.has(kind)));
}

/** `47 steps before it, 30 after, 12 concurrent` */
export function countsText({ counts }: Ordering): string {
  const { before, after, concurrent, unknown } = counts;
  const steps = `${countText(before)} ${before === 1 ? 'step' : 'steps'} before it`;
  const text = `${steps}, ${countText(after)} after, ${countText(concurrent)} concurrent`;
  return unknown === 0
    ? text
    : `${text}, ${countText(unknown)} of which it cannot be told: what led there is left out`;
}

/** Whether the second step happened before or after the selected one, and why. */
export function pairText(run: Run, { position, standing, way }: Pair): string {
  const step = run.steps[position];
  const name = `#${step?.n} ${nameOf(run, step?.actor ?? -1)}`;
  if (standing === 'concurrent')
    return `Neither happened before the other: no messages lead from ${name} to this step, or back.`;
  if (standing === 'unknown')
    return `It cannot be told whether ${name} happened before this step: what lies between is left out.`;
  const [first, then] = standing === 'before' ? [name, 'this step'] : ['This step', name];
  if (way.length === 0) return `${first} happened before ${then}: the same actor did it earlier.`;
  return `${first} happened before ${then}: ${way.length === 1 ? 'one message leads' : `${way.length} messages lead`} from one to the other.`;
}
