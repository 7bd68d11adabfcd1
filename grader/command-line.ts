import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { GraderFailure } from './grader-failure.ts';
import { Misuse } from './misuse.ts';
import { say } from './say.ts';

/** What a refusal of commander's means here: its code, and what it says; undefined: that is clear. */
export type Explain = (code: string, message: string) => string | undefined;

const MOST_JOBS = 1024;

/**
 * Has the command read its words. False if they asked for help, which is then printed. Throws `Misuse` with
 * one sentence for the person who typed them.
 */
export function readWords(
  command: Command,
  words: readonly string[],
  explain: Explain = () => undefined,
): boolean {
  command
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    command.parse([...words], { from: 'user' });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return false;
    const message = error.message.replace(/^error: /, '');
    throw new Misuse(explain(error.code, message) ?? message);
  }
}

/**
 * Reads the value of an option, for commander: both bounds are allowed. `orElse` tells in a refusal what else
 * the option takes.
 */
export function wholeNumber(least: number, most: number, orElse = ''): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}${orElse}.`);
  };
}

/** The value of `--jobs`: how much is made at the same time. */
export const readJobs: (text: string) => number = wholeNumber(1, MOST_JOBS);

/** Flags may be written as words, `runs=5` for `--runs=5`: those that `names` matches. */
export function asFlags(words: readonly string[], names: RegExp): string[] {
  return words.map((word) => (names.test(word) ? `--${word}` : word));
}

/**
 * All of a command: what went wrong is one line, and the exit code 2 for a `Misuse`, 1 for a `GraderFailure`.
 * Anything else is a bug, and thrown.
 */
export async function runCommand(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!isMisuse(error) && !(error instanceof GraderFailure)) throw error;
    say(`${name}: ${error.message}`);
    process.exitCode = isMisuse(error) ? 2 : 1;
  }
}

/** The harness has a class of its own for the same. */
function isMisuse(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Misuse';
}
