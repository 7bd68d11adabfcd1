import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { Misuse } from '../misuse.ts';
import { idKey } from './identity.ts';
import { shownName } from './unfit.ts';

/** Who takes the course. */
export interface Roster {
  /** In the order of the file. No two ids are alike. */
  readonly students: readonly Student[];
}

export interface Student {
  readonly id: string;
  readonly name?: string;
  /** Days by which the submission came late: 0 or more, not always whole. */
  readonly lateDays: number;
}

type Column = 'id' | 'name' | 'lateDays';

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
};

interface Row {
  readonly record: readonly string[];
  /** The line on which it ends. */
  readonly info: InfoRecord;
}

/**
 * Reads a roster: CSV with a header, of which only `id` is required; commas, semicolons or tabs. Throws
 * `Misuse` with the line of what is wrong.
 */
export function readRoster(path: string): Roster {
  const file = shownName(basename(path));
  const [header, ...rows] = rowsOf(textOf(path, file), file);
  if (!header) throw new Misuse(`${file} is empty: its first line must name the columns, id among them`);
  const columns = columnsOf(header.record, `${file}:${header.info.lines}`);
  const seen = new Map<string, number>();
  const students = rows.map(({ record, info: { lines } }) => {
    const student = studentOf(record, columns, `${file}:${lines}`);
    const other = seen.get(idKey(student.id));
    if (other !== undefined) {
      throw new Misuse(`${file}:${lines}: the id ${shownName(student.id)} is on line ${other} already`);
    }
    seen.set(idKey(student.id), lines);
    return student;
  });
  return { students };
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
  const delimiter = [',', ';', '\t'].find((candidate) => firstLine.includes(candidate)) ?? ',';
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

function columnsOf(header: readonly string[], where: string): readonly Column[] {
  const columns = header.map((title) => {
    const key = title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const column = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
    if (column) return column;
    throw new Misuse(
      `${where}: there is no column ${JSON.stringify(shownName(title))}. Known: id, name, late days`,
    );
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) throw new Misuse(`${where}: two columns mean ${twice === 'lateDays' ? 'late days' : twice}`);
  if (!columns.includes('id')) throw new Misuse(`${where}: the column id is missing`);
  return columns;
}

function studentOf(record: readonly string[], columns: readonly Column[], where: string): Student {
  const field = (column: Column): string => record[columns.indexOf(column)] ?? '';
  const id = field('id').normalize('NFC');
  if (id === '') throw new Misuse(`${where}: the id is empty`);
  const days = field('lateDays');
  if (!/^(\d+(\.\d+)?)?$/.test(days)) {
    throw new Misuse(`${where}: late days must be a number from 0, not ${JSON.stringify(shownName(days))}`);
  }
  const name = field('name');
  return { id, ...(name === '' ? {} : { name }), lateDays: Number(days) };
}
