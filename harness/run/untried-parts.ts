import { findPart } from '../scenarios/find.ts';
import { hintWords } from '../scenarios/find-hint.ts';
import { type Paint, wrap } from './failure-text.ts';
import type { PartResult, ScenarioFailure, ScenarioResult } from './result.ts';
import { plural } from './summary.ts';

/** How a run fails that says nothing about its scenario: the code has holes, or cannot be put together. */
const UNTRIED = ['compile', 'not-implemented'] as const;
type UntriedKind = (typeof UNTRIED)[number];

/** Nothing of this part was put to the test. */
export function isUntried({ scenarios }: Pick<PartResult, 'scenarios'>): boolean {
  return (
    scenarios.length > 0 &&
    scenarios.every(({ passed, failures }) => {
      return passed === 0 && failures.length > 0 && failures.every(saysNothing);
    })
  );
}

/** The scenario with only those failures that say something about it. */
export function triedOnly(scenario: ScenarioResult): ScenarioResult {
  return { ...scenario, failures: scenario.failures.filter((failure) => !saysNothing(failure)) };
}

function saysNothing({ kind }: ScenarioFailure): boolean {
  return UNTRIED.some((one) => one === kind);
}

/** What is missing before scenarios can be tried: a note for all the parts of a lab that miss the same. */
export function untriedTexts(parts: readonly PartResult[], paint: Paint): string[] {
  return UNTRIED.flatMap((kind) => {
    const notes = new Map<string, Missing>();
    for (const part of parts) {
      const missing = missingIn(part, kind);
      if (!missing) continue;
      const key = [findPart(part.part).lab.id, ...missing.messages].join('\n');
      const same = notes.get(key);
      notes.set(key, same ? joined(same, missing) : missing);
    }
    const textOf = kind === 'compile' ? brokenText : holesText;
    return [...notes.values()].map((missing) => textOf(missing, paint));
  });
}

/** What keeps scenarios of some parts from being tried. */
interface Missing {
  readonly parts: readonly string[];
  /** Scenarios that miss it, and all. */
  readonly count: number;
  readonly of: number;
  /** Each once. */
  readonly messages: readonly string[];
  /** A run that missed it. */
  readonly first: ScenarioFailure & Pick<ScenarioResult, 'slug'>;
}

function missingIn({ part, scenarios }: PartResult, kind: UntriedKind): Missing | undefined {
  const own = scenarios.flatMap(({ slug, failures }) => {
    return failures.filter((failure) => failure.kind === kind).map((failure) => ({ ...failure, slug }));
  });
  const [first] = own;
  if (!first) return undefined;
  const messages = own.map(({ message }) => message.replace(/^NotImplemented: /, ''));
  const count = new Set(own.map(({ slug }) => slug)).size;
  return { parts: [part], count, of: scenarios.length, messages: [...new Set(messages)], first };
}

function joined(a: Missing, b: Missing): Missing {
  return { ...a, parts: [...a.parts, ...b.parts], count: a.count + b.count, of: a.of + b.of };
}

function brokenText({ parts, messages, first }: Missing, paint: Paint): string {
  const [verb, them] = parts.length === 1 ? ['does', 'it'] : ['do', 'them'];
  const [part = ''] = parts;
  const isOurs = / solution\b/.test(first.replay);
  const hint = isOurs ? undefined : hintWords(part, first);
  return [
    `${paint.red('✗')} ${paint.bold(`${listed(parts)} ${verb} not compile, so nothing of ${them} ran`)}`,
    `  ${paint.red(first.rule)}`,
    ...messages.flatMap((message) => message.split('\n')).map((line) => `  ${line}`),
    ...(hint === undefined ? [] : [`  ${paint.dim('hint:')}  ${paint.cyan(`npm run hint ${hint}`)}`]),
  ].join('\n');
}

function holesText({ parts, count, of, messages, first }: Missing, paint: Paint): string {
  const [part = ''] = parts;
  const earlier = [...new Set(messages.flatMap((message) => earlierLab(message, part) ?? []))];
  const isOwn = messages.some((message) => earlierLab(message, part) === undefined);
  const scope = `${count} of ${of} ${plural(of, 'scenario')}`;
  const verb = parts.length === 1 ? 'is' : 'are';
  const title = isOwn
    ? `${paint.bold(`${listed(parts)} ${verb} still to be written`)} (${scope} met a hole in the stub)`
    : `${paint.bold(`${listed(parts)} ${verb} waiting for your ${listed(earlier)}`)} (${scope} met a hole there)`;
  const ours = [...first.replay.matchAll(/ with=(\S+)/g)].map(([, word = '']) => word);
  const words = [...new Set([...ours, ...earlier])].map((word) => `with=${word}`);
  const command = paint.cyan(['npm test', ...parts, ...words].join(' '));
  return [
    `${paint.yellow('○')} ${title}`,
    ...messages.flatMap((message) => wrap(message, 108)).map((line) => `  ${line}`),
    ...(earlier.length > 0
      ? [`  ${command} runs ${parts.length === 1 ? 'it' : 'them'} on our ${listed(earlier)}.`]
      : []),
  ].join('\n');
}

/** The word of the lab that a hole is in, if that is another than the part's. */
function earlierLab(message: string, part: string): string | undefined {
  const [, holed = part] = /^(lab\d+\w?): /.exec(message) ?? [];
  const [lab, own] = [findPart(holed).lab, findPart(part).lab];
  return lab === own ? undefined : lab.word;
}

/** `lab2a, lab2b and lab2c` */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
