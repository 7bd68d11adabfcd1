import { inspect } from 'node:util';

/**
 * What was thrown in the process of `who`, in a few lines: name and message, and below them where in the lab
 * code that was. Holes of a stub say themselves what they are. `mapStack` turns a stack into lines of the
 * student's files.
 */
export function errorText(who: string, error: unknown, mapStack: (stack: string) => string): string {
  if (!(error instanceof Error)) return `${who} threw ${inspect(error)}`;
  const { name, message, stack = '' } = error;
  const headline = name === 'NotImplemented' ? message : `${who} threw ${name}: ${message}`;
  const places = mapStack(stack);
  // An error of the project itself has no place in lab code: then the whole stack is wanted.
  const lines = places === '' ? stack.split('\n').slice(1) : places.split('\n');
  return [headline, ...lines.map((line) => `  ${line.trim()}`)].join('\n');
}
