import type { Debugger } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a script, as the inspector names it: counted from 0. */
export interface Place {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const DATA_URL = /^data:application\/json;base64,(.*)$/s;

/**
 * Where a line of a TypeScript file begins in a script, found the way of debuggers: sources are relative to
 * the source root, which is relative to the script's address. Undefined if the script has none of that line.
 */
export function placeOf(
  { url, sourceMapURL }: Pick<Debugger.ScriptParsedEventDataType, 'url' | 'sourceMapURL'>,
  file: string,
  line: number,
): Place | undefined {
  const encoded = DATA_URL.exec(sourceMapURL ?? '')?.[1];
  if (encoded === undefined || !URL.canParse(url)) return undefined;
  const payload = JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload;
  const source = payload.sources.find((one) => pathOf(`${payload.sourceRoot ?? ''}${one}`, url) === file);
  if (source === undefined) return undefined;
  const map = new SourceMap(payload);
  for (const lineNumber of payload.mappings.split(';').keys()) {
    const columns = columnsOf(map, lineNumber, source, line);
    if (columns.length > 0) return { url, lineNumber, columnNumber: Math.min(...columns) };
  }
  return undefined;
}

function pathOf(source: string, base: string): string | undefined {
  const url = new URL(source, base);
  return url.protocol === 'file:' ? fileURLToPath(url) : undefined;
}

/** Columns of a generated line that come from this line of the source, last first. */
function columnsOf(map: SourceMap, lineNumber: number, source: string, line: number): number[] {
  const columns: number[] = [];
  let column = Number.MAX_SAFE_INTEGER;
  while (column >= 0) {
    const entry = map.findEntry(lineNumber, column);
    if (!('generatedLine' in entry) || entry.generatedLine !== lineNumber) break;
    if (entry.originalSource === source && entry.originalLine === line - 1) {
      columns.push(entry.generatedColumn);
    }
    column = entry.generatedColumn - 1;
  }
  return columns;
}
