import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { type FakeRun, fakeHint, fakeStandings } from './fake-standing.ts';
import { hintAnswer, listText, partsText } from './hint-list-text.ts';
import { type HintRequest, listHints, readHintRequest } from './hint-request.ts';
import type { LabStanding, PartStanding } from './standing.ts';

const PAINT = pc.createColors(false);
const HINTS = [
  fakeHint('slow', ['x/slow']),
  fakeHint('lost', ['x/lost', 'one']),
  fakeHint('late', ['x/lost']),
];
const LABS = [
  { word: 'lab1', parts: { lab1: ['one'] }, hints: HINTS },
  { word: 'lab2', parts: { lab2a: ['one', 'two'], lab2b: ['three'] }, hints: HINTS },
];

function standings(runs: readonly FakeRun[] = []): Promise<readonly LabStanding[]> {
  return fakeStandings(LABS, runs);
}

async function asked(words: string, runs: readonly FakeRun[] = []): Promise<HintRequest> {
  return readHintRequest(words.split(' ').filter(Boolean), await standings(runs));
}

async function lab2a(runs: readonly FakeRun[]): Promise<PartStanding> {
  return (await standings(runs))[1]?.parts[0] as PartStanding;
}

describe('npm run hint', () => {
  it('lists parts, and the hints of a part', async () => {
    expect(await asked('')).toEqual({ kind: 'parts' });
    expect(await asked('lab2b')).toMatchObject({ kind: 'list', standing: { part: { id: 'lab2b' } } });
    expect(await asked('lab1')).toMatchObject({ kind: 'list', standing: { part: { id: 'lab1' } } });
  });

  it.each(['late', '3'])('finds a hint by %s', async (word) => {
    expect(await asked(`lab2a ${word}`)).toMatchObject({ kind: 'hint', hint: { word: 'late' }, step: 1 });
  });

  it('finds hints by rule and by scenario', async () => {
    for (const word of ['x/lost', 'lost 2', 'one']) {
      expect(await asked(`lab2a ${word}`)).toMatchObject({ hint: { word: 'lost' } });
    }
    expect(await asked('lab2a x/lost')).toMatchObject({ others: [{ word: 'late' }] });
    expect(await asked('lab2a hang 3')).toMatchObject({ hint: { word: 'hang' }, step: 3 });
  });

  it.each([
    ['lab9', 'Parts: lab1 lab2a lab2b'],
    ['lab2', 'lab2 has several parts; name one of them. Parts: lab2a lab2b'],
    ['lab2a nothing', 'Hints: slow lost late exception'],
    ['lab2a late 4', 'steps 1, 2 and 3'],
    ['lab2a late 1 2', 'one hint at a time'],
  ])('says of "%s" what there is', async (words, message) => {
    expect(await asked(words)).toEqual({ kind: 'misuse', message: expect.stringContaining(message) });
  });
});

describe('the list of hints', () => {
  it('begins with what fits the last failures best, and keeps its numbers', async () => {
    const part = await lab2a([{ slug: 'one', failed: 1, rule: 'x/lost' }]);
    expect(listHints(part).map(({ number, hint }) => `${number} ${hint.word}`)).toEqual([
      '2 lost',
      '1 slow',
      '3 late',
      ...['4 exception', '5 hang', '6 timers', '7 standstill', '8 does-not-compile'],
      ...['9 two-runs-differ', '10 too-little-happened'],
    ]);
    expect(listText(part, PAINT)).toContain(`
Fits your last runs
   2  lost                 what lost looks like
                           one (x/lost)

Other symptoms
   1  slow                 what slow looks like
`);
  });

  it('marks what is of code that has changed', async () => {
    const part = await lab2a([{ slug: 'two', failed: 1, rule: 'x/slow', isChanged: true }]);
    expect(listText(part, PAINT)).toContain('two (x/slow, before your last change)');
  });

  it('does not begin with what a scenario that passes is about', async () => {
    const failure = { slug: 'two', failed: 1, rule: 'x/lost' };
    const wordsFor = async (runs: readonly FakeRun[]) =>
      listHints(await lab2a(runs)).flatMap(({ hint, fits }) => (fits.length > 0 ? hint.word : []));
    expect(await wordsFor([failure])).toEqual(['lost', 'late']);
    expect(await wordsFor([failure, { slug: 'one' }])).toEqual(['late']);
    expect(await wordsFor([failure, { slug: 'one', isChanged: true }])).toEqual(['lost', 'late']);
  });

  it('knows no hint for what is still to be written', async () => {
    const part = await lab2a([{ slug: 'one', failed: 1, rule: 'lab/not-implemented' }]);
    expect(listHints(part)[0]).toMatchObject({ number: 1, fits: [] });
    expect(listText(part, PAINT)).not.toContain('Fits your last runs');
  });

  it('is pointed to by the list of parts', async () => {
    const text = partsText(await standings([{ slug: 'three', failed: 1, rule: 'x/slow' }]), PAINT);
    expect(text).toContain('  lab2b  npm run hint lab2b slow  for three');
    expect(text).toContain('  lab2a  lab2a’s title');
  });
});

it('shows steps up to the one asked for, and how to ask for more', async () => {
  const answer = async (words: string): Promise<string> => {
    const request = await asked(words);
    if (request.kind !== 'hint') throw new Error(`${words} is no hint`);
    return hintAnswer(request, PAINT);
  };
  expect(await answer('lab2a lost')).toBe(`lab2a · what lost looks like

1  where to look
   Look there.

Next step, what must hold there: npm run hint lab2a lost 2`);
  const all = await answer('lab2a lost 3');
  expect(all).toContain('   The rule.\n\n3  nearly the answer\n   The answer.\n');
  expect(all).toContain('There is no more to this hint.');
});
