import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LABS } from '../scenarios/index.ts';
import { FOLDERS, filesBelow, isExample, PROJECT, readProjectFile } from './project-files.ts';

const documents = ['README.md', ...FOLDERS.flatMap(filesBelow)].filter(
  (path) => path.endsWith('.md') && !isExample(path) && existsSync(join(PROJECT, path)),
);
const scripts = Object.keys((JSON.parse(readProjectFile('package.json')) as { scripts: object }).scripts);
const words = LABS.flatMap((lab) => [lab.word, ...lab.parts.map((part) => part.id)]);

describe.each(documents)('%s', (path) => {
  const text = readProjectFile(path);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(PROJECT, dirname(path), link)))).toEqual([]);
  });

  it('names paths that exist', () => {
    const folders = FOLDERS.join('|');
    const paths = [...text.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g'))].map(
      (match) => match[1] ?? '',
    );
    expect(paths.filter((named) => !existsSync(join(PROJECT, named)))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('names parts that exist', () => {
    const named = [...text.matchAll(/npm test (lab\d\w?)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !words.includes(name))).toEqual([]);
  });
});
