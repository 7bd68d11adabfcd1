import type { RunPlan } from '../../labrpc/sim/run-plan.ts';
import type { Lab, Scenario } from '../scenarios/scenario.ts';
import { type ChosenPart, parseTestOptions, type TestOptions } from './test-options.ts';
import { type Tree, wantedScenarios } from './test-plan.ts';

/** The one run that `npm run debug` was asked for. */
export interface DebugOptions extends ChosenPart {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly tree: Tree;
  readonly withReference: readonly string[];
  /** What is different about the run: from the file of `plan=FILE`. */
  readonly plan?: RunPlan | undefined;
  /** Show all that the run logged. */
  readonly verbose: boolean;
}

export type ParsedDebugOptions =
  | { readonly kind: 'options'; readonly options: DebugOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'misuse'; readonly message: string };

const EXAMPLE = 'npm run debug -- lab2a seed=3 only=initial-election';

export const DEBUG_HELP: string = `npm run debug -- PART only=SLUG     one run in this process, for a debugger

  seed=S       with that seed (1)
  only=SLUG    the scenario whose slug is SLUG or alone contains it
  solution     run our solution in place of labs/
  plan=FILE    the run that shrink has found
  with=lab2    your code on our earlier lab
  verbose      show all that the run logged

For instance: ${EXAMPLE}
It waits until a debugger is attached: VS Code, Chrome (chrome://inspect) or "node inspect HOST:PORT".
Exit code: 0 passed, 1 failed, 2 the command was not understood.`;

/** Options of `npm test` that ask for something else than one run to its end. */
const NOT_FOR_ONE_RUN = ['runs', 'json', 'watch', 'ui', 'record', 'shrink'];

/** Reads the words after `npm run debug`: those of `npm test`, as far as they make sense for one run. */
export function parseDebugOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  labs: readonly Lab[],
): ParsedDebugOptions {
  const foreign = words.find((word) => NOT_FOR_ONE_RUN.includes(optionName(word)));
  if (foreign !== undefined) {
    return misuse(`debug runs one scenario with one seed: leave out "${foreign}". For instance: ${EXAMPLE}`);
  }
  const parsed = parseTestOptions(words, environment, labs);
  if (parsed.kind === 'help') return { kind: 'help', text: DEBUG_HELP };
  if (parsed.kind === 'misuse') return parsed;
  if (parsed.options.ownSuite) return misuse(`say which run to debug, for instance: ${EXAMPLE}`);
  return chooseRun(parsed.options);
}

/** `seed` of `seed=5`, `--seed=5` and `--seed`. */
function optionName(word: string): string {
  return word.replace(/^--/, '').split('=')[0] ?? '';
}

function chooseRun({
  parts,
  only,
  seeds,
  tree,
  withReference,
  verbose,
  plan,
}: TestOptions): ParsedDebugOptions {
  const candidates = parts.flatMap((chosen) =>
    wantedScenarios(chosen.part, only).map((scenario) => ({ ...chosen, scenario })),
  );
  // One slug may be the beginning of another.
  const exact = candidates.filter(({ scenario }) => scenario.slug === only);
  const [run, ...others] = exact.length > 0 ? exact : candidates;
  const [seed] = seeds;
  if (!run || seed === undefined || others.length > 0) {
    const names = candidates.map(({ part, scenario }) => `  ${part.id} only=${scenario.slug}`);
    return misuse(`${names.length} scenarios match; name one of them:\n${names.join('\n')}`);
  }
  return { kind: 'options', options: { ...run, seed, tree, withReference, verbose, plan: plan?.file.plan } };
}

function misuse(message: string): ParsedDebugOptions {
  return { kind: 'misuse', message };
}
