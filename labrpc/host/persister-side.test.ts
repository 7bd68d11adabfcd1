import { describe, expect, it } from 'vitest';
import { PersisterSide } from './persister-side.ts';

type Saved = [state: Uint8Array, snapshot: Uint8Array | undefined];

function persister(state?: Uint8Array, snapshot?: Uint8Array): { side: PersisterSide; saved: Saved[] } {
  const saved: Saved[] = [];
  return { side: new PersisterSide(state, snapshot, (...what) => saved.push(what)), saved };
}

describe('PersisterSide', () => {
  it('has what the disk held', () => {
    const { side } = persister(Uint8Array.of(1, 2), Uint8Array.of(3));
    expect([side.readState(), side.readSnapshot()]).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    expect([side.stateBytes, side.snapshotBytes]).toEqual([2, 1]);
  });

  it('has nothing at first', () => {
    const { side } = persister();
    expect([side.readState(), side.readSnapshot(), side.stateBytes, side.snapshotBytes]).toEqual([
      undefined,
      undefined,
      0,
      0,
    ]);
  });

  it('replaces the state, and the snapshot only if one is given', () => {
    const { side, saved } = persister(undefined, Uint8Array.of(9));
    side.save(Uint8Array.of(1));
    expect(side.readSnapshot()).toEqual(Uint8Array.of(9));
    side.save(Uint8Array.of(2), Uint8Array.of(8));
    side.save(Uint8Array.of(), new Uint8Array());
    expect(saved).toEqual([
      [Uint8Array.of(1), undefined],
      [Uint8Array.of(2), Uint8Array.of(8)],
      [Uint8Array.of(), Uint8Array.of()],
    ]);
    expect([side.readState(), side.readSnapshot()]).toEqual([Uint8Array.of(), Uint8Array.of()]);
  });

  it('shares memory with nobody, in either direction', () => {
    const { side, saved } = persister();
    const mine = Buffer.from([1, 2, 3, 4]);
    side.save(mine.subarray(1, 3), mine.subarray(3));
    mine.fill(0);
    expect(side.readState()).toEqual(Uint8Array.of(2, 3));
    side.readState()?.fill(7);
    side.readSnapshot()?.fill(7);
    expect([side.readState(), side.readSnapshot()]).toEqual([Uint8Array.of(2, 3), Uint8Array.of(4)]);
    expect(saved[0]).toEqual([Uint8Array.of(2, 3), Uint8Array.of(4)]);
  });

  it('takes bytes only', () => {
    const { side, saved } = persister(Uint8Array.of(1));
    expect(() => side.save('text' as never)).toThrow(
      'state must be a Uint8Array (see encode), and is string',
    );
    expect(() => side.save(Uint8Array.of(1), {} as never)).toThrow('snapshot must be a Uint8Array');
    expect(saved).toEqual([]);
  });
});
