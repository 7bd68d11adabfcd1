import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError, decode, encode } from './encoding.ts';

// The same values at every run: a suite that fails once in a while teaches nobody anything.
fc.configureGlobal({ seed: 4217 });

const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.nat(0xffff), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.constantFrom(0, -0, 127, 128, -1));
const leaf = fc.oneof(
  fc.constantFrom(null, undefined, true, false, 0n, [], {}),
  number,
  fc.bigInt(),
  text,
  fc.uint8Array({ maxLength: 80 }),
  fc.date({ noInvalidDate: true }),
);
const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '01', '4294967295', '\0', ''));
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => {
  const value = tie('value');
  return {
    value: fc.oneof(
      // Without a bound on depth, a rare value has millions of parts.
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(value, { maxLength: 20 }),
      fc.array(fc.tuple(name, value), { maxLength: 20 }).map((fields) => Object.fromEntries(fields)),
      fc.array(fc.tuple(value, value), { maxLength: 5 }).map((entries) => new Map(entries)),
      fc.array(value, { maxLength: 5 }).map((elements) => new Set(elements)),
    ),
  };
});

/** What comes back, or `undefined` for a `DecodeError`; anything else that is thrown goes on. */
function tryDecode(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: decode(bytes) };
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Of all byte strings only those are valid that `encode` writes. */
function expectExactOrError(bytes: Uint8Array): void {
  const result = tryDecode(bytes);
  if (result && Buffer.compare(encode(result.value), bytes) !== 0) throw new Error('accepted');
}

describe('there and back', () => {
  test('any value comes back as it was, and writes the same bytes again', () => {
    const property = fc.property(anything, (value) => {
      const bytes = encode(value);
      const copy = decode(bytes);
      expect(isDeepStrictEqual(copy, value)).toBe(true);
      expect(Buffer.compare(encode(copy), bytes)).toBe(0);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  test.each([0, -0, 1, 127, 128, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 0.1, 5e-324, Number.NaN])(
    'the number %d',
    (value) => {
      expect(decode(encode(value))).toBe(value);
    },
  );

  test.each([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    2n ** 64n,
    -(2n ** 1000n),
    '\ud800',
    'a\udc00b',
    '\ufeffmark',
    'x'.repeat(64),
    '日本'.repeat(50_000),
  ])('%s', (value) => {
    expect(decode(encode(value))).toBe(value);
  });

  test('fields and elements that are undefined, and holes', () => {
    const sparse = [undefined, 1];
    sparse.length = 4;
    const copy = decode<{ sparse: unknown[]; missing: unknown }>(encode({ sparse, missing: undefined }));
    expect(Object.keys(copy)).toEqual(['sparse', 'missing']);
    expect(Object.keys(copy.sparse)).toEqual(['0', '1']);
    expect(copy.sparse.length).toBe(4);
  });

  test('a field named __proto__ is a field like any other', () => {
    const copy = decode<object>(encode(JSON.parse('{"__proto__": {"admin": true}}')));
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.keys(copy)).toEqual(['__proto__']);
  });

  test('an invalid date', () => {
    expect(decode<Date>(encode(new Date(Number.NaN))).getTime()).toBeNaN();
  });

  test('an object without prototype comes back as a plain one, a Buffer as a Uint8Array', () => {
    const bare = Object.assign(Object.create(null), { term: 1 });
    expect(decode(encode(bare))).toStrictEqual({ term: 1 });
    expect(decode(encode(Buffer.from('ab')))).toStrictEqual(new Uint8Array([97, 98]));
  });

  test('what occurs twice comes back as two', () => {
    const shared = { term: 1 };
    const copy = decode<object[]>(encode([shared, shared]));
    expect(copy).toStrictEqual([{ term: 1 }, { term: 1 }]);
    expect(copy[0]).not.toBe(copy[1]);
  });
});

describe('bytes', () => {
  test('stay what they are, on every machine and in every version', () => {
    const value = {
      term: 5,
      name: 'é',
      on: [true, null, -1, 0.5],
      '': new Map([[1n, new Set(['a'])]]),
      at: new Date(300),
    };
    expect(Buffer.from(encode(value)).toString('hex')).toBe(
      'c5746572ed056e616de5e902c3a96feed4e3e0e401e5000000000000e03f0080f001e70101f1018161' + '61f4ece4d804',
    );
  });

  test('share no memory with anything', () => {
    const source = new Uint8Array([1, 2, 3]);
    const bytes = encode({ source, long: new Uint8Array(1_000) });
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    source[0] = 9;
    const copy = decode<{ source: Uint8Array; long: Uint8Array }>(bytes);
    bytes.fill(0xff);
    encode('something else'.repeat(100));
    expect(copy.source).toEqual(new Uint8Array([1, 2, 3]));
    expect(copy.source.buffer.byteLength).toBe(3);
    expect(copy.long).toEqual(new Uint8Array(1_000));
  });

  test('are read from a part of a larger array too', () => {
    const bytes = encode({ term: 1, text: 'é', blob: new Uint8Array([7]), big: 2n ** 70n });
    const larger = Buffer.concat([Buffer.from('abc'), bytes, Buffer.from('def')]);
    expect(decode(larger.subarray(3, 3 + bytes.length))).toEqual(decode(bytes));
  });

  test('that are random give an error or exactly themselves', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), expectExactOrError), { numRuns: 2_000 });
  });

  test('that were damaged give an error or exactly themselves', () => {
    const property = fc.property(anything, fc.nat(), fc.nat(255), (value, at, byte) => {
      const bytes = encode(value);
      bytes[at % bytes.length] = byte;
      expectExactOrError(bytes);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  test('that spell the name NUL as a short one give an error', () => {
    expect(decode(encode({ '\0': 1 }))).toEqual({ '\0': 1 });
    expect(() => decode(Uint8Array.of(0xc1, 0x80, 0x01))).toThrow(DecodeError);
  });

  test('that are cut short, or go on, give an error', () => {
    const property = fc.property(anything, fc.nat(), (value, length) => {
      const bytes = encode(value);
      expect(() => decode(bytes.subarray(0, length % bytes.length))).toThrow(DecodeError);
      expect(() => decode(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(DecodeError);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('that promise more than there is, or go too deep, give an error at once', () => {
    for (const tag of [0xe7, 0xe9, 0xea, 0xeb, 0xed, 0xef, 0xf0, 0xf1]) {
      expect(() => decode(new Uint8Array([tag, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toThrow(DecodeError);
    }
    expect(() => decode(new Uint8Array(100_000).fill(0xd1))).toThrow('too many levels');
    expect(() => decode(new Uint8Array(100_000).fill(0xec))).toThrow(DecodeError);
    expect(() => decode(undefined as unknown as Uint8Array)).toThrow('takes a Uint8Array, not undefined');
  });
});
