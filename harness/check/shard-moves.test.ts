import { describe, expect, it } from 'vitest';
import { Random } from '../../labrpc/sim/random.ts';
import { fewestMoves, sizesOf, tellWastedMove } from './shard-moves.ts';

/** Every way to give so many shards to these groups. */
function* allWays(shardCount: number, gids: readonly number[]): Generator<number[]> {
  if (shardCount === 0) yield [];
  else for (const rest of allWays(shardCount - 1, gids)) for (const gid of gids) yield [...rest, gid];
}

function isBalanced(shards: readonly number[], gids: readonly number[]): boolean {
  const sizes = gids.map((gid) => shards.filter((other) => other === gid).length);
  return Math.max(...sizes) - Math.min(...sizes) <= 1;
}

function movedBetween(before: readonly number[], after: readonly number[]): number {
  return after.filter((gid, shard) => gid !== before[shard]).length;
}

/** Shards in groups of which some have left and some are there, in none, and heaped up in one. */
function someShards(random: Random, count: number): number[] {
  const heap = random.integer(0, 4);
  return Array.from({ length: count }, () => (random.chance(0.5) ? heap : random.integer(0, 6)));
}

describe('the fewest moves', () => {
  it.each([1, 2, 3, 4, 5, 6])('are those of the best of all ways to share %i shards', (shardCount) => {
    for (let groupCount = 1; groupCount <= 4; groupCount++) {
      const gids = Array.from({ length: groupCount }, (_, index) => index + 1);
      const ways = [...allWays(shardCount, gids)].filter((way) => isBalanced(way, gids));
      for (let seed = 0; seed < 40; seed++) {
        const random = new Random('moves', shardCount, groupCount, seed);
        const before = someShards(random, shardCount);
        const best = Math.min(...ways.map((way) => movedBetween(before, way)));
        expect(fewestMoves(before, random.shuffle(gids)), `${before} to ${gids}`).toBe(best);
      }
    }
  });

  it.each<readonly [number, string, readonly number[], readonly number[]]>([
    [0, 'nothing changes', [1, 1, 2, 2], [1, 2]],
    [4, 'the first group joins', [0, 0, 0, 0], [7]],
    [4, 'the last group leaves', [7, 7, 7, 7], []],
    [0, 'none was there and none is', [0, 0, 0, 0], []],
    [6, 'a group joins, and moves had heaped shards up', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2], [1, 2, 3]],
    [0, 'more groups than shards, each with one', [1, 2, 3], [1, 2, 3, 4, 5]],
    [1, 'more groups than shards, and one heaped up', [1, 1, 3], [1, 2, 3, 4, 5]],
  ])('are %i: %s', (count, _, before, gids) => {
    expect(fewestMoves(before, gids)).toBe(count);
  });
});

describe('a wasted move', () => {
  it('ends in a group that has more than the one that it left', () => {
    // A third group joins: group 1 has one too few now, and group 3 one too many.
    expect(tellWastedMove([1, 1, 1, 2, 2], [3, 3, 1, 2, 2], [1, 2, 3])).toBe(
      'shard 0 went from 1 to 3, though now group 1 is at 1 and group 3 at 2: it could have stayed',
    );
  });

  it('has another one come in its place', () => {
    expect(tellWastedMove([1, 1, 2, 2, 3, 3], [2, 1, 2, 1, 1, 2], [1, 2])).toBe(
      'shard 0 went from 1 to 2, though shard 4 went from 3 to 1: shard 0 could have stayed, and shard 4 gone to 2',
    );
    expect(tellWastedMove([1, 1, 2, 2], [2, 1, 1, 2], [1, 2])).toBe(
      'shard 0 went from 1 to 2, though shard 2 went from 2 to 1: both could have stayed',
    );
  });

  it('leaves a group smaller than another that grew', () => {
    // Seven shards among three groups: one may have three, and group 1 had.
    expect(tellWastedMove([1, 1, 1, 2, 4, 4, 4], [3, 1, 1, 2, 2, 2, 3], [1, 2, 3])).toBe(
      'shard 0 went from 1 to 3, though now group 1 is at 2 and group 2 at 3, to which shard 4 went from 4 to 2: shard 0 could have stayed, and shard 4 gone to 3',
    );
  });

  it('leaves a group that is small now, not one that is still large', () => {
    // Ten shards among four groups: two may have three, and groups 1 and 2 had.
    expect(tellWastedMove([1, 1, 1, 1, 2, 2, 2, 3, 9, 9], [4, 1, 1, 1, 4, 2, 2, 3, 3, 3], [1, 2, 3, 4])).toBe(
      'shard 4 went from 2 to 4, though now group 2 is at 2 and group 3 at 3, to which shard 8 went from 9 to 3: shard 4 could have stayed, and shard 8 gone to 4',
    );
  });

  it('is found in every balanced change that moves too much, and is one', () => {
    let found = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const random = new Random('wasted', seed);
      const shardCount = random.integer(1, 9);
      const gids = random.shuffle([1, 2, 3, 4, 5]).slice(0, random.integer(1, 5));
      const before = someShards(random, shardCount);
      const turns = random.shuffle(before.map((_, index) => gids[index % gids.length] as number));
      if (movedBetween(before, turns) === fewestMoves(before, gids)) continue;
      found++;
      const better = improved(tellWastedMove(before, turns, gids), before, turns);
      expect(isBalanced(better, gids), `${before} to ${turns}`).toBe(true);
      expect(movedBetween(before, better)).toBeLessThan(movedBetween(before, turns));
    }
    expect(found).toBeGreaterThan(1000);
  });
});

/** The change as the text says that it could have been. */
function improved(text: string, before: readonly number[], after: readonly number[]): number[] {
  const [, first] = /^shard (\d+) went/.exec(text) ?? [];
  const [, second] = /though (?:.*which )?shard (\d+) went/.exec(text) ?? [];
  const [, instead] = /shard \d+ gone to (\d+)$/.exec(text) ?? [];
  const better = [...after];
  for (const shard of [first, second]) {
    if (shard !== undefined) better[Number(shard)] = before[Number(shard)] as number;
  }
  if (instead !== undefined) better[Number(second)] = Number(instead);
  return better;
}

it('counts shards of the groups that it is asked for', () => {
  expect([...sizesOf([1, 1, 2, 5, 0], [2, 1, 3])]).toEqual([
    [2, 1],
    [1, 2],
    [3, 0],
  ]);
});
