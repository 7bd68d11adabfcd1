import jsTokens, { type Token } from 'js-tokens';

/** The tokens of a text without space and comments: three arrays of the same length. */
export interface SourceTokens {
  readonly types: readonly Token['type'][];
  readonly values: readonly string[];
  /** Where each begins: lines count from 1. */
  readonly lines: readonly number[];
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** Lines of a text, as the tokens count them. */
export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

/** Reads any text at all; what is not JavaScript comes out as tokens of some kind too. */
export function sourceTokens(code: string): SourceTokens {
  const types: Token['type'][] = [];
  const values: string[] = [];
  const lines: number[] = [];
  let line = 1;
  for (const { type, value } of jsTokens(code)) {
    switch (type) {
      case 'WhiteSpace':
      case 'SingleLineComment':
      case 'HashbangComment':
        break;
      case 'LineTerminatorSequence':
        line += 1;
        break;
      case 'MultiLineComment':
        line += lineEnds(value);
        break;
      default:
        types.push(type);
        values.push(value);
        lines.push(line);
        if (mayHoldLineEnds(type)) line += lineEnds(value);
    }
  }
  return { types, values, lines };
}

function lineEnds(text: string): number {
  return text.match(LINE_END)?.length ?? 0;
}

function mayHoldLineEnds(type: Token['type']): boolean {
  return type.includes('Template') || type === 'StringLiteral';
}
