import { type Paint, seedList, wrap } from './failure-text.ts';
import type { PartResult } from './result.ts';
import { plural } from './summary.ts';

/** A note for each scenario with runs of which nobody can say whether they passed. */
export function undecidedTexts(parts: readonly PartResult[], paint: Paint): string[] {
  return parts.flatMap(({ part, scenarios }) =>
    scenarios.flatMap(({ slug, undecided = [] }) => {
      const [first] = undecided;
      if (!first) return [];
      const seeds = seedList(undecided.map(({ seed }) => seed));
      const count = `${undecided.length} ${plural(undecided.length, 'run')} without a verdict, ${seeds}`;
      return [
        [
          `${paint.yellow('?')} ${paint.bold(`${part} · ${slug}`)} · ${count}: counted as passed`,
          `  ${paint.yellow(first.rule)}`,
          ...wrap(first.message, 108).map((line) => `  ${line}`),
          `  again: ${paint.cyan(first.replay)}`,
        ].join('\n'),
      ];
    }),
  );
}
