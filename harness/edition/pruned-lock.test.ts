import { describe, expect, it } from 'vitest';
import { type LockFile, prunedLock } from './pruned-lock.ts';

const LOCK: LockFile = {
  packages: {
    '': { devDependencies: { runner: '1.0.0', grader: '2.0.0' } },
    'node_modules/grader': { dependencies: { shared: '^1.0.0', alone: '^1.0.0' } },
    'node_modules/alone': {},
    'node_modules/runner': {
      dependencies: { shared: '^2.0.0' },
      optionalDependencies: { 'runner-linux': '1.0.0' },
      peerDependencies: { peer: '*', absent: '*' },
    },
    'node_modules/runner/node_modules/shared': { dependencies: { deep: '1.0.0', runner: '1.0.0' } },
    'node_modules/runner-linux': {},
    'node_modules/peer': {},
    'node_modules/deep': {},
    'node_modules/shared': {},
  },
};

describe('prunedLock', () => {
  const { packages } = prunedLock(LOCK, { runner: '1.0.0' });

  it('keeps what is needed, also by way of others, where npm would find it', () => {
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/runner',
      'node_modules/runner/node_modules/shared',
      'node_modules/runner-linux',
      'node_modules/peer',
      'node_modules/deep',
    ]);
  });

  it('says of the project what it depends on now', () => {
    expect(packages['']).toEqual({ devDependencies: { runner: '1.0.0' } });
  });
});
