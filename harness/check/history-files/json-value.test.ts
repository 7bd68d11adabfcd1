import { describe, expect, it } from 'vitest';
import { type JsonValue, parseObject } from './json-value.ts';

const parse = (text: string): JsonValue => parseObject({ number: 7, text });
const read = (text: string): JsonValue => parse(`{"a":${text}}`).field('a');

describe('a line of JSON', () => {
  it.each([
    ['{"a":1', 'expected an object in JSON, all on one line, found "{"a":1" ('],
    ['{', 'expected an object in JSON, all on one line, found "{" ('],
    ['{"a":NaN}', 'expected an object in JSON, all on one line, found "{"a":NaN}" ('],
    ['[1]', 'expected an object in JSON, found "[1]"'],
    ['{"a":1,"b":{"c":1},"a":2}', 'expected every field of an object once'],
    ['{"a":{"b":1,"\\u0062":2}}', 'expected every field of an object once'],
  ])('is no object: %s', (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ line: 7 }));
    expect(() => parse(text)).toThrow(message);
  });

  it('may have colons and quotes in its texts', () => {
    const text = '{"a" : "\\"b\\": 1, \\"c\\":", "d":["x",{"e":":"}]}';
    expect(parse(text).field('a').string()).toBe('"b": 1, "c":');
  });

  it('may have a text of many megabytes', () => {
    const long = 'x'.repeat(20_000_000);
    expect(read(JSON.stringify(long)).string()).toHaveLength(long.length);
  });
});

describe('a value in JSON', () => {
  it('is read as what it should be', () => {
    expect(read('"x"').string()).toBe('x');
    expect(read('false').boolean()).toBe(false);
    expect(read('-3').integer()).toBe(-3);
    expect(Object.is(read('-0').integer(), 0)).toBe(true);
    expect(read('1.5').moment()).toBe(1.5);
    expect(read('null').nothing()).toBe(null);
    expect(parse('{}').field('a').nothing()).toBe(null);
    expect(read('null').orNull(() => 1)).toBe(null);
    expect(read('2').orNull(() => 1)).toBe(1);
    expect(read('{"b":3}').fields(['b']).b.integer()).toBe(3);
  });

  it.each<[string, (value: JsonValue) => unknown, string]>([
    ['1', (value) => value.string(), 'expected "a" to be a string, found "1"'],
    ['null', (value) => value.boolean(), 'expected "a" to be true or false, found "null"'],
    ['1.5', (value) => value.integer(), 'expected "a" to be an integer, found "1.5"'],
    ['"1"', (value) => value.integer(), 'expected "a" to be an integer, found ""1""'],
    ['9007199254740993', (value) => value.integer(), 'expected "a" to be an integer between -2^53 and 2^53'],
    ['1e999', (value) => value.integer(), 'expected "a" to be an integer'],
    ['1718000000123456789', (value) => value.moment(), 'expected "a" to be a number between -2^53 and 2^53'],
    ['1e999', (value) => value.moment(), 'expected "a" to be a number between -2^53 and 2^53'],
    ['0', (value) => value.nothing(), 'expected "a" to be null, found "0"'],
    ['"z"', (value) => value.oneOf(['x', 'y']), 'expected "a" to be "x" or "y", found ""z""'],
    ['{}', (value) => value.fields(['b']).b.string(), 'expected "a.b" to be a string, found nothing'],
    [
      '{"__proto__":1}',
      (value) => value.fields(['b', 'c']),
      'expected "a" to have no other fields than "b", "c", found "__proto__"',
    ],
  ])('is refused: %s', (text, use, message) => {
    expect(() => use(read(text))).toThrow(message);
  });
});
