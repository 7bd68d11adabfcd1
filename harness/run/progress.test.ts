import { expect, it } from 'vitest';
import { Progress } from './progress.ts';

it('writes over its line on a terminal, and takes it away before text that stays', () => {
  const stream = new FakeStream(true);
  const progress = new Progress(stream);
  progress.show('1 of 2');
  progress.show('2 of 2');
  progress.print('done');
  progress.clear();
  const erase = '\r\x1b[2K';
  expect(stream.text).toBe(`${erase}1 of 2${erase}2 of 2${erase}done\n`);
});

it('keeps its line to the width of the terminal', () => {
  const stream = new FakeStream(true);
  new Progress(stream).show('x'.repeat(100));
  expect(stream.text.match(/x/g)).toHaveLength(39);
});

it('writes only text that stays into a pipe', () => {
  const stream = new FakeStream(false);
  const progress = new Progress(stream);
  progress.show('1 of 2');
  progress.print('done');
  expect(stream.text).toBe('done\n');
});

class FakeStream {
  readonly isTTY: boolean;
  readonly columns = 40;
  text = '';

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}
