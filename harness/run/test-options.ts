import { Command, CommanderError } from 'commander';
import type { Lab, Part } from '../scenarios/scenario.ts';
import { type PlanFile, readPlanFile } from './shrink/plan-file.ts';
import { firstSeeds, type Tree, wantedScenarios } from './test-plan.ts';

/** What `npm test` was asked to do. */
export interface TestOptions {
  /** Nothing was named: the project's own suite, in which `parts` are those of our solutions. */
  readonly ownSuite: boolean;
  /** In the order of the course; without those of which `only` leaves nothing. */
  readonly parts: readonly ChosenPart[];
  readonly tree: Tree;
  readonly withReference: readonly string[];
  readonly seeds: readonly number[];
  readonly only: string | undefined;
  /** Where the results go as JSON; `-` is standard output. */
  readonly json: string | undefined;
  readonly watch: boolean;
  readonly ui: boolean;
  readonly verbose: boolean;
  readonly record: boolean;
  /** Find a small run that fails as the first failing one does. */
  readonly shrink: boolean;
  /** Run what `shrink` has found, and nothing else. */
  readonly plan: PlanChoice | undefined;
}

export interface PlanChoice {
  /** As it was typed. */
  readonly path: string;
  readonly file: PlanFile;
}

export interface ChosenPart {
  readonly lab: Lab;
  readonly part: Part;
}

export type ParsedOptions =
  | { readonly kind: 'options'; readonly options: TestOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'misuse'; readonly message: string };

const DEFAULT_RUNS = 10;
const MAX_RUNS = 1_000_000;
const WITH_VALUE = ['runs', 'seed', 'only', 'with', 'json', 'plan'];
const WITHOUT_VALUE = ['solution', 'watch', 'ui', 'verbose', 'record', 'shrink', 'help'];

/** Reads the words after `npm test`, the same options as flags, and the flags that npm kept for itself. */
export function parseTestOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  labs: readonly Lab[],
): ParsedOptions {
  try {
    const { parts, flags } = readFlags(recoverFromNpm(words, environment));
    if (flags.help) return { kind: 'help', text: helpText(labs) };
    return { kind: 'options', options: toOptions(parts, flags, labs) };
  } catch (error) {
    if (error instanceof Misuse) return { kind: 'misuse', message: error.message };
    throw error;
  }
}

/** How the command is used, in a screenful. */
export function helpText(labs: readonly Lab[]): string {
  return `npm test                    the project's own tests, and every lab on our solution
npm test PART…              parts of labs/: ${knownParts(labs)}

  runs=N       seeds 1 to N of each scenario (${DEFAULT_RUNS})
  seed=S       that seed alone
  only=SLUG    scenarios whose slug contains SLUG
  solution     test our solution in place of labs/
  with=lab2    your code on our earlier lab
  json=FILE    results as JSON; - is standard output (with npm -s test, which prints no header)
  watch        on every save, run again what it touches
  ui           the Vitest UI in the browser
  verbose      logs of every run, and what it exercised
  shrink       the smallest run that fails as the first failing one does
  plan=FILE    the run that shrink has found
  record       a timeline of one run of each scenario, also if it passes (of failures there always is one)

The same as flags, after --:   npm test lab2a -- --seed 5 --solution
Exit code: 0 all passed, 1 something failed, 2 the command was not understood.`;
}

class Misuse extends Error {}

interface Flags {
  readonly runs?: string;
  readonly seed?: string;
  readonly only?: string;
  readonly with?: readonly string[];
  readonly json?: string;
  readonly plan?: string;
  readonly solution?: true;
  readonly watch?: true;
  readonly ui?: true;
  readonly verbose?: true;
  readonly record?: true;
  readonly shrink?: true;
  readonly help?: true;
}

/**
 * npm takes flags before its `--` for its own configuration and passes some on in the environment: `--seed=5`
 * as npm_config_seed=5; of `--seed 5` it keeps `true` and leaves the 5 among the words.
 */
function recoverFromNpm(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const recovered = [...words];
  for (const name of ['runs', 'seed', 'only', 'with']) {
    const value = environment[`npm_config_${name}`];
    if (!value || isGiven(name, words)) continue;
    if (value !== 'true') {
      recovered.push(`${name}=${value}`);
      continue;
    }
    const numbers = recovered.filter((word) => /^\d+$/.test(word));
    const [number] = numbers;
    if (number === undefined || numbers.length > 1 || name === 'with' || name === 'only') {
      throw new Misuse(`npm kept the value of --${name} to itself. Write ${name}=…, without dashes.`);
    }
    recovered.splice(recovered.indexOf(number), 1, `${name}=${number}`);
  }
  for (const name of ['solution', 'watch', 'ui', 'record', 'shrink']) {
    if (environment[`npm_config_${name}`] === 'true' && !isGiven(name, words)) recovered.push(name);
  }
  return recovered;
}

function isGiven(name: string, words: readonly string[]): boolean {
  return words.some((word) => word.replace(/^--/, '').split('=')[0] === name);
}

function readFlags(words: readonly string[]): { parts: readonly string[]; flags: Flags } {
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .helpOption(false)
    .argument('[parts...]')
    .option('-h, --help');
  for (const name of WITH_VALUE.filter((name) => name !== 'with')) program.option(`--${name} <value>`);
  program.option('--with <lab>', '', (lab: string, others: readonly string[] = []) => [
    ...others,
    ...lab.split(','),
  ]);
  for (const name of WITHOUT_VALUE.filter((name) => name !== 'help')) program.option(`--${name}`);
  try {
    program.parse(words.map(toFlag), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new Misuse(`${error.message.replace(/^error: /, '')}.\n${knownOptions()}`);
  }
  return { parts: program.args, flags: program.opts<Flags>() };
}

/** `seed=5` as `--seed=5`, `solution` as `--solution`. */
function toFlag(word: string): string {
  const name = word.split('=')[0] ?? '';
  const isWord = word.includes('=') ? WITH_VALUE.includes(name) : WITHOUT_VALUE.includes(word);
  if (isWord) return `--${word}`;
  if (WITH_VALUE.includes(word)) throw new Misuse(`${word} needs a value: ${word}=…`);
  if (/^[\w-]+=/.test(word) && !word.startsWith('-')) {
    throw new Misuse(`unknown option "${word}".\n${knownOptions()}`);
  }
  return word;
}

function toOptions(words: readonly string[], flags: Flags, labs: readonly Lab[]): TestOptions {
  if (flags.shrink) checkAlone('shrink', flags, ['watch', 'ui', 'json', 'record', 'plan']);
  if (flags.shrink && words.length === 0) {
    throw new Misuse(`say where to look for a failing run: npm test labs shrink. Known: ${knownParts(labs)}`);
  }
  if (flags.plan !== undefined) return planOptions(words, flags, labs);
  return wholeOptions(words, flags, labs);
}

function wholeOptions(words: readonly string[], flags: Flags, labs: readonly Lab[]): TestOptions {
  const ownSuite = words.length === 0;
  const withReference = flags.with ?? [];
  if (ownSuite && (flags.solution || withReference.length > 0)) {
    throw new Misuse(`say which part to test: npm test labs solution. Known: ${knownParts(labs)}`);
  }
  const parts = ownSuite ? allParts(labs) : chooseParts(words, labs);
  checkReferences(withReference, parts, labs);
  if (flags.json === '-' && (flags.watch || flags.ui)) {
    throw new Misuse('json=- cannot be had while watching: write to a file, or leave out watch and ui.');
  }
  return {
    ownSuite,
    parts: keepMatching(parts, flags.only),
    tree: ownSuite || flags.solution ? 'solutions' : 'labs',
    withReference,
    seeds: readSeeds(flags),
    only: flags.only,
    json: flags.json,
    watch: flags.watch === true || flags.ui === true,
    ui: flags.ui === true,
    verbose: flags.verbose === true,
    record: flags.record === true,
    shrink: flags.shrink === true,
    plan: undefined,
  };
}

/** The file says which part, scenario and seed: nothing else may say so, but the part may be named. */
function planOptions(words: readonly string[], flags: Flags, labs: readonly Lab[]): TestOptions {
  const path = flags.plan ?? '';
  checkAlone('plan', flags, ['seed', 'runs', 'only', 'watch', 'ui', 'record']);
  const file = readPlanFile(path);
  if (typeof file === 'string') throw new Misuse(`plan=${path}: ${file}`);
  const { part, slug, seed } = file;
  const chosen = allParts(labs).find((one) => one.part.id === part);
  if (!chosen || !wantedScenarios(chosen.part, slug).some((scenario) => scenario.slug === slug)) {
    throw new Misuse(`plan=${path}: it is for ${part} only=${slug}, and there is no such scenario here.`);
  }
  if (words.length > 0 && !chooseParts(words, labs).some((one) => one.part.id === part)) {
    throw new Misuse(`plan=${path}: it is for ${part}. Name that part, or none.`);
  }
  const whole = wholeOptions([part], { ...flags, seed: String(seed), only: slug }, labs);
  return { ...whole, plan: { path, file } };
}

function checkAlone(word: 'shrink' | 'plan', flags: Flags, others: readonly (keyof Flags)[]): void {
  const other = others.find((name) => flags[name] !== undefined);
  if (other === undefined) return;
  const why = word === 'plan' ? 'the file says which run' : 'shrink makes one failing run smaller, and ends';
  throw new Misuse(`${word} and ${other} do not go together: ${why}. Leave out ${other}.`);
}

function readSeeds({ runs, seed }: Flags): readonly number[] {
  if (seed === undefined) return firstSeeds(readNumber('runs', runs ?? String(DEFAULT_RUNS), 1, MAX_RUNS));
  if (runs !== undefined) throw new Misuse('seed=S runs one seed and runs=N the first N: say one of them.');
  return [readNumber('seed', seed, 0, Number.MAX_SAFE_INTEGER)];
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Misuse(`${name}=${text}: ${name} must be an integer from ${min} to ${max}.`);
}

function chooseParts(words: readonly string[], labs: readonly Lab[]): readonly ChosenPart[] {
  const chosen = new Set<string>();
  for (const word of words) {
    const matches = allParts(labs).filter(
      ({ lab, part }) => word === 'labs' || word === lab.word || word === lab.id || word === part.id,
    );
    if (matches.length === 0) {
      throw new Misuse(`"${word}" is no part and no option.\nParts: ${knownParts(labs)}\n${knownOptions()}`);
    }
    for (const { part } of matches) chosen.add(part.id);
  }
  return allParts(labs).filter(({ part }) => chosen.has(part.id));
}

/** Our code may stand in for labs below the one under test, never for the one under test. */
function checkReferences(words: readonly string[], parts: readonly ChosenPart[], labs: readonly Lab[]): void {
  for (const word of words) {
    if (!labs.some((lab) => lab.word === word)) {
      throw new Misuse(`with=${word}: there is no such lab. Known: ${labs.map((lab) => lab.word).join(' ')}`);
    }
    const tested = parts.find(({ lab }) => lab.word === word);
    if (tested) {
      throw new Misuse(
        `with=${word} takes our ${word}, so ${tested.part.id} would not test your code. ` +
          'Name a later part, or say solution to see ours pass.',
      );
    }
  }
}

function keepMatching(parts: readonly ChosenPart[], only: string | undefined): readonly ChosenPart[] {
  if (only === undefined) return parts;
  const matching = parts.filter(({ part }) => wantedScenarios(part, only).length > 0);
  if (matching.length > 0) return matching;
  const slugs = parts.flatMap(({ part }) =>
    [...part.scenarios, ...(part.staged ?? [])].map(({ slug }) => slug),
  );
  throw new Misuse(`only=${only} matches no scenario. These parts have: ${slugs.join(' ') || 'none'}`);
}

function allParts(labs: readonly Lab[]): readonly ChosenPart[] {
  return labs.flatMap((lab) => lab.parts.map((part) => ({ lab, part })));
}

function knownParts(labs: readonly Lab[]): string {
  // A lab of one part may have the same word as that.
  const words = new Set(labs.flatMap((lab) => [lab.word, ...lab.parts.map(({ id }) => id)]));
  return ['labs', ...words].join(' ');
}

function knownOptions(): string {
  const options = [...WITH_VALUE.map((name) => `${name}=…`), ...WITHOUT_VALUE];
  return `Options: ${options.join(' ')}`;
}
