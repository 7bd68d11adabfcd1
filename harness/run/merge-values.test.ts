import { describe, expect, it } from 'vitest';
import { mergeValues, NumberRange } from './merge-values.ts';
import { valueText } from './value-text.ts';

describe('mergeValues', () => {
  it('has the range where numbers differ', () => {
    const merged = mergeValues({ term: 2, at: [1, 5] }, { term: 2, at: [1, 3] });
    expect(merged).toEqual({ value: { term: 2, at: [1, new NumberRange(3, 5)] }, isSame: false });
    expect(valueText(mergeValues(merged?.value, { term: 4, at: [0, 9] })?.value, 80)).toBe(
      '{ term: 2…4, at: [0…1, 3…9] }',
    );
  });

  it('has the range of lengths where lists or bytes differ', () => {
    const bytes = mergeValues({ data: new Uint8Array(3) }, { data: new Uint8Array(9) });
    expect(valueText(bytes?.value, 80)).toBe('{ data: 3…9 bytes }');
    expect(valueText(mergeValues([1, 2], [1, 2, 3])?.value, 80)).toBe('[2…3 items]');
  });

  it('says whether nothing differed', () => {
    const one = { term: 1, data: new Uint8Array([1]), list: [{ a: null }], map: new Map([[1, 2]]) };
    expect(mergeValues(one, structuredClone(one))).toMatchObject({ isSame: true });
  });

  it('does not merge what differs in anything else', () => {
    expect(mergeValues({ granted: true }, { granted: false })).toBeUndefined();
    expect(mergeValues({ a: 1 }, { b: 1 })).toBeUndefined();
    expect(mergeValues({ entries: [] }, { entries: [1] })).toBeUndefined();
    expect(mergeValues('a', 'b')).toBeUndefined();
  });

  it('merges texts if asked to, but not outcomes of two kinds', () => {
    const merged = mergeValues({ kind: 'command', command: 'a' }, { kind: 'command', command: 'b' }, true);
    expect(valueText(merged?.value, 80)).toBe('command { command: "a"…"b" }');
    expect(mergeValues({ kind: 'command' }, { kind: 'no-op' }, true)).toBeUndefined();
  });
});
