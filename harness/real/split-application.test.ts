import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application, KeyValue } from '../scenarios/lab1-mapreduce/contract.ts';
import { describeFailure } from './describe-failure.ts';
import { findInputs } from './input-files.ts';
import { type ApplicationFailure, splitApplication } from './split-application.ts';
import { SplitTexts } from './split-texts.ts';
import { planSplits } from './splits.ts';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;
let texts: SplitTexts;

beforeAll(async () => {
  folder = await TrialFolder.make();
  const long = Array.from({ length: 30 }, (_, line) => `line ${line + 1}\n`).join('');
  await folder.write({ 'a.txt': 'a1\na2\n', 'b.txt': '', 'c.txt': 'c1\nbad', 'long.txt': long });
  const files = ['a.txt', 'b.txt', 'c.txt', 'long.txt'].flatMap((name) => findInputs([name], folder.path));
  texts = new SplitTexts(planSplits(files, 1, 100));
});
afterAll(() => folder.remove());

const perLine = (name: string, contents: string): KeyValue[] =>
  contents.split('\n').map((line) => {
    if (line === 'bad' || line === 'line 27') throw new Error(`what is ${line}?`);
    return { key: name, value: line };
  });
const reduce = (_key: string, values: readonly string[]) => values.join();

/** An application, watched. */
function watch(app: Application) {
  const mapped: string[] = [];
  const began: string[] = [];
  const failures: ApplicationFailure[] = [];
  const watched = splitApplication(app, texts, {
    began: (call) => began.push(call),
    mapped: (split) => mapped.push(split),
    failed: (failure) => failures.push(failure),
  });
  const tell = () => describeFailure(app, failures[0] as ApplicationFailure);
  return { app: watched, began, mapped, failures, tell, text: texts.read('split-0') };
}

async function allPairs({ app, text }: ReturnType<typeof watch>): Promise<KeyValue[]> {
  return [...(await app.map('split-0', text))];
}

describe('the application of a split', () => {
  const echo = (name: string, value: string): KeyValue[] => [{ key: name, value }];
  const pairs = [
    { key: 'a.txt', value: 'a1\na2\n' },
    { key: 'b.txt', value: '' },
    { key: 'c.txt', value: 'c1\nbad' },
  ];

  it.each<[string, Application['map']]>([
    ['an array', echo],
    [
      'a generator',
      function* (name, text) {
        yield* echo(name, text);
      },
    ],
    ['a promise', async (name, text) => echo(name, text)],
    [
      'a promise now and then',
      (name, text) => (name === 'b.txt' ? Promise.resolve(echo(name, text)) : echo(name, text)),
    ],
  ])('is called with the true name and text of each file, and returns %s', async (_what, map) => {
    const watched = watch({ map, reduce });
    expect(await allPairs(watched)).toEqual(pairs);
    expect(watched).toMatchObject({ mapped: ['split-0'], failures: [] });
  });

  it('has said which call it is in before that does its work', async () => {
    const heard: string[] = [];
    const { app, began, text } = watch({
      map: function* (name) {
        heard.push(`${name}: ${began.at(-1)}`);
        yield { key: 'k', value: '' };
      },
      reduce: (key) => {
        heard.push(`${key}: ${began.at(-1)}`);
        return '';
      },
    });
    for (const { key } of await app.map('split-0', text)) expect(key).toBe('k');
    await app.reduce('k', []);
    const maps = ['a.txt', 'b.txt', 'c.txt'].map((name) => `${name}: map of ${name}`);
    expect(heard).toEqual([...maps, 'k: reduce']);
  });

  it('has not mapped a split before its last pair is taken', () => {
    const { app, mapped, text } = watch({ map: echo, reduce });
    const taken = [];
    for (const pair of app.map('split-0', text) as Iterable<KeyValue>) {
      taken.push(pair);
      expect(mapped).toEqual([]);
    }
    expect(taken).toEqual(pairs);
    expect(mapped).toEqual(['split-0']);
  });

  it('offers combine only if there is one', () => {
    expect(watch({ map: echo, reduce }).app.combine).toBeUndefined();
    expect(watch({ map: echo, reduce, combine: reduce }).app.combine?.('k', ['1', '2'])).toBe('1,2');
  });
});

describe('an application that throws', () => {
  it.each<[string, Application['map']]>([
    ['at once', perLine],
    [
      'as a generator',
      function* (name, text) {
        yield* perLine(name, text);
      },
    ],
    ['as a promise', async (name, text) => perLine(name, text)],
  ])('is told with its first bad line: %s', async (_how, map) => {
    const watched = watch({ map, reduce });
    await expect(allPairs(watched)).rejects.toThrow('what is bad?');
    expect(await watched.tell()).toMatch(
      /^the application threw in map, at line 2 of c.txt: "bad"\n {2}Error: what is bad\?/,
    );
  });

  it('is told with the line of the whole file, also in a later piece of it', async () => {
    const watched = watch({ map: perLine, reduce });
    expect(() => watched.app.map('split-3', texts.read('split-3'))).toThrow('what is line 27?');
    expect(await watched.tell()).toContain('at line 27 of long.txt: "line 27"');
  });

  it('is told with the file if no line is enough', async () => {
    const map = (_name: string, text: string): KeyValue[] => {
      if (text.includes('23\nline 24')) throw new Error('two');
      return [];
    };
    const watched = watch({ map, reduce });
    expect(() => watched.app.map('split-3', texts.read('split-3'))).toThrow('two');
    expect(await watched.tell()).toMatch(/at long.txt, somewhere in lines \d+ to \d+\n/);
  });

  it('is told with the key', async () => {
    const late = watch({ map: perLine, reduce: async () => Promise.reject(new Error('late')) });
    await expect(late.app.reduce('the key', [])).rejects.toThrow('late');
    expect(await late.tell()).toMatch(
      /^the application threw in reduce, at the key "the key"\n {2}Error: late/,
    );
    const combine = () => {
      throw new Error('soon');
    };
    const soon = watch({ map: perLine, reduce, combine });
    expect(() => soon.app.combine?.('k'.repeat(100), [])).toThrow('soon');
    expect(await soon.tell()).toContain(`threw in combine, at the key "${'k'.repeat(60)}…"`);
  });

  it('is one that gives something of another type', async () => {
    const map = (): KeyValue[] => [{ key: 'k', value: 1 as unknown as string }];
    const numbers = watch({ map, reduce: () => 7 as unknown as string });
    await expect(allPairs(numbers)).rejects.toThrow("pairs of two strings, and gave { key: 'k', value: 1 }");
    expect(() => numbers.app.reduce('k', [])).toThrow('it must give a string, and gave 7');
    const nothing = watch({ map: () => undefined as unknown as KeyValue[], reduce });
    await expect(allPairs(nothing)).rejects.toThrow('it must give pairs, as an array or a generator, and');
    expect(await nothing.tell()).toContain(`a.txt`);
    const noPair = watch({ map: () => [null as unknown as KeyValue], reduce });
    await expect(allPairs(noPair)).rejects.toThrow('pairs of two strings, and gave null');
    const broken = watch({ map: () => [{ key: 'two\nlines', value: '' }], reduce });
    await expect(allPairs(broken)).rejects.toThrow("keys without line breaks, and gave 'two\\nlines'");
  });
});
