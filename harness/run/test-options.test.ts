import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeLab } from './fake-lab.ts';
import { writePlanFile } from './shrink/plan-file.ts';
import { parseTestOptions, type TestOptions } from './test-options.ts';

const LABS = [
  fakeLab('lab2-raft', 'lab2', { lab2a: ['initial-election', 'reelection'], lab2b: ['basic-agreement'] }),
  fakeLab('lab3-kvraft', 'lab3', { lab3a: ['one-client'] }),
];

describe('parts', () => {
  it('takes parts, labs and all labs, in the order of the course', () => {
    expect(partsOf('lab2b')).toEqual(['lab2b']);
    expect(partsOf('lab3', 'lab2a')).toEqual(['lab2a', 'lab3a']);
    expect(partsOf('lab2', 'lab2a')).toEqual(['lab2a', 'lab2b']);
    expect(partsOf('labs')).toEqual(['lab2a', 'lab2b', 'lab3a']);
  });

  it('tests the student in labs/, and our solutions when nothing or solution is said', () => {
    expect(optionsOf('lab2a')).toMatchObject({ ownSuite: false, tree: 'labs' });
    expect(optionsOf('lab2a', 'solution')).toMatchObject({ ownSuite: false, tree: 'solutions' });
    expect(optionsOf()).toMatchObject({ ownSuite: true, tree: 'solutions' });
  });

  it('lists the known parts when one is unknown', () => {
    expect(misuseOf('lab2e')).toContain('"lab2e" is no part');
    expect(misuseOf('lab2e')).toContain('labs lab2 lab2a lab2b lab3 lab3a');
  });

  it('lists a word once that names a lab and its only part', () => {
    const tour = fakeLab('lab0-tour', 'lab0', { lab0: ['quiet'] });
    const parsed = parseTestOptions(['lab1'], {}, [tour]);
    expect(parsed).toMatchObject({ message: expect.stringContaining('Parts: labs lab0\n') });
  });
});

describe('options', () => {
  it('runs seeds 1 to 10 unless told otherwise', () => {
    expect(optionsOf('lab2a').seeds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(optionsOf('lab2a', 'runs=3').seeds).toEqual([1, 2, 3]);
    expect(optionsOf('lab2a', 'seed=0').seeds).toEqual([0]);
    expect(optionsOf('lab2a', 'seed=9007199254740991').seeds).toEqual([Number.MAX_SAFE_INTEGER]);
  });

  it('takes the same as flags', () => {
    const words = optionsOf('lab3a', 'seed=5', 'only=one', 'with=lab2', 'json=out.json', 'verbose');
    const flags = ['--seed', '5', '--only=one', '--with', 'lab2', '--json', 'out.json', '--verbose'];
    expect(optionsOf('lab3a', ...flags)).toEqual(words);
    expect(words).toMatchObject({ only: 'one', withReference: ['lab2'], json: 'out.json', verbose: true });
  });

  it('watches when the UI is asked for', () => {
    expect(optionsOf('lab2a', 'ui')).toMatchObject({ ui: true, watch: true });
    expect(optionsOf('lab2a', 'watch')).toMatchObject({ ui: false, watch: true });
  });

  it('leaves out the parts of which only= leaves nothing', () => {
    expect(partsOf('labs', 'only=elect')).toEqual(['lab2a']);
  });

  it.each([
    ['runs=0', 'runs must be an integer from 1'],
    ['runs=1.5', 'runs must be an integer'],
    ['seed=-1', 'seed must be an integer from 0'],
    ['seed=9007199254740992', 'to 9007199254740991'],
    ['seed=', 'seed must be an integer'],
    ['seed', 'seed needs a value'],
    ['sed=5', 'unknown option "sed=5"'],
    ['--sed=5', "unknown option '--sed=5'"],
    ['only=nothing', 'initial-election reelection'],
    ['with=lab9', 'no such lab'],
    ['with=lab2', 'would not test your code'],
    ['plan=no-such.plan.json', 'no such file'],
    ['plan', 'plan needs a value'],
  ])('refuses %s and says why', (word, reason) => {
    expect(misuseOf('lab2a', word)).toContain(reason);
  });

  it('refuses what contradicts itself', () => {
    expect(misuseOf('lab2a', 'runs=2', 'seed=2')).toContain('say one of them');
    expect(misuseOf('lab2a', 'watch', 'json=-')).toContain('json=-');
    expect(misuseOf('solution')).toContain('npm test labs solution');
  });

  it('shrinks one run and nothing else', () => {
    expect(optionsOf('lab2a', 'shrink', 'seed=5')).toMatchObject({ shrink: true, seeds: [5] });
    expect(misuseOf('shrink')).toContain('npm test labs shrink');
    expect(misuseOf('lab2a', 'shrink', 'watch')).toContain('shrink and watch do not go together');
    expect(misuseOf('lab2a', 'shrink', 'json=-')).toContain('Leave out json');
  });

  it('explains itself', () => {
    expect(parseTestOptions(['-h'], {}, LABS)).toMatchObject({ kind: 'help' });
    expect(parseTestOptions(['lab2x', 'help'], {}, LABS)).toMatchObject({ kind: 'help' });
  });
});

describe('plan=FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-options-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes part, scenario and seed from the file', async () => {
    const path = await planFor('lab2a', 'reelection');
    const options = optionsOf(`plan=${path}`);
    expect(options).toMatchObject({ ownSuite: false, tree: 'labs', seeds: [4217], only: 'reelection' });
    expect(options.plan).toMatchObject({ path, file: { part: 'lab2a', plan: { dice: 3 } } });
    expect(optionsOf('lab2', `plan=${path}`, 'solution').tree).toBe('solutions');
  });

  it('refuses what contradicts the file, and what is not here', async () => {
    const path = await planFor('lab2a', 'reelection');
    expect(misuseOf(`plan=${path}`, 'seed=4217')).toContain('plan and seed do not go together');
    expect(misuseOf(`plan=${path}`, 'only=elect')).toContain('Leave out only');
    expect(misuseOf('lab2b', `plan=${path}`)).toContain('it is for lab2a');
    expect(misuseOf(`plan=${await planFor('lab2a', 'gone')}`)).toContain('no such scenario');
    expect(misuseOf(`plan=${await planFor('lab9a', 'gone')}`)).toContain('no such scenario');
  });

  async function planFor(part: string, slug: string): Promise<string> {
    const content = { part, slug, seed: 4217, rule: 'raft/leader-elected', plan: { dice: 3 } };
    return join(folder, await writePlanFile(folder, content));
  }
});

describe('flags that npm keeps to itself', () => {
  it('are read from the environment', () => {
    const environment = { npm_config_seed: '5', npm_config_solution: 'true' };
    expect(parse(['lab2a'], environment)).toMatchObject({ seeds: [5], tree: 'solutions' });
  });

  it('find the number that npm left among the words', () => {
    expect(parse(['lab2a', '5'], { npm_config_seed: 'true' }).seeds).toEqual([5]);
    expect(parse(['lab2a', '3'], { npm_config_runs: 'true' }).seeds).toEqual([1, 2, 3]);
  });

  it('are refused where their value is lost', () => {
    const parsed = parseTestOptions(['lab3a', 'lab2'], { npm_config_with: 'true' }, LABS);
    expect(parsed).toMatchObject({ kind: 'misuse', message: expect.stringContaining('Write with=…') });
  });

  it('give way to words', () => {
    expect(parse(['lab2a', 'seed=7'], { npm_config_seed: '5' }).seeds).toEqual([7]);
  });
});

function parse(words: string[], environment: Record<string, string>): TestOptions {
  const parsed = parseTestOptions(words, environment, LABS);
  if (parsed.kind !== 'options') throw new Error(JSON.stringify(parsed));
  return parsed.options;
}

function optionsOf(...words: string[]): TestOptions {
  return parse(words, {});
}

function partsOf(...words: string[]): string[] {
  return optionsOf(...words).parts.map(({ part }) => part.id);
}

function misuseOf(...words: string[]): string {
  const parsed = parseTestOptions(words, {}, LABS);
  return parsed.kind === 'misuse' ? parsed.message : `not a misuse: ${parsed.kind}`;
}
