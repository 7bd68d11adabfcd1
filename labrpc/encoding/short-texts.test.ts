import { expect, test } from 'vitest';
import { intern, ShortTexts } from './short-texts.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('texts that meet in one slot displace each other and are never taken for each other', () => {
  const texts = new ShortTexts((text) => text);
  for (const text of ['term', 'team', 'term', 'terms', '', 'x'.repeat(63), 'term']) {
    const bytes = ascii(`ab${text}c`);
    expect(texts.read(bytes, 2, 2 + text.length, 7)).toBe(text);
  }
});

test('top bits are not part of the text', () => {
  const texts = new ShortTexts(intern);
  expect(texts.read(new Uint8Array([0x61, 0xe2]), 0, 2, 0)).toBe('ab');
  expect(texts.read(new Uint8Array([0x61, 0x62]), 0, 2, 0)).toBe('ab');
});

test('a text is built once', () => {
  const built: string[] = [];
  const texts = new ShortTexts((text) => {
    built.push(text);
    return text;
  });
  texts.read(ascii('term'), 0, 4, 1);
  texts.read(ascii('term'), 0, 4, 1);
  expect(built).toEqual(['term']);
});
