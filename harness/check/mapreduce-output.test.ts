import { describe, expect, it } from 'vitest';
import { describeWrongOutput, sameLines } from './mapreduce-output.ts';

const EXPECTED = ['apple 3', 'pear 1', 'two words 2'];

describe('describeWrongOutput', () => {
  it('accepts the lines in any order and file', () => {
    expect(describeWrongOutput(EXPECTED, ['two words 2\n', '', 'pear 1\napple 3\n'])).toBeUndefined();
    expect(describeWrongOutput([], ['', ''])).toBeUndefined();
  });

  it.each([
    [['pear 1\n', undefined], 'there is no mr-out-1'],
    [['pear 1\napple 3\n', 'two words 2'], 'the last line of mr-out-1 has no end: "two words 2"'],
    [['pear 1\napple 6\n', 'two words 2\n'], 'mr-out-0 has the line "apple 6", and should have "apple 3"'],
    [
      ['pear 1\napple 3\n', 'two words 2\nfig 1\n'],
      'mr-out-1 has the line "fig 1", which no output should have',
    ],
    [['pear 1\napple 3\n', 'two words 2\npear 1\n'], 'the line "pear 1" is in both mr-out-0 and mr-out-1'],
    [['pear 1\npear 1\n', ''], 'the line "pear 1" is in mr-out-0 twice'],
    [['', 'pear 1\n'], 'no output has the line "apple 3", and 1 more are missing'],
    [['\n', ''], 'mr-out-0 has the line "", which no output should have'],
  ])('says what is wrong: %j', (outputs, message) => {
    expect(describeWrongOutput(EXPECTED, outputs)).toBe(message);
  });
});

describe('sameLines', () => {
  it('does not mind their order', () => {
    expect(sameLines('a\nb\n', 'b\na\n')).toBe(true);
    expect(sameLines('a\nb\n', 'a\nc\n')).toBe(false);
    expect(sameLines('a\n', 'a\na\n')).toBe(false);
  });
});
