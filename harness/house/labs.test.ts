import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunPool } from '../run/pool.ts';
import { LABS } from '../scenarios/index.ts';
import { PRISTINE_STUBS } from '../scenarios/pristine-stubs.ts';
import { scenarioRows } from './handout.ts';
import { handedOutFiles, hashOf, isPristine } from './pristine.ts';
import { filesBelow, PROJECT, readProjectFile } from './project-files.ts';

const pool = new RunPool();
afterAll(() => pool.close());

const testFiles = (folder: string) => filesBelow(folder).filter((path) => path.endsWith('.test.ts'));

describe.each(LABS.map((lab) => [lab.id, lab] as const))('%s', (id, lab) => {
  it('has its folder under labs, solutions and harness/scenarios', () => {
    for (const root of ['labs', 'solutions', 'harness/scenarios']) {
      expect(existsSync(join(PROJECT, root, id)), `${root}/${id}`).toBe(true);
    }
  });

  it('has a handout', () => {
    expect(existsSync(join(PROJECT, 'labs', id, 'README.md'))).toBe(true);
  });

  it('has the same test files in labs and solutions, one a part', () => {
    const names = testFiles(`labs/${id}`).map((path) => path.replace('labs/', ''));
    expect(names).toEqual(testFiles(`solutions/${id}`).map((path) => path.replace('solutions/', '')));
    expect(names).toEqual(lab.parts.map((part) => `${id}/${part.id}.test.ts`));
    for (const name of names) {
      expect(readProjectFile(`labs/${name}`)).toBe(readProjectFile(`solutions/${name}`));
    }
  });

  it('has every file of its list in labs and solutions', () => {
    for (const file of Object.keys(lab.files)) {
      expect(existsSync(join(PROJECT, 'labs', id, file)), `labs/${id}/${file}`).toBe(true);
      expect(existsSync(join(PROJECT, 'solutions', id, file)), `solutions/${id}/${file}`).toBe(true);
    }
  });

  it('has parts with scenarios, each with points, a slug of its own and a floor', () => {
    const scenarios = lab.parts.flatMap((part) => part.scenarios);
    expect(new Set(scenarios.map(({ slug }) => slug)).size).toBe(scenarios.length);
    for (const part of lab.parts) expect(part.scenarios.length, part.id).toBeGreaterThan(0);
    for (const { slug, points, floors, paper, about } of scenarios) {
      if (lab.handsOut === 'stub') expect(points, slug).toBeGreaterThan(0);
      else expect(points, slug).toBeGreaterThanOrEqual(0);
      expect(Object.keys(floors).length, `${slug}: floors`).toBeGreaterThan(0);
      expect(paper.length * about.length, `${slug}: paper and about`).toBeGreaterThan(0);
    }
  });

  it('has a handout whose tables say of scenarios what these say of themselves', () => {
    const rows = scenarioRows(id);
    const listed = lab.parts.flatMap(({ scenarios }) => scenarios.filter(({ slug }) => rows.has(slug)));
    const told = listed.map(({ slug }) => [slug, rows.get(slug)?.at(-1)]);
    expect(told).toEqual(listed.map(({ slug, about }) => [slug, about]));
  });

  // A student's edits must not turn this suite red; where nobody is a student, the list of stubs must be
  // true.
  it.runIf(process.env.CI)('has the stubs that harness/scenarios/pristine-stubs.ts lists', () => {
    const seen = Object.fromEntries(handedOutFiles(lab).map((path) => [path, hashOf(path)]));
    const listed = Object.fromEntries(handedOutFiles(lab).map((path) => [path, PRISTINE_STUBS[path]]));
    expect(listed).toEqual(seen);
  });

  const isUntouchedStub = lab.handsOut === 'stub' && isPristine(lab);
  it.runIf(isUntouchedStub)('has stubs that fail as not implemented, in every part', async () => {
    const implementation = { root: join(PROJECT, 'labs'), withReference: [] };
    const requests = lab.parts.map((part) => ({
      implementation,
      part: part.id,
      slug: part.scenarios[0]?.slug ?? '',
      seed: 1,
      twice: false,
    }));
    const results = await Promise.all(requests.map((request) => pool.run(request)));
    expect(results.map(({ part, failure }) => [part, failure?.kind])).toEqual(
      lab.parts.map((part) => [part.id, 'not-implemented']),
    );
  });
});
