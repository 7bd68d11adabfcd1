import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { Misuse } from '../misuse.ts';
import { idKey } from './identity.ts';
import { shownName } from './unfit.ts';

/** Who takes the course. */
export interface Roster {
  /** In the order of the file. No two ids are alike, and no two folders. */
  readonly students: readonly Student[];
  /** Whether it has a column for late days, which may all be 0. */
  readonly hasLateDays: boolean;
  /** Titles of the columns that were not used, fit to print. */
  readonly ignoredColumns: readonly string[];
}

export interface Student {
  readonly id: string;
  readonly name?: string;
  /** What the name of the submission is, or begins with before a `_`, where that is not the id. */
  readonly folder?: string;
  /** Days by which the submission came late: 0 or more, not always whole. */
  readonly lateDays: number;
}

type Column = 'id' | 'name' | 'lateDays' | 'folder';

/** By what it is called in the grader's README. */
const COLUMN_NAMES: Readonly<Record<Column, string>> = {
  id: 'id',
  name: 'name',
  lateDays: 'late days',
  folder: 'folder',
};

/** Spellings of the header, without regard to letter case, spaces and punctuation. */
const COLUMNS: Readonly<Record<string, Column>> = {
  id: 'id',
  student: 'id',
  studentid: 'id',
  user: 'id',
  username: 'id',
  login: 'id',
  name: 'name',
  studentname: 'name',
  fullname: 'name',
  late: 'lateDays',
  latedays: 'lateDays',
  dayslate: 'lateDays',
  folder: 'folder',
};

interface Row {
  readonly record: readonly string[];
  /** The line on which it ends. */
  readonly info: InfoRecord;
}

/**
 * Reads a roster: CSV with a header, of which only `id` is required; commas, semicolons or tabs. Columns that
 * it does not know are no mistake: registrars export many. Throws `Misuse` with the line of what is wrong.
 */
export function readRoster(path: string): Roster {
  const file = shownName(basename(path));
  const [header, ...rows] = rowsOf(textOf(path, file), file);
  if (!header) throw new Misuse(`${file} is empty: its first line must name the columns, id among them`);
  const columns = columnsOf(header.record, `${file}:${header.info.lines}`);
  const students = rows.map(({ record, info }) => studentOf(record, columns, `${file}:${info.lines}`));
  const lines = rows.map(({ info }) => info.lines);
  refuseTwins(
    'id',
    students.map(({ id }) => id),
    lines,
    file,
  );
  refuseTwins(
    'folder',
    students.map(({ folder }) => folder),
    lines,
    file,
  );
  const ignored = header.record.filter((_, place) => ![...columns.values()].includes(place));
  return { students, hasLateDays: columns.has('lateDays'), ignoredColumns: ignored.map(shownName) };
}

function textOf(path: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Misuse(`there is no roster ${shownName(path)}`);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new Misuse(`${file} is not UTF-8: save it as "CSV UTF-8"`);
    }
    throw new Misuse(`the roster ${shownName(path)} cannot be read (${code ?? 'unknown'})`);
  }
}

function rowsOf(text: string, file: string): Row[] {
  const [firstLine = ''] = text.split('\n', 1);
  const countOf = (delimiter: string) => firstLine.split(delimiter).length;
  const [delimiter = ','] = [',', ';', '\t'].sort((one, other) => countOf(other) - countOf(one));
  try {
    const skipped = { skip_empty_lines: true, skip_records_with_empty_values: true };
    return parse(text, { delimiter, info: true, trim: true, ...skipped }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Misuse(`${file}:${error.lines}: ${reasonOf(error)}`);
  }
}

function reasonOf({ code, message }: CsvError): string {
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return 'it has not as many fields as the header';
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'the file ends within quotation marks: one of them is not closed';
  return `this is no CSV: ${message}`;
}

/** Places of the columns. Where several could be it, it is the one that is called as the README does. */
function columnsOf(header: readonly string[], where: string): ReadonlyMap<Column, number> {
  const keys = header.map((title) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const columns = new Map<Column, number>();
  for (const [column, name] of Object.entries(COLUMN_NAMES) as [Column, string][]) {
    const meant = [...keys.keys()].filter((place) => columnOf(keys[place] ?? '') === column);
    const exact = meant.filter((place) => keys[place] === name.replace(' ', ''));
    const [place, another] = exact.length > 0 ? exact : meant;
    if (another !== undefined) {
      throw new Misuse(
        `${where}: two columns mean ${name}: call the one that is meant ${name}, and no other`,
      );
    }
    if (place !== undefined) columns.set(column, place);
  }
  if (!columns.has('id')) throw new Misuse(`${where}: the column id is missing`);
  return columns;
}

function columnOf(key: string): Column | undefined {
  return Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
}

function studentOf(record: readonly string[], columns: ReadonlyMap<Column, number>, where: string): Student {
  const field = (column: Column): string => record[columns.get(column) ?? -1] ?? '';
  const id = field('id').normalize('NFC');
  if (id === '') throw new Misuse(`${where}: the id is empty`);
  const days = field('lateDays');
  // Spreadsheets in Europe write 1,5.
  if (!/^(\d+([.,]\d+)?)?$/.test(days)) {
    throw new Misuse(`${where}: late days must be a number from 0, not ${JSON.stringify(shownName(days))}`);
  }
  const [name, folder] = [field('name'), field('folder')];
  return {
    id,
    ...(name === '' ? {} : { name }),
    ...(folder === '' ? {} : { folder }),
    lateDays: Number(days.replace(',', '.')),
  };
}

/** `lines` on which the values stand; some students may have none. */
function refuseTwins(
  what: string,
  values: readonly (string | undefined)[],
  lines: readonly number[],
  file: string,
): void {
  const seen = new Map<string, number>();
  for (const [place, value] of values.entries()) {
    if (value === undefined) continue;
    const [other, line = 0] = [seen.get(idKey(value)), lines[place]];
    if (other !== undefined) {
      throw new Misuse(`${file}:${line}: the ${what} ${shownName(value)} is on line ${other} already`);
    }
    seen.set(idKey(value), line);
  }
}
