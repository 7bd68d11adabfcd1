import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { GraderFailure } from './grader-failure.ts';
import { Misuse } from './misuse.ts';
import { say } from './say.ts';

/** What a refusal of commander's means here; undefined: what commander says is clear. */
export type Explain = (error: CommanderError) => string | undefined;

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
    throw new Misuse(explain(error) ?? error.message.replace(/^error: /, ''));
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
