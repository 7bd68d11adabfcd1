import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, frameOf } from './frames.ts';

const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.uint8Array({ maxLength: 300 }));

describe('frames', () => {
  it('come out of a stream as they went in, however it is cut', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 2000 }));
    fc.assert(
      fc.property(fc.array(value), cuts, (values, places) => {
        const stream = Buffer.concat(values.map(frameOf));
        const ends = [...places.filter((place) => place < stream.length), stream.length];
        const reader = new FrameReader();
        let begin = 0;
        const out: unknown[] = [];
        for (const end of ends.sort((a, b) => a - b)) {
          out.push(...reader.take(stream.subarray(begin, end)));
          begin = end;
        }
        expect(out).toEqual(values);
      }),
    );
  });

  it('may be long, and arrive in very many pieces', () => {
    const long = 'x'.repeat(30_000_000);
    const stream = frameOf(long);
    const reader = new FrameReader();
    const out: unknown[] = [];
    for (let begin = 0; begin < stream.length; begin += 1000) {
      out.push(...reader.take(stream.subarray(begin, begin + 1000)));
    }
    expect(out.length).toBe(1);
    expect(out[0] === long).toBe(true);
  });
});
