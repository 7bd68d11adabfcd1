import { type Paint, wrap } from '../run/failure-text.ts';
import { hintText, nextStepName } from '../run/hint-text.ts';
import { plural } from '../run/summary.ts';
import { type HintRequest, type ListedHint, listHints } from './hint-request.ts';
import type { LabStanding, PartStanding } from './standing.ts';

const WIDTH = 80;

/** All parts, and where a hint would be of use now. */
export function partsText(labs: readonly LabStanding[], paint: Paint): string {
  const parts = labs.flatMap((lab) => lab.parts);
  const lines = parts.map((standing) => {
    const { part } = standing;
    const best = listHints(standing).find(({ fits }) => fits.length > 0);
    const what = best ? paint.cyan(`npm run hint ${part.id} ${best.hint.word}`) : part.title;
    const failed = best ? `  ${paint.dim(`for ${best.fits[0]?.slug ?? ''}`)}` : '';
    return `  ${part.id.padEnd(6)} ${what}${failed}`;
  });
  return [
    paint.bold('Hints by symptom, each in three steps'),
    '',
    ...lines,
    '',
    `${paint.cyan('npm run hint PART')} lists those of a part.`,
  ].join('\n');
}

/** The symptoms of a part with the words by which to ask, those first that fit the last failures. */
export function listText(standing: PartStanding, paint: Paint): string {
  const { part } = standing;
  const listed = listHints(standing);
  const fitting = listed.filter(({ fits }) => fits.length > 0);
  const others = listed.filter(({ fits }) => fits.length === 0);
  const own = others.filter(({ hint }) => part.hints.includes(hint));
  const ofAnyLab = others.filter(({ hint }) => !part.hints.includes(hint));
  const width = Math.max(...listed.map(({ hint }) => hint.word.length));
  const title = (text: string): string[] => ['', paint.bold(text)];
  return [
    `${paint.bold(part.id)}  ${part.title}: what do you see?`,
    ...(fitting.length > 0 ? title('Fits your last runs') : []),
    ...fitting.flatMap((one) => [...symptomLines(one, width, paint), ...fitLines(one, width, paint)]),
    ...title(fitting.length > 0 ? 'Other symptoms' : 'Symptoms'),
    ...own.flatMap((one) => symptomLines(one, width, paint)),
    ...title('In any lab'),
    ...ofAnyLab.flatMap((one) => symptomLines(one, width, paint)),
    '',
    `${paint.cyan(`npm run hint ${part.id} WORD`)} shows the first of three steps; a rule, a scenario or a`,
    'number of this list will do as well.',
  ].join('\n');
}

/** One hint, and how to get more of it. */
export function hintAnswer(request: Extract<HintRequest, { kind: 'hint' }>, paint: Paint): string {
  const { part, hint, step, others } = request;
  const more = nextStepName(step);
  const ask = `npm run hint ${part.id} ${hint.word} ${step + 1}`;
  const words = others.map(({ word }) => word).join(', ');
  return [
    hintText(part.id, hint, step, paint),
    '',
    more === undefined
      ? `There is no more to this hint. Mended? ${paint.cyan(`npm test ${part.id} runs=200`)}`
      : `Next step, ${more}: ${paint.cyan(ask)}`,
    ...(others.length > 0
      ? [paint.dim(`Other ${plural(others.length, 'hint')} that may fit: ${words}`)]
      : []),
  ].join('\n');
}

function symptomLines({ number, hint }: ListedHint, width: number, paint: Paint): string[] {
  const indent = width + 8;
  const [first = '', ...rest] = wrap(hint.symptom, WIDTH - indent, 0);
  return [
    `  ${paint.dim(String(number).padStart(2))}  ${paint.cyan(hint.word.padEnd(width))}  ${first}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
  ];
}

/** Which failures they are; code that has changed since may not fail any more. */
function fitLines({ fits }: ListedHint, width: number, paint: Paint): string[] {
  return fits.map(({ slug, rule, isChanged }) => {
    const when = isChanged ? ', before your last change' : '';
    return paint.yellow(`${' '.repeat(width + 8)}${slug} (${rule}${when})`);
  });
}
