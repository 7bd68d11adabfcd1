import { describe, expect, it } from 'vitest';
import { FOLDERS, filesBelow, isExample, isStudents, readProjectFile } from './project-files.ts';

const LINES_MAX = 300;
const COLUMNS_MAX = 110;
/** Words that say nothing about what is inside. */
const BANNED_NAMES = /(^|[-/])(utils?|helpers?|common|misc|manager)([-./]|$)/;

/** A text is easier to search for in one piece: a line may be wider if it ends in a long literal. */
const isTooWide = (line: string) => line.length > COLUMNS_MAX && !/(['"`]).{40,}\1\S*$/.test(line);

const ours = FOLDERS.flatMap(filesBelow).filter((path) => !isStudents(path) && !isExample(path));
const code = ours.filter((path) => /\.tsx?$/.test(path));

describe('files', () => {
  it('are short', () => {
    const long = code.filter((path) => readProjectFile(path).split('\n').length - 1 > LINES_MAX);
    expect(long, `code files have at most ${LINES_MAX} lines`).toEqual([]);
  });

  it('have lines that fit', () => {
    const wide = code.flatMap((path) =>
      readProjectFile(path)
        .split('\n')
        .flatMap((line, index) => (isTooWide(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(wide, `lines have at most ${COLUMNS_MAX} columns`).toEqual([]);
  });

  it('have names that say what is inside', () => {
    expect(ours.filter((path) => BANNED_NAMES.test(path))).toEqual([]);
  });

  it('name no machine path and no registry host', () => {
    const places = [...ours, 'README.md', 'package.json', 'package-lock.json'].filter((path) =>
      // Written so that this file does not name them either.
      new RegExp(['/wo' + 'rk/', '/ro' + 'ot/', 'registry\\.npm' + 'js', 'npm' + 'mirror'].join('|')).test(
        readProjectFile(path),
      ),
    );
    expect(places).toEqual([]);
  });

  it('leave nothing for later', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|'));
    expect(code.filter((path) => marks.test(readProjectFile(path)))).toEqual([]);
  });
});
