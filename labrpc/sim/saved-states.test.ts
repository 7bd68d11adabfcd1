import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SavedStates } from './saved-states.ts';

// The same values at every run.
fc.configureGlobal({ seed: 4217 });

it('is the hash of all states in a row, of whatever length', () => {
  const lengths = fc.array(fc.constantFrom(0, 1, 300, 65_535, 65_536, 65_537, 200_000), { maxLength: 8 });
  fc.assert(
    fc.property(lengths, fc.nat(255), (list, byte) => {
      const states = list.map((length, index) => new Uint8Array(length).fill((byte + index) % 256));
      const saved = new SavedStates();
      for (const state of states) saved.addState(state);
      expect(saved.digest()).toBe(createHash('sha256').update(Buffer.concat(states)).digest('hex'));
    }),
  );
});
