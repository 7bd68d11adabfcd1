import { closeSync, readSync, writeSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { closePipePair, openPipePairs, type PipePair } from './pipe-pair.ts';

let pairs: readonly PipePair[] = [];
afterEach(() => {
  for (const pair of pairs) closePipePair(pair);
  pairs = [];
});

function readText(descriptor: number): string {
  const block = Buffer.alloc(16);
  return block.toString('utf8', 0, readSync(descriptor, block));
}

describe.skipIf(process.platform !== 'linux')('openPipePairs', () => {
  it('gives each child two pipes of its own, one each way', () => {
    pairs = openPipePairs(3);
    for (const [index, { write, childWrite }] of pairs.entries()) {
      writeSync(write, `to ${index}`);
      writeSync(childWrite, `from ${index}`);
    }
    expect(pairs.map(({ childRead }) => readText(childRead))).toEqual(['to 0', 'to 1', 'to 2']);
    expect(pairs.map(({ read }) => readText(read))).toEqual(['from 0', 'from 1', 'from 2']);
  });

  it('lets a reader see that the child is gone', () => {
    const [pair] = openPipePairs(1);
    const { read, write, childRead, childWrite } = pair as PipePair;
    closeSync(childRead);
    closeSync(childWrite);
    expect(readText(read)).toBe('');
    expect(() => writeSync(write, 'x')).toThrow('EPIPE');
    closeSync(read);
    closeSync(write);
  });
});
