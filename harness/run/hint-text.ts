import type { Hint } from '../scenarios/scenario.ts';
import { type Paint, wrap } from './failure-text.ts';

export type HintStep = 1 | 2 | 3;

const WIDTH = 80;

/** What a student is asked before each step, so as to know what it will give away. */
const STEP_NAMES: readonly string[] = ['where to look', 'what must hold there', 'nearly the answer'];

/** A hint up to one of its steps, that step last; fits into 80 columns. */
export function hintText(part: string, hint: Hint, step: HintStep, paint: Paint): string {
  const title = wrap(`${part} · ${hint.symptom}`, WIDTH).map((line) => paint.bold(markCode(line, paint)));
  const steps = hint.steps
    .slice(0, step)
    .map((text, index) => stepLines(text, index, index + 1 === step, paint));
  return [...title, ...steps.flatMap((lines) => ['', ...lines])].join('\n');
}

/** What the step after this one is about; undefined after the last. */
export function nextStepName(step: HintStep): string | undefined {
  return STEP_NAMES[step];
}

function stepLines(text: string, index: number, isNew: boolean, paint: Paint): string[] {
  const name = `${index + 1}  ${STEP_NAMES[index]}`;
  return [isNew ? paint.yellow(name) : paint.dim(name), ...indented(text, paint)];
}

function indented(text: string, paint: Paint): string[] {
  return markCode(wrap(text, WIDTH - 3, 0).join('\n'), paint)
    .split('\n')
    .map((line) => `   ${line}`);
}

/** `code` in a colour where there are colours; else it keeps its marks. */
function markCode(text: string, paint: Paint): string {
  const isPlain = paint.cyan('x') === 'x';
  return isPlain ? text : text.replace(/`([^`]+)`/g, (_, code: string) => paint.cyan(code));
}
