import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeFile } from './judge-file.ts';
import { outcomeOf } from './outcome.ts';

/** Recorded by others, beside the project and no part of it. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/histories', import.meta.url));
const IS_THERE = existsSync(FOLDER);
const GOOD_ETCD = '002 005 007 018 025 031 038 045 048 049 051 053 056'.split(' ');

function outcomes(folder: string): readonly (readonly [file: string, outcome: string])[] {
  const path = join(FOLDER, folder);
  return readdirSync(path).map((file) => {
    const result = judgeFile(file, join(path, file), { format: undefined, model: undefined, steps: 1e7 });
    return [file, outcomeOf(result)] as const;
  });
}

describe.skipIf(!IS_THERE)('recorded histories (skipped where ../shared/data/histories is missing)', () => {
  it('of etcd have the verdicts that are known', () => {
    const all = outcomes('etcd');
    expect(all).toHaveLength(60);
    const expected = all.map(([file]) => {
      const isGood = GOOD_ETCD.includes(file.slice('etcd_'.length, -'.log'.length));
      return [file, isGood ? 'linearizable' : 'not linearizable'];
    });
    expect(all).toEqual(expected);
  });

  it("of Porcupine's key/value tests have the verdicts that are known", () => {
    const all = outcomes('kv');
    expect(all).toHaveLength(4);
    expect(all).toEqual(
      all.map(([file]) => [file, file.endsWith('-ok.txt') ? 'linearizable' : 'not linearizable']),
    );
  });
});
