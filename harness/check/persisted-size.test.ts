import { expect, test } from 'vitest';
import { checkPersistedSize } from './persisted-size.ts';

test('state may be eight times maxStateBytes, and not a byte more', () => {
  checkPersistedSize('server 1', { stateBytes: 8000, snapshotBytes: 1e6 }, 1000);
  expect(() => checkPersistedSize('server 1', { stateBytes: 8001, snapshotBytes: 0 }, 1000)).toThrow(
    'server 1 saved 8001 bytes of Raft state; with maxStateBytes 1000 it may be 8000 at most, 8 times as much',
  );
});

test('without a limit there is no snapshot, and state may have any size', () => {
  checkPersistedSize('server 1', { stateBytes: 1e9, snapshotBytes: 0 }, Number.POSITIVE_INFINITY);
  expect(() => checkPersistedSize('server 1', { stateBytes: 1, snapshotBytes: 7 }, Infinity)).toThrow(
    'server 1 saved a snapshot of 7 bytes',
  );
});
