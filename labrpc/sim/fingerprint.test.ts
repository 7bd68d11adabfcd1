import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint, StatesOnly } from './fingerprint.ts';

// The same values at every run.
fc.configureGlobal({ seed: 4217 });

type Entry = readonly [
  atMs: number,
  sequence: number,
  actor: number,
  kind: number,
  id: number,
  bytes?: Uint8Array,
];

function digest(...entries: readonly Entry[]): string {
  const fingerprint = new Fingerprint();
  for (const entry of entries) fingerprint.add(...entry);
  return fingerprint.digest({ hasFailed: false });
}

/** What comes last where nobody saved a state. */
const NO_STATES = createHash('sha256').digest('hex');

const bytes = (...values: number[]) => Uint8Array.from(values);
const RECORD: Entry = [1.5, 7, 2, 3, 9, bytes(1, 2, 3)];

describe('Fingerprint', () => {
  it('never changes its meaning', () => {
    expect(digest(RECORD, [2, 8, -1, 32, 0])).toBe('cae5380534335e7f');
    // Five numbers, the length of the bytes, the bytes padded to eight.
    const numbers = Float64Array.from([1.5, 7, 2, 3, 9, 3, 0, 2, 8, -1, 32, 0]);
    const laidOut = new Uint8Array(numbers.buffer);
    laidOut.set([1, 2, 3], 48);
    const hash = createHash('sha256').update(laidOut).update(NO_STATES);
    expect(hash.digest('hex').slice(0, 16)).toBe('cae5380534335e7f');
  });

  it('notices a change of any field', () => {
    const changed: Entry[] = [
      [1.25, 7, 2, 3, 9, bytes(1, 2, 3)],
      [1.5, 8, 2, 3, 9, bytes(1, 2, 3)],
      [1.5, 7, 1, 3, 9, bytes(1, 2, 3)],
      [1.5, 7, 2, 4, 9, bytes(1, 2, 3)],
      [1.5, 7, 2, 3, 8, bytes(1, 2, 3)],
      [1.5, 7, 2, 3, 9, bytes(1, 2, 4)],
      [1.5, 7, 2, 3, 9, bytes(1, 2, 3, 0)],
      [1.5, 7, 2, 3, 9, bytes()],
      [1.5, 7, 2, 3, 9],
    ];
    const digests = [digest(RECORD), ...changed.map((entry) => digest(entry))];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('notices the order', () => {
    const other: Entry = [1.5, 8, 2, 3, 9, bytes(4)];
    expect(digest(RECORD, other)).not.toBe(digest(other, RECORD));
  });

  it('keeps its layout from block to block: what an earlier one left behind is no part of it', () => {
    const entries = Array.from({ length: 3000 }, (_, index): Entry => {
      return [index, 0, 0, 0, 0, index < 1500 ? bytes(255, 255, 255, 255, 255, 255, 255, 255) : bytes(7)];
    });
    const laidOut = entries.map(([atMs, , , , , content = bytes()]) => {
      const record = new Uint8Array(Float64Array.from([atMs, 0, 0, 0, 0, content.length, 0]).buffer);
      record.set(content, 48);
      return record;
    });
    const hash = createHash('sha256').update(Buffer.concat(laidOut)).update(NO_STATES).digest('hex');
    expect(digest(...entries)).toBe(hash.slice(0, 16));
  });

  it('takes in states, unless the run failed', () => {
    const withState = (state: Uint8Array, hasFailed: boolean) => {
      const fingerprint = new Fingerprint();
      fingerprint.add(...RECORD);
      fingerprint.addState(state);
      return fingerprint.digest({ hasFailed });
    };
    expect(withState(bytes(1), false)).toBe(withState(bytes(1), false));
    expect(withState(bytes(1), false)).not.toBe(withState(bytes(2), false));
    expect(withState(bytes(1), true)).toBe(withState(bytes(2), true));
  });

  it('is the same where the states are hashed elsewhere', () => {
    const elsewhere = new StatesOnly();
    const whole = new Fingerprint();
    const rest = new Fingerprint({ addState: () => undefined, digest: () => elsewhere.digest() });
    for (const state of [bytes(1, 2), bytes(), bytes(3)]) {
      whole.add(...RECORD);
      whole.addState(state);
      rest.add(...RECORD);
      elsewhere.addState(state);
    }
    expect(rest.digest({ hasFailed: false })).toBe(whole.digest({ hasFailed: false }));
  });

  it('takes bytes of any length, also longer than its block', () => {
    const lengths = fc.array(fc.constantFrom(0, 1, 7, 8, 9, 65_470, 65_480, 65_528, 65_536, 70_000), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lengths, fc.nat(), (list, where) => {
        const entries = list.map((length, index): Entry => [index, 0, 0, 0, 0, new Uint8Array(length)]);
        const whole = digest(...entries);
        expect(digest(...entries)).toBe(whole);
        const victim = where % list.length;
        const length = list[victim] ?? 0;
        if (length === 0) return;
        const changed = new Uint8Array(length);
        changed[where % length] = 1;
        const others = entries.map(
          (entry, index): Entry => (index === victim ? [index, 0, 0, 0, 0, changed] : entry),
        );
        expect(digest(...others)).not.toBe(whole);
      }),
      { numRuns: 40 },
    );
  });
});
