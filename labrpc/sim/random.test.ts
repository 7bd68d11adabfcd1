import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSeed, Random } from './random.ts';

// The same values at every run.
fc.configureGlobal({ seed: 4217 });

/**
 * A seed must mean the same for ever: a change here makes every seed that anyone wrote down mean another run.
 */
describe('frozen streams', () => {
  it('of seed 42', () => {
    const network = new Random(42, 'initial-election', 'network');
    expect([network.real(), network.real(), network.real()]).toEqual(VECTORS.reals);
    const server = new Random('42/initial-election/server 0/1');
    expect(Array.from({ length: 8 }, () => server.integer(1, 6))).toEqual(VECTORS.dice);
    const faults = new Random(42, 'initial-election', 'faults');
    expect(faults.shuffle([0, 1, 2, 3, 4, 5, 6])).toEqual(VECTORS.shuffled);
    expect(Array.from({ length: 8 }, () => faults.chance(0.5))).toEqual(VECTORS.coins);
    expect([faults.between(200, 2200), faults.pick(['a', 'b', 'c', 'd'])]).toEqual(VECTORS.more);
  });

  it('of the largest seed', () => {
    expect(new Random(2 ** 53 - 1, 'x', 'y').real()).toBe(VECTORS.largest);
  });
});

const VECTORS = {
  reals: [0.022311815759167075, 0.8657187800854445, 0.635987980524078],
  dice: [1, 5, 6, 2, 5, 1, 1, 1],
  shuffled: [0, 1, 3, 2, 6, 4, 5],
  coins: [true, false, false, false, true, true, true, false],
  more: [596.159715950489, 'd'],
  largest: 0.0008818099740892649,
};

describe('Random', () => {
  it('tells names apart, however they are cut', () => {
    const first = (...names: (string | number)[]) => new Random(...names).real();
    const all = [first('ab', 'c'), first('a', 'bc'), first('abc'), first(1, 'ab'), first(11, 'ab')];
    expect(new Set(all).size).toBe(all.length);
    expect(first(1, 'x')).toBe(first(1, 'x'));
  });

  it('keeps streams independent: draws from one shift nothing in another', () => {
    const [alone, beside] = [new Random(5, 'a'), new Random(5, 'a')];
    const other = new Random(5, 'b');
    for (let draw = 0; draw < 10; draw++) {
      other.real();
      expect(beside.real()).toBe(alone.real());
    }
  });

  it('draws integers with both ends, evenly', () => {
    const random = new Random('dice');
    const counts = new Map<number, number>();
    for (let roll = 0; roll < 6000; roll++) {
      const value = random.integer(1, 6);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('stays within its ranges', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, width) => {
        const random = new Random(seed);
        const real = random.between(min, min + width + 1);
        expect(real >= min && real < min + width + 1).toBe(true);
        const integer = random.integer(min, min + width);
        expect(Number.isInteger(integer) && integer >= min && integer <= min + width).toBe(true);
      }),
    );
  });

  it('draws nothing for what is certain', () => {
    const [random, untouched] = [new Random('x'), new Random('x')];
    expect([random.chance(0), random.chance(-1), random.chance(1), random.chance(2)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(random.real()).toBe(untouched.real());
  });

  it('shuffles without loss and leaves its argument alone', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = new Random('s').shuffle(list);
    expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort()).toEqual(list);
  });

  it('cannot pick from nothing', () => {
    expect(() => new Random('x').pick([])).toThrow('the list is empty');
  });
});

describe('isSeed', () => {
  it.each([0, 1, 42, 2 ** 53 - 1])('takes %s', (seed) => expect(isSeed(seed)).toBe(true));
  it.each([-1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (seed) =>
    expect(isSeed(seed)).toBe(false),
  );
});
