import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countLines } from './line-ends.ts';
import { SplitTexts } from './split-texts.ts';
import { planSplits } from './splits.ts';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;

beforeAll(async () => {
  folder = await TrialFolder.make();
});
afterAll(() => folder.remove());

/** Files with these texts, as inputs. */
function inputs(texts: readonly string[]) {
  return texts.map((text, index) => {
    const path = join(folder.path, `file-${index}`);
    writeFileSync(path, text);
    return { name: `file-${index}`, path, bytes: Buffer.byteLength(text) };
  });
}

/** Lines of any lengths, with characters of one to four bytes and both kinds of line ends. */
const text = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'ö', '€', '😀', ' ', '\r', '\n', '\r\n'), maxLength: 30 }))
  .map((parts) => parts.join(''));

describe('splits', () => {
  it('are all of the files, cut after line feeds only, and no larger than they may be', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (texts, mostBytes) => {
        const splits = planSplits(inputs(texts), 1, mostBytes);
        const reader = new SplitTexts(splits);
        const whole = new Map<string, string>();
        for (const { name, pieces } of splits) {
          const parts = reader.take(name, reader.read(name));
          expect(parts.map(({ piece }) => piece)).toEqual(pieces);
          for (const { piece, text } of parts) whole.set(piece.name, (whole.get(piece.name) ?? '') + text);
          const bytes = pieces.reduce((sum, { begin, end }) => sum + end - begin, 0);
          const lines = parts
            .map(({ text }) => text)
            .join('')
            .split('\n');
          // One line is never cut.
          expect(bytes <= mostBytes || (parts.length === 1 && lines.slice(1).join('') === '')).toBe(true);
          for (const { piece, text } of parts) {
            expect(
              piece.end === Buffer.byteLength(texts[Number(piece.name.slice(5))] ?? '') ||
                text.endsWith('\n'),
            ).toBe(true);
          }
        }
        expect(texts.map((_, index) => whole.get(`file-${index}`))).toEqual(texts);
      }),
    );
  });

  it('of one file are about equal', () => {
    const lines = 'nine byte\n'.repeat(1000);
    const splits = planSplits(inputs([lines]), 2, 4000);
    expect(splits.map(({ pieces }) => pieces.map(({ begin, end }) => [begin, end]))).toEqual([
      [[0, 3330]],
      [[3330, 6660]],
      [[6660, 10000]],
    ]);
  });

  it('put small files together, so that each worker gets some', () => {
    const files = inputs(Array.from({ length: 100 }, () => 'x'.repeat(100)));
    expect(planSplits(files, 1).map(({ pieces }) => pieces.length)).toEqual([25, 25, 25, 25]);
    expect(planSplits(files, 2).length).toBe(9);
    expect(planSplits(files, 1, 500).length).toBe(20);
  });

  it('are one for files without a byte, and none for no file', () => {
    expect(planSplits(inputs(['', '', '']), 4).map(({ pieces }) => pieces.length)).toEqual([3]);
    expect(planSplits([], 4)).toEqual([]);
  });

  it('are looked for at places beyond the first block', () => {
    const [long, short] = ['y'.repeat(200_000), `${'x'.repeat(70_000)}\n`];
    const splits = planSplits(inputs([short + short + long + short]), 1, 100_000);
    expect(splits.map(({ pieces }) => pieces.map(({ begin, end }) => end - begin))).toEqual([
      [70_001],
      [70_001],
      [270_001],
    ]);
  });
});

describe('lines of a range', () => {
  it('are counted over all blocks', () => {
    const path = join(folder.path, 'lines');
    writeFileSync(path, `${'z'.repeat(9)}\n`.repeat(20_000));
    const descriptor = openSync(path, 'r');
    expect(countLines(descriptor, 0, 200_000)).toBe(20_000);
    expect(countLines(descriptor, 5, 70_009)).toBe(7000);
    closeSync(descriptor);
  });
});

describe('texts of splits', () => {
  it('name the file that cannot be read, or has changed', () => {
    const [file] = inputs(['some text\n']);
    const splits = planSplits(file ? [file] : [], 1);
    writeFileSync(file?.path ?? '', 'some\n');
    const message = 'cannot read the input file file-0: it has become shorter meanwhile';
    expect(() => new SplitTexts(splits).read('split-0')).toThrow(message);
  });

  it('are taken only as they were read', () => {
    const reader = new SplitTexts(planSplits(inputs(['one\n', 'two\n']), 1, 100));
    const text = reader.read('split-0');
    expect(() => reader.take('split-0', text.trim())).toThrow('takes the contents of "split-0" just as');
    expect(() => reader.take('file-0', text)).toThrow('there is none named "file-0"');
  });
});
