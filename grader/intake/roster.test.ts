import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchRoster } from './match-roster.ts';
import { type Roster, readRoster } from './roster.ts';

let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-roster-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function read(content: string | Buffer): Roster {
  writeFileSync(join(place, 'class.csv'), content);
  return readRoster(join(place, 'class.csv'));
}

describe('a roster', () => {
  it('has an id, a name and late days, in any order and of any spelling', () => {
    expect(read('\ufeffLate Days,Student ID,full_name\r\n1.5,alice,"Doe, Alice"\r\n\r\n,bob,\r\n')).toEqual({
      students: [
        { id: 'alice', name: 'Doe, Alice', lateDays: 1.5 },
        { id: 'bob', lateDays: 0 },
      ],
    });
  });

  it('needs no more than ids, and takes semicolons and tabs', () => {
    expect(read('id\nalice\n').students).toEqual([{ id: 'alice', lateDays: 0 }]);
    expect(read('id;name\nalice;A, B\n;\n').students).toEqual([{ id: 'alice', name: 'A, B', lateDays: 0 }]);
    expect(read('id\tlate\nalice\t2\n').students).toEqual([{ id: 'alice', lateDays: 2 }]);
  });

  it.each([
    ['', 'class.csv is empty: its first line must name the columns, id among them'],
    ['name\nAlice\n', 'class.csv:1: the column id is missing'],
    ['id,section\na,1\n', 'class.csv:1: there is no column "section". Known: id, name, late days'],
    ['id,constructor\na,1\n', 'class.csv:1: there is no column "constructor". Known: id, name, late days'],
    ['id,user\na,a\n', 'class.csv:1: two columns mean id'],
    ['id,late,days late\na,1,1\n', 'class.csv:1: two columns mean late days'],
    ['id,name\na,A\n\n,B\n', 'class.csv:4: the id is empty'],
    ['id\nb\na\nA\n', 'class.csv:4: the id A is on line 3 already'],
    ['id,late\na,two\n', 'class.csv:2: late days must be a number from 0, not "two"'],
    ['id,late\na,-1\n', 'class.csv:2: late days must be a number from 0, not "-1"'],
    ['id,name\na,A\nb,B,C\n', 'class.csv:3: it has not as many fields as the header'],
    ['id,name\na,"A\nb,B\n', 'class.csv:3: the file ends within quotation marks: one of them is not closed'],
    [Buffer.from([0x69, 0x64, 0x0a, 0xe9, 0x0a]), 'class.csv is not UTF-8: save it as "CSV UTF-8"'],
  ])('is refused: %j', (content, message) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ name: 'Misuse', message }));
  });

  it('must be there', () => {
    expect(() => readRoster(join(place, 'none.csv'))).toThrow(/^there is no roster .*none\.csv$/);
    expect(() => readRoster(place)).toThrow(/cannot be read \(EISDIR\)$/);
  });
});

describe('a roster and submissions', () => {
  it('find each other, and tell who is missing and who is unknown', () => {
    const roster = read('id,name\nzo\u00eb,Zoë\ncarol,C\nBob,B\nann,A\n');
    const submission = { root: '', labs: [], digest: '', notes: [] };
    const submissions = ['bob', 'zoe\u0308', 'mallory', 'eve'].map((id) => ({ ...submission, id }));
    const { students, missing, unknown } = matchRoster(roster, submissions);
    expect([...students].map(([id, { name }]) => [id, name])).toEqual([
      ['bob', 'B'],
      ['zoe\u0308', 'Zoë'],
    ]);
    expect(missing.map(({ id }) => id)).toEqual(['ann', 'carol']);
    expect(unknown).toEqual(['eve', 'mallory']);
  });
});
