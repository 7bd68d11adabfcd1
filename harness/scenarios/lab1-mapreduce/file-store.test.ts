import { beforeEach, describe, expect, it } from 'vitest';
import { FileStore } from './file-store.ts';

let changes: [string, string | undefined][];
let store: FileStore;
beforeEach(() => {
  changes = [];
  store = new FileStore((name, text) => changes.push([name, text]));
});

const write = (name: string, text: string) => {
  const half = text.length >> 1;
  store.finish(store.create(name, text.slice(0, half)), text.slice(half));
};

describe('FileStore', () => {
  it('shows a file that is half written, and tells each state', () => {
    const writer = store.create('a', 'hel');
    expect(store.read('a')).toBe('hel');
    store.finish(writer, 'lo');
    expect(store.read('a')).toBe('hello');
    expect(changes).toEqual([
      ['a', 'hel'],
      ['a', 'hello'],
    ]);
  });

  it('mixes the texts of two who write one file', () => {
    const first = store.create('a', 'AAA');
    const second = store.create('a', 'b');
    store.finish(first, 'AAA');
    expect(store.read('a')).toBe('b\0\0AAA');
    store.finish(second, 'bb');
    expect(store.read('a')).toBe('bbbAAA');
  });

  it('goes on writing a file that was renamed', () => {
    const writer = store.create('draft', 'one ');
    expect(store.rename('draft', 'final')).toBe(true);
    store.finish(writer, 'two');
    expect(store.read('final')).toBe('one two');
    expect(store.read('draft')).toBeUndefined();
  });

  it('leaves a file alone that took the place of the one that is written', () => {
    const writer = store.create('final', 'old');
    write('draft', 'new text');
    store.rename('draft', 'final');
    store.finish(writer, ' and more');
    expect(store.read('final')).toBe('new text');
  });

  it('does not rename what is not there', () => {
    expect(store.rename('nothing', 'final')).toBe(false);
    expect(changes).toEqual([]);
  });

  it('lists names by prefix, sorted by code unit', () => {
    for (const name of ['b', 'a10', 'a9', 'A', 'aé']) write(name, '');
    expect(store.list('')).toEqual(['A', 'a10', 'a9', 'aé', 'b']);
    expect(store.list('a')).toEqual(['a10', 'a9', 'aé']);
  });

  it('removes, and does not mind if there is nothing', () => {
    write('a', 'text');
    store.remove('a');
    store.remove('a');
    expect(store.read('a')).toBeUndefined();
    expect(changes.at(-1)).toEqual(['a', undefined]);
  });
});
