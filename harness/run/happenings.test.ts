import { describe, expect, it } from 'vitest';
import { type Happening, RecentHappenings } from '../../labrpc/sim/recent.ts';
import { formatHappenings } from './happenings.ts';

function happening(atMs: number, what: string, more: Partial<Happening> = {}): Happening {
  return { atMs, what, who: 'server 0', whom: undefined, detail: undefined, ...more };
}

describe('formatHappenings', () => {
  it('writes a line each: when, what, who, and what there is to say', () => {
    const lines = formatHappenings(
      [
        happening(0, 'start'),
        happening(1204.56, 'gets', { whom: 'server 1', detail: 'requestVote' }),
        happening(1300, 'lost', { whom: 'server 2', detail: 'appendEntries: request lost' }),
        happening(1400, 'apply', { detail: { index: 3, command: 'x' } }),
      ],
      10,
    );
    expect(lines).toEqual([
      '      0.0 ms  start      server 0',
      '   1204.6 ms  gets       server 1 → server 0  requestVote',
      '   1300.0 ms  lost       server 0 → server 2  appendEntries: request lost',
      "   1400.0 ms  apply      server 0  { index: 3, command: 'x' }",
    ]);
  });

  it('folds what repeats nearby into one line with a count, at the time of the first', () => {
    const beat = (atMs: number, who: string) =>
      happening(atMs, 'gets', { who, whom: 'server 9', detail: 'beat' });
    const beats = [1, 2, 3].flatMap((second) => [
      beat(second * 100, 'server 1'),
      beat(second * 100, 'server 2'),
    ]);
    expect(formatHappenings([...beats, happening(350, 'crash')], 10)).toEqual([
      '    100.0 ms  gets       server 9 → server 1  beat  (3 times)',
      '    100.0 ms  gets       server 9 → server 2  beat  (3 times)',
      '    350.0 ms  crash      server 0',
    ]);
  });

  it('does not fold what lies far apart', () => {
    const others = Array.from({ length: 9 }, (_, index) => happening(index, `word${index}`));
    const lines = formatHappenings([happening(0, 'crash'), ...others, happening(99, 'crash')], 20);
    expect(lines).toHaveLength(11);
  });

  it('keeps the last lines, and cuts long details short', () => {
    const list = Array.from({ length: 30 }, (_, index) => happening(index, `word${index}`));
    const lines = formatHappenings([...list, happening(40, 'apply', { detail: 'x'.repeat(500) })], 3);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('word28');
    expect(lines[2]).toMatch(/x{90}…$/);
  });
});

describe('RecentHappenings', () => {
  it('keeps the last 256, oldest first', () => {
    const recent = new RecentHappenings();
    for (let index = 0; index < 600; index++) recent.add(happening(index, 'x'));
    const times = recent.list().map(({ atMs }) => atMs);
    expect(times).toEqual(Array.from({ length: 256 }, (_, index) => 344 + index));
  });
});
