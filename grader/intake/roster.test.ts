import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTHING_HANDED_IN } from '../results/handed-in.ts';
import { matchRoster } from './match-roster.ts';
import { type Roster, readRoster } from './roster.ts';
import { rosterIds } from './roster-ids.ts';

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
      hasLateDays: true,
      ignoredColumns: [],
    });
  });

  it('needs no more than ids, and takes semicolons and tabs', () => {
    expect(read('id\nalice\n').students).toEqual([{ id: 'alice', lateDays: 0 }]);
    expect(read('id;name\nalice;A, B\n;\n').students).toEqual([{ id: 'alice', name: 'A, B', lateDays: 0 }]);
    expect(read('id\tlate\nalice\t2\n').students).toEqual([{ id: 'alice', lateDays: 2 }]);
  });

  it('may have any other columns, as registrars export them', () => {
    const { students, ignoredColumns } = read(
      '\ufeffSTUDENT;"Last name, first";ID;Section\u202e;constructor;Late days\nx;A;alice;3;y;1,5\n',
    );
    expect(students).toEqual([{ id: 'alice', lateDays: 1.5 }]);
    expect(ignoredColumns).toEqual(['STUDENT', 'Last name, first', 'Section\ufffd', 'constructor']);
  });

  it.each([
    ['', 'class.csv is empty: its first line must name the columns, id among them'],
    ['name\nAlice\n', 'class.csv:1: the column id is missing'],
    ['login,user\na,a\n', 'class.csv:1: two columns mean id: call the one that is meant id, and no other'],
    [
      'id,late,days late\na,1,1\n',
      'class.csv:1: two columns mean late days: call the one that is meant late days, and no other',
    ],
    ['id,folder\na,x\nb,X\n', 'class.csv:3: the folder X is on line 2 already'],
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
  const RULE = { freeDays: 1, perDay: { kind: 'points', points: 1 } } as const;
  const handedIn = (...ids: readonly string[]) =>
    ids.map((id) => ({ id, root: '/r', labs: ['lab2-raft'], digest: '', notes: [] }));
  const messages = (content: string, ids: readonly string[], late?: typeof RULE) =>
    matchRoster(read(content), handedIn(...ids), late).flags.map(({ message }) => message);

  it('find each other, and tell who is missing and who is unknown', () => {
    const roster = read('id,name,late\nzo\u00eb,Zoë,1\ncarol,C,2\nBob,B,0\nann,A,0\n');
    const all = handedIn('bob', 'zoe\u0308', 'mallory', 'eve');
    const { submissions, students, flags } = matchRoster(roster, all, RULE);
    expect([...students].map(([id, { name, lateDays }]) => [id, name, lateDays])).toEqual([
      ['bob', 'B', 0],
      ['zoe\u0308', 'Zoë', 1],
      ['carol', 'C', 0],
      ['ann', 'A', 0],
    ]);
    expect(submissions.map(({ id, notes, refusal }) => [id, refusal ?? notes])).toEqual([
      ['bob', []],
      ['zoe\u0308', []],
      ['mallory', ['it is not in the roster']],
      ['eve', ['it is not in the roster']],
      ['carol', NOTHING_HANDED_IN],
      ['ann', NOTHING_HANDED_IN],
    ]);
    expect(flags.map(({ message }) => message)).toEqual([
      'nothing handed in (2): ann and carol',
      'not in the roster (2): eve and mallory',
    ]);
  });

  it('say where late days have no effect', () => {
    expect(messages('id,late\na,2\nb,0\n', ['a', 'b'])).toEqual([
      'late days cost nothing: the roster has 1 student with some, the policy no rule `late`',
    ]);
    expect(messages('id\na\n', ['a'], RULE)).toEqual([
      'late days cost nothing: the policy has the rule `late`, but the roster no column `late days`',
    ]);
    expect(messages('id,late\na,0\n', ['a'])).toEqual([]);
    expect(messages('id,late\na,0\n', ['a'], RULE)).toEqual([]);
  });

  it('are brought together by the name of a folder, as course systems make it', () => {
    const { students } = read(
      'id,folder\njd1,"Doe, Jane"\njd2,"Doe, Jane_777"\nkm,moreaukim\nlate,\nx,late\n',
    );
    const idIn = rosterIds(students);
    expect(idIn('Doe, Jane_12345_assignsubmission_file')).toBe('jd1');
    expect(idIn('Doe, Jane_777_assignsubmission_file')).toBe('jd2');
    expect(idIn('MoreauKim_LATE_123_456_raft')).toBe('km');
    expect(idIn('moreaukim')).toBe('km');
    for (const name of ['moreau', 'moreaukim2_123', '_moreaukim', 'late', '']) {
      expect(idIn(name)).toBeUndefined();
    }
  });
});
