import type { Path } from '../../../trace/captured.ts';
import { isSame } from './captured-diff.ts';
import { valueAt } from './patch.ts';
import type { Run } from './run.ts';
import { countUpTo } from './state-history.ts';

/**
 * Position of the last step until this one that changed what is at a place in an actor's state; undefined if
 * none that was kept did. "Who wrote this?" is half of debugging.
 */
export function lastChange(run: Run, actor: number, position: number, path: Path): number | undefined {
  const steps = run.stepsOf[actor] ?? [];
  const history = run.states[actor];
  for (let at = countUpTo(steps, position) - 1; at >= 0; at--) {
    const step = steps[at] as number;
    const touches = run.steps[step]?.changes?.some(([changed]) => isOnTheWay(changed, path));
    if (!touches || !history) continue;
    if (!isSame(valueAt(history.before(step), path), valueAt(history.after(step), path))) return step;
  }
  return undefined;
}

/** Whether one place lies within the other. Cutting a list short changes what is behind the cut as well. */
function isOnTheWay(changed: Path, path: Path): boolean {
  const common = Math.min(changed.length, path.length);
  for (let depth = 0; depth < common; depth++) {
    const [one, other] = [changed[depth], path[depth]];
    if (String(one) === String(other)) continue;
    return depth === changed.length - 1 && typeof one === 'number' && Number(other) > one;
  }
  return true;
}
