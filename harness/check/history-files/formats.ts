import { MODELS } from '../linearizability/models/index.ts';
import { readJepsen } from './jepsen.ts';
import { readLockstepJson } from './lockstep-json.ts';
import { type Line, MalformedHistory, quote } from './malformed.ts';
import { readPorcupineKv } from './porcupine-kv.ts';
import type { RecordedHistory } from './recorded-history.ts';
import { decodeText, linesOf } from './text-lines.ts';

/** For the command line and its results. */
export type FormatName = 'jepsen' | 'porcupine-kv' | 'json';

export const FORMAT_NAMES: readonly FormatName[] = ['jepsen', 'porcupine-kv', 'json'];

interface Format {
  /** What its lines begin with, and those of no other format do. */
  readonly begins: RegExp;
  read(lines: Iterable<Line>): RecordedHistory;
}

const FORMATS: Readonly<Record<FormatName, Format>> = {
  jepsen: {
    begins: /^INFO\s/,
    read: (lines) => ({ model: MODELS.register, operations: readJepsen(lines) }),
  },
  'porcupine-kv': {
    begins: /^\{\s*:/,
    read: (lines) => ({ model: MODELS.kv, operations: readPorcupineKv(lines) }),
  },
  json: { begins: /^\{\s*"|^\{$|^\[/, read: readLockstepJson },
};

/** A file that was read. */
export interface HistoryFile extends RecordedHistory {
  readonly format: FormatName;
}

/**
 * Reads a file's bytes, in the format that they seem to have if none is given. Throws `MalformedHistory`; a
 * file without operations is one, since somebody wanted something to be recorded.
 */
export function readHistoryFile(bytes: Buffer, wanted?: FormatName): HistoryFile {
  if (bytes.length === 0) throw new MalformedHistory(undefined, 'a recorded history', 'an empty file');
  const text = decodeText(bytes);
  const format = wanted ?? guessFormat(text);
  const { model, operations } = read(text, format);
  if (operations.length === 0) {
    throw new MalformedHistory(undefined, 'operations', 'a file in which none was recorded');
  }
  return { format, model, operations };
}

function read(text: string, format: FormatName): RecordedHistory {
  try {
    return FORMATS[format].read(linesOf(text));
  } catch (error) {
    if (!(error instanceof MalformedHistory) || error.line === undefined) throw error;
    throw nameOtherFormat(error, text, format);
  }
}

function guessFormat(text: string): FormatName {
  const [line] = linesOf(text);
  if (!line) throw new MalformedHistory(undefined, 'a recorded history', 'a file of blank lines');
  const format = formatOf(line.text);
  if (format) return format;
  const known = FORMAT_NAMES.join(', ');
  throw new MalformedHistory(line.number, `a line of a format that is known (${known})`, quote(line.text));
}

function formatOf(text: string): FormatName | undefined {
  return FORMAT_NAMES.find((name) => FORMATS[name].begins.test(text));
}

/** A line may be right in another format. */
function nameOtherFormat(error: MalformedHistory, text: string, format: FormatName): MalformedHistory {
  for (const line of linesOf(text)) {
    if (line.number !== error.line) continue;
    const other = formatOf(line.text);
    if (other === undefined || other === format) return error;
    return new MalformedHistory(line.number, error.expected, `${error.found}, a line of the format ${other}`);
  }
  return error;
}
