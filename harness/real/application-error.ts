import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/**
 * What an application threw, and where in its files, if stacks are mapped to sources: of the frames with a
 * place, those above the first of this folder are the application's.
 */
export function applicationErrorText(error: unknown): string {
  if (!(error instanceof Error)) return `  ${inspect(error)}`;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at (?!.*\bnode:).*:\d+:\d+/.test(line));
  const below = frames.findIndex((line) => line.includes(FOLDER));
  const own = below < 0 ? frames : frames.slice(0, below);
  return [`  ${error.name}: ${error.message}`, ...own.map((line) => `    ${line.trim()}`)].join('\n');
}
