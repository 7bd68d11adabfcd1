import type { Paint } from '../../harness/run/failure-text.ts';
import { RUNS_FOR_FLOORS } from '../../harness/run/score.ts';
import { clip, plainText } from '../plain-text.ts';
import type { FailureGroup } from './failure-groups.ts';
import type { ClassFlag, GradingRecord } from './grade-file.ts';
import { failureLine, named, replayLines } from './reasons-text.ts';

const LONGEST_ID = 40;
const FLAGS_SHOWN = 20;
const GROUPS_SHOWN = 5;
/** What only one submission has is told there. */
const LEAST_SUBMISSIONS = 2;
/** What is about the whole class is short and goes first, then what casts doubt on marks. */
const FLAG_ORDER: readonly ClassFlag['kind'][] = [
  'roster',
  'tampering',
  'fails-for-our-solution',
  'fails-for-nearly-everyone',
  'outlier',
  'suspicious-names',
  'undecided',
  'uncertain',
];

/** How the grading was made: `20 runs a scenario, secret seeds; points: …; sandbox: bwrap`. */
export function gradingText({ runs, auto, secretSeeds, scoreRule }: GradingRecord, tier: string): string {
  const count = auto ? `up to ${runs} runs a scenario` : `${runs} ${runs === 1 ? 'run' : 'runs'} a scenario`;
  const seeds = secretSeeds ? 'secret seeds' : 'seeds that students can run';
  const floors = runs < RUNS_FOR_FLOORS ? ' (too few for the floors)' : '';
  return `${count}${floors}, ${seeds} · points: ${scoreRule} · sandbox: ${plainText(tier)}`;
}

/** What a person should look at. Empty if there is nothing. */
export function flagsText(flags: readonly ClassFlag[], paint: Paint): string {
  if (flags.length === 0) return '';
  const sorted = FLAG_ORDER.flatMap((kind) => flags.filter((flag) => flag.kind === kind));
  const lines = sorted.slice(0, FLAGS_SHOWN).map(({ kind, id, message }) => {
    const whose = id === undefined ? '' : `${paint.bold(clip(plainText(id), LONGEST_ID))}  `;
    return `  ${paint.yellow(kind)}  ${whose}${plainText(message)}`;
  });
  return [
    paint.bold('Look at these before the marks go out'),
    ...lines,
    ...more(flags.length - FLAGS_SHOWN, 'flags', paint),
  ].join('\n');
}

/** What several of `submissions` submissions fail in the same way. Empty if there is nothing. */
export function commonFailuresText(
  groups: readonly FailureGroup[],
  submissions: number,
  paint: Paint,
): string {
  const common = groups.filter((group) => group.submissions.length >= LEAST_SUBMISSIONS);
  if (common.length === 0) return '';
  const lines = common
    .slice(0, GROUPS_SHOWN)
    .flatMap(({ example, runs, submissions: ids, places }) => [
      failureLine(example, paint),
      `    in ${ids.length} of ${submissions} submissions, ${runs} runs lost: ` +
        named(places.map(({ part, slug }) => `${part} ${slug}`)),
      `    ${paint.dim('such as')} ${named(ids.map((id) => clip(plainText(id), LONGEST_ID)))}`,
      ...replayLines(example, paint),
    ]);
  return [
    paint.bold('Most common failures'),
    ...lines,
    ...more(common.length - GROUPS_SHOWN, 'that several submissions have', paint),
  ].join('\n');
}

function more(hidden: number, what: string, paint: Paint): string[] {
  return hidden > 0 ? [paint.dim(`  and ${hidden} more ${what}: see results.json`)] : [];
}
