import { describe, expect, it } from 'vitest';
import { Misuse } from '../real/failures.ts';
import { PRISTINE_STUBS } from '../scenarios/pristine-stubs.ts';
import { changedStubs, demandPristineLabs } from './stubs.ts';

const RAFT = 'labs/lab2-raft/raft.ts';

describe('labs that somebody worked in', () => {
  const files = new Map([
    [RAFT, Buffer.from('export class Raft {}')],
    ['labs/lab2-raft/log.ts', Buffer.from('export class Log {}')],
    ['labs/lab2-raft/README.md', Buffer.from('ours')],
    ['labs/lab2-raft/lab2a.test.ts', Buffer.from('ours')],
  ]);

  it('are known by stubs that differ, files that were added, and stubs that are missing', () => {
    const changed = changedStubs(files);
    expect(changed.slice(0, 3)).toEqual([
      `${RAFT} was changed`,
      'labs/lab2-raft/log.ts was added',
      'labs/lab0-tour/counter-client.ts is missing',
    ]);
    expect(changed).toHaveLength(Object.keys(PRISTINE_STUBS).length + 1);
  });

  it('are refused, by name', () => {
    expect(() => demandPristineLabs(files)).toThrow(Misuse);
    expect(() => demandPristineLabs(files)).toThrow(/log\.ts was added.* Take a fresh checkout/s);
  });
});
