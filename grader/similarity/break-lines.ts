import jsTokens from 'js-tokens';
import { linesOf } from './source-tokens.ts';

const LONGEST_LINE = 400;

/**
 * A text in which somebody can look something up: code on one endless line is broken behind its braces and
 * semicolons. Other texts stay as they are.
 */
export function breakLines(text: string): string {
  if (linesOf(text).every((line) => line.length <= LONGEST_LINE)) return text;
  let broken = '';
  for (const { type, value } of jsTokens(text)) {
    broken += value;
    if (type === 'Punctuator' && (value === '{' || value === '}' || value === ';')) broken += '\n';
  }
  return broken;
}
