import { describe, expect, it } from 'vitest';
import { fitsWhole, valueText } from './value-text.ts';

describe('valueText', () => {
  it('shows plain values as they are written, and counts bytes', () => {
    const value = { a: 1, b: 'x', c: null, d: [1, [2]], e: new Uint8Array(28), f: 5n, g: undefined };
    expect(valueText(value, 200)).toBe(
      '{ a: 1, b: "x", c: null, d: [1, [2]], e: 28 bytes, f: 5n, g: undefined }',
    );
    expect(valueText({}, 80)).toBe('{}');
    expect(valueText(new Map([[1, { upTo: 2 }]]), 80)).toBe('Map { 1 → { upTo: 2 } }');
    expect(valueText(new Map([[1, { upTo: 2 }]]), 20)).toBe('Map { 1 → {…} }');
    expect(valueText({ a: new Set([1, 2]), b: new Map() }, 80)).toBe('{ a: Set [1, 2], b: Map of 0 }');
    expect(valueText(new Map(Array.from({ length: 7 }, (_, index) => [index, index])), 80)).toBe('Map of 7');
  });

  it('puts a text into quotes that are not in it', () => {
    expect(valueText('["the",\n1]', 80)).toBe('\'["the",\\n1]\'');
    expect(valueText('it\'s "so"', 80)).toBe('"it\'s \\"so\\""');
    expect(valueText('\\"', 80)).toBe("'\\\\\"'");
  });

  it('cuts long texts, and ids that nobody reads', () => {
    expect(valueText('/locks/a/lock-of-client-3-0000000017', 80)).toBe('"/locks/a/lock…0000000017"');
    expect(valueText({ id: '139ac246-e09f-4295-a302-1234567890ab' }, 80)).toBe('{ id: "139a…" }');
  });

  it('names an outcome by its kind', () => {
    expect(valueText({ kind: 'accepted', index: 3 }, 80)).toBe('accepted { index: 3 }');
    expect(valueText({ kind: 'not-leader' }, 80)).toBe('not-leader');
  });

  it('gives up depth first, then fields, and keeps what a message carries', () => {
    const value = { term: 2, previous: 11, entries: [{ term: 1, command: 7 }], commit: 10 };
    expect(valueText(value, 70)).toBe('{ term: 2, previous: 11, entries: [{…}], commit: 10 }');
    expect(valueText(value, 40)).toBe('{ term: 2, entries: [1 item], … }');
    expect(valueText('x'.repeat(100), 20)).toHaveLength(20);
  });
});

describe('fitsWhole', () => {
  it('is about fields, and fields of fields', () => {
    const value = { success: false, conflict: { term: 2, at: [{ deep: true }] } };
    const text = '{ success: false, conflict: { term: 2, at: [1 item] } }';
    expect(fitsWhole(value, text.length)).toBe(true);
    expect(fitsWhole(value, text.length - 1)).toBe(false);
  });
});
