import { describe, expect, it } from 'vitest';
import { hintsOf } from '../scenarios/find-hint.ts';
import { LABS } from '../scenarios/index.ts';
import { MUTANTS } from '../scenarios/mutants.ts';
import type { Hint } from '../scenarios/scenario.ts';
import { filesBelow, readProjectFile } from './project-files.ts';

/** Every rule that something in the world or in a scenario can report. */
const rules = new Set(
  ['labrpc', 'harness']
    .flatMap(filesBelow)
    .filter((path) => path.endsWith('.ts') && !/hints|\.test\.ts$/.test(path))
    .flatMap((path) => [...readProjectFile(path).matchAll(/'([a-z]+\/[a-z-]+)'/g)])
    .map((match) => match[1] ?? ''),
);
const parts = LABS.flatMap((lab) => lab.parts.map((part) => ({ lab, part, hints: hintsOf(part) })));

/** Rules under which a part's known bugs are caught. */
function rulesOfBugs(labId: string, partId: string): string[] {
  const bugs = (MUTANTS[labId] ?? []).filter(({ part }) => part === partId);
  return [...new Set(bugs.flatMap((bug) => bug.rules))];
}

describe.each(parts)('hints of $part.id', ({ lab, part, hints }) => {
  const named = new Set(hints.flatMap(({ of }) => of));
  const slugs = part.scenarios.map(({ slug }) => slug);

  it('have a word of their own each, by which they can be asked for', () => {
    const words = hints.map(({ word }) => word);
    const twice = words.filter((word, index) => words.indexOf(word) !== index);
    expect(twice, 'words of more than one hint').toEqual([]);
    const unfit = words.filter((word) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word));
    expect(unfit, 'words are small letters with dashes').toEqual([]);
  });

  it('have a symptom, and three steps that say something', () => {
    const tooShort = ({ symptom, steps }: Hint): boolean =>
      symptom.length < 10 || steps.length !== 3 || steps.some((step) => step.length < 40);
    expect(hints.filter(tooShort).map(({ word }) => word)).toEqual([]);
  });

  it('name rules and scenarios that exist', () => {
    const unknown = hints.flatMap(({ word, of }) =>
      of.filter((name) => !rules.has(name) && !slugs.includes(name)).map((name) => `${word}: ${name}`),
    );
    expect(unknown).toEqual([]);
    expect(hints.filter(({ of }) => of.length === 0).map(({ word }) => word)).toEqual([]);
  });

  it('cover every rule that a known bug of the part is caught under', () => {
    const missing = rulesOfBugs(lab.id, part.id).filter((rule) => !named.has(rule));
    expect(missing, `rules that no hint of ${part.id} is of`).toEqual([]);
  });

  it('cover every scenario', () => {
    const missing = slugs.filter((slug) => !named.has(slug));
    expect(missing, `scenarios that no hint of ${part.id} is of`).toEqual([]);
  });
});
