import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured, Change } from './captured.ts';
import { Mirror } from './mirror.ts';

const capture = (value: unknown): Captured => new Mirror().capture(value);

describe('capture', () => {
  it('keeps plain data as it is', () => {
    const value = { term: 3, votedFor: null, log: [{ term: 1, command: 'x' }], isLeader: true };
    expect(capture(value)).toEqual(value);
  });

  it('says what JSON cannot', () => {
    expect(capture([undefined, Number.NaN, -0, 7n, new Uint8Array([1, 255])])).toEqual([
      { $: 'undefined' },
      { $: 'number', text: 'NaN' },
      { $: 'number', text: '-0' },
      { $: 'number', text: '7n' },
      { $: 'bytes', length: 2, hex: '01ff' },
    ]);
    expect(capture(new Map([['a', 1]]))).toEqual({ $: 'Map', size: 1, entries: { a: 1 } });
    expect(capture(new Set([2]))).toEqual({ $: 'Set', size: 1, values: [2] });
  });

  it('keeps the ends of long lists, and all of a list of some hundred numbers', () => {
    const owners = Array.from({ length: 100 }, (_, shard) => shard % 7);
    expect(capture(owners)).toEqual(owners);
    const long = capture(owners.map(String)) as { readonly items: object };
    expect(Object.keys(long.items)).toHaveLength(20);
    expect(capture([...owners, ...owners])).toMatchObject({ $: 'array', length: 200 });
  });

  it('names classes, and what it does not look into', () => {
    class Log {
      entries = [1];
      #secret = 2;
      reveal = () => this.#secret;
    }
    expect(capture(new Log())).toEqual({
      $: 'instance',
      $class: 'Log',
      entries: [1],
      reveal: { $: 'opaque', text: 'function' },
    });
    expect(capture(Promise.resolve())).toEqual({ $: 'opaque', text: 'Promise' });
    expect(capture({ name: 'server 1', call: () => 0 })).toEqual({ $: 'opaque', text: 'peer server 1' });
  });

  it('cuts what is long, deep or endless', () => {
    const long = capture(Array.from({ length: 1000 }, (_, index) => index)) as { items: object };
    expect(long).toMatchObject({ $: 'array', length: 1000 });
    expect(Object.keys(long.items)).toHaveLength(20);
    expect(capture('x'.repeat(300))).toEqual({ $: 'string', text: 'x'.repeat(200), length: 300 });
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(JSON.stringify(capture(cycle))).toContain('a cycle');
    let deep: unknown = 1;
    for (let depth = 0; depth < 50; depth++) deep = { deep };
    expect(JSON.stringify(capture(deep))).toContain('too deep');
    const few = { length: 20 };
    const wide = Array.from(few, () => Array.from(few, () => Array.from(few, () => [])));
    expect(JSON.stringify(capture(wide))).toContain('too much');
  });

  it('runs none of the code it looks at', () => {
    const touched: string[] = [];
    const withGetter = {
      get term(): number {
        touched.push('getter');
        return 1;
      },
    };
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          touched.push('proxy');
          return [];
        },
      },
    );
    capture([withGetter, proxy]);
    expect(touched).toEqual([]);
  });

  it('tells keys of the value from its own', () => {
    expect(capture({ $: 'Map', $x: 1 })).toEqual({ $$: 'Map', $$x: 1 });
  });
});

/** Values as lab code has them, of every kind that is looked into. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 1, -0, Number.NaN, 'text', undefined, 5n, 'y'.repeat(250)),
    fc.dictionary(fc.constantFrom('a', 'b', 'term', '$', '0'), tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.constantFrom(1, 2), { minLength: 20, maxLength: 30 }),
    fc.array(fc.tuple(fc.constantFrom<unknown>('k', 1, null), tie('value'))).map((pairs) => new Map(pairs)),
    fc.array(fc.integer({ max: 3, min: 0 })).map((items) => new Set(items)),
    fc.uint8Array({ maxLength: 20 }),
  ),
})).value;

/** What a reader does with changes, as `captured.ts` says. */
function applyChanges(state: Captured, changes: readonly Change[]): Captured {
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape is changed in place.
  const root: any = { state: structuredClone(state) };
  for (const change of changes) {
    const path = ['state', ...change[0]];
    const last = path.pop() as string;
    const node = path.reduce((inner, key) => inner[key], root);
    if (change.length === 2) node[last] = structuredClone(change[1]);
    else if (Array.isArray(node)) node.length = Number(last);
    else delete node[last];
  }
  return root.state;
}

describe('Mirror', () => {
  it('tells changes that lead from each value to the next', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (states) => {
        const mirror = new Mirror();
        let rebuilt: Captured = null;
        for (const state of states) {
          rebuilt = applyChanges(rebuilt, mirror.update(state, []));
          expect(rebuilt).toEqual(capture(state));
          expect(mirror.current).toEqual(rebuilt);
        }
      }),
      { seed: 4217, numRuns: 400 },
    );
  });

  it('tells only what changed', () => {
    const mirror = new Mirror();
    const raft = { term: 1, log: Array.from({ length: 100 }, (_, index) => ({ term: 1, index })) };
    mirror.update(raft, ['memory']);
    expect(mirror.update(raft, ['memory'])).toEqual([]);
    raft.term = 2;
    raft.log.push({ term: 2, index: 100 });
    expect(mirror.update(raft, ['memory'])).toEqual([
      [['memory', 'term'], 2],
      [['memory', 'log', 'length'], 101],
      [['memory', 'log', 'items', '100'], { term: 2, index: 100 }],
      [['memory', 'log', 'items', '84']],
    ]);
  });
});
