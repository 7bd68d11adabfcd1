import { describe, expect, it } from 'vitest';
import { decodeText, linesOf } from './text-lines.ts';

describe('lines', () => {
  it('count from 1, whatever their ends are, and leave blank ones out', () => {
    expect([...linesOf('a\r\n\r\n  b \n\t\nc')]).toEqual([
      { number: 1, text: 'a' },
      { number: 3, text: '  b' },
      { number: 5, text: 'c' },
    ]);
    expect([...linesOf('a\n')]).toEqual([{ number: 1, text: 'a' }]);
    expect([...linesOf('')]).toEqual([]);
  });
});

describe('text', () => {
  it('loses its byte order mark', () => {
    expect(decodeText(Buffer.from('\ufeffü'))).toBe('ü');
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0], 'a gzip archive: unpack it first'],
    ['UTF-16', [0xff, 0xfe, 0x41, 0], 'UTF-16: save it as UTF-8'],
    ['zeros', [0x41, 0, 0x41], 'zero bytes'],
    ['Latin-1', [0x41, 0xfc, 0x41], 'bytes that are no UTF-8'],
  ])('is not found in %s', (_, bytes, found) => {
    expect(() => decodeText(Buffer.from(bytes))).toThrow(`expected a text file in UTF-8, found ${found}`);
  });
});
