import { describe, expect, it } from 'vitest';
import { Story, twoCommitted } from './raft-story.ts';

type Step = (story: Story) => unknown;

/** A rule, a history that keeps it, and one that breaks it with the last step. */
const PAIRS: readonly (readonly [
  rule: string,
  title: string,
  base: () => Story,
  fine: Step,
  broken: Step,
])[] = [
  [
    'raft/term-monotonic',
    'terms grow',
    () => new Story().follows(0, 3),
    (s) => s.follows(0, 3).leads(0, 4),
    (s) => s.follows(0, 2),
  ],
  [
    'raft/term-monotonic',
    'terms are integers',
    () => new Story(),
    (s) => s.follows(0, 0),
    (s) => s.follows(0, 1.5),
  ],
  [
    'raft/term-monotonic',
    'terms are there',
    () => new Story(),
    (s) => s.follows(0, 1),
    (s) => s.follows(0, undefined as never),
  ],
  [
    'raft/election-safety',
    'one leader a term',
    () => new Story().leads(0, 5),
    (s) => s.leads(0, 5).leads(1, 6),
    (s) => s.leads(1, 5),
  ],
  [
    'raft/election-safety',
    'also after it stepped down',
    () => new Story().leads(0, 5).follows(0, 6),
    (s) => s.leads(1, 6),
    (s) => s.leads(1, 5),
  ],
  [
    'raft/election-safety',
    'only the leader of a term accepts',
    () => new Story().leads(0, 5).leads(1, 6),
    (s) => s.starts(1, 1, 6, 'a'),
    (s) => s.starts(1, 1, 5, 'a'),
  ],
  [
    'raft/start-result',
    'only who says that it leads accepts',
    () => new Story().follows(0, 5).leads(1, 6),
    (s) => s.starts(1, 1, 6, 'a'),
    (s) => s.starts(0, 1, 5, 'a'),
  ],
  [
    'raft/leader-append-only',
    'indexes grow in a term',
    () => new Story().leads(0, 1).starts(0, 4, 1, 'a'),
    (s) => s.starts(0, 6, 1, 'b'),
    (s) => s.starts(0, 4, 1, 'b'),
  ],
  [
    'raft/leader-append-only',
    'not so from term to term',
    () => new Story().leads(0, 1).starts(0, 4, 1, 'a').leads(1, 2),
    (s) => s.starts(1, 3, 2, 'b').starts(1, 4, 2, 'c'),
    (s) => s.starts(1, 3, 2, 'b').starts(1, 2, 2, 'c'),
  ],
  [
    'raft/leader-completeness',
    'later leaders have what was committed',
    () => twoCommitted().leads(1, 2),
    (s) => s.starts(1, 3, 2, 'c'),
    (s) => s.starts(1, 2, 2, 'c'),
  ],
  [
    'raft/leader-completeness',
    'but not one that was deposed before',
    () => new Story().leads(0, 1).leads(1, 2).starts(1, 1, 2, 'a').applies(1, 1, 2, 'a'),
    (s) => s.starts(0, 1, 1, 'x'),
    (s) => s.leads(2, 3).starts(2, 1, 3, 'x'),
  ],
  [
    'raft/apply-order',
    'one after the other',
    twoCommitted,
    (s) => s.starts(0, 3, 1, 'c').applies(0, 3, 1, 'c'),
    (s) => s.starts(0, 4, 1, 'c').applies(0, 4, 1, 'c'),
  ],
  [
    'raft/apply-order',
    'each once',
    twoCommitted,
    (s) => s.boots(0).applies(0, 1, 1, 'a'),
    (s) => s.applies(0, 2, 1, 'b'),
  ],
  [
    'raft/apply-order',
    'from index 1',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a'),
    (s) => s.applies(0, 1, 1, 'a'),
    (s) => s.applies(0, 0, 1, 'a'),
  ],
  [
    'raft/apply-order',
    'terms never fall',
    () => new Story().leads(0, 2).starts(0, 1, 2, 'a').starts(0, 2, 2, 'b').applies(0, 1, 2, 'a'),
    (s) => s.applies(0, 2, 2, 'b'),
    (s) => s.applies(0, 2, 1, 'b'),
  ],
  [
    'raft/apply-order',
    'terms begin at 1',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a'),
    (s) => s.applies(0, 1, 1, 'a'),
    (s) => s.applies(0, 1, 0, 'a'),
  ],
  [
    'raft/apply-order',
    'a snapshot never goes back',
    twoCommitted,
    (s) => s.installs(0, 2, 'a', 'b'),
    (s) => s.installs(0, 1, 'a'),
  ],
  [
    'raft/apply-order',
    'after a snapshot it goes on behind it',
    () => twoCommitted().starts(0, 3, 1, 'c').boots(2).installs(2, 2, 'a', 'b'),
    (s) => s.applies(2, 3, 1, 'c'),
    (s) => s.applies(2, 1, 1, 'a'),
  ],
  [
    'raft/apply-order',
    'after a restart it goes on behind the snapshot on disk',
    () => twoCommitted().starts(0, 3, 1, 'c').boots(2, 'a', 'b'),
    (s) => s.applies(2, 3, 1, 'c'),
    (s) => s.applies(2, 1, 1, 'a'),
  ],
  [
    'raft/snapshot-content',
    'a snapshot holds what was committed',
    () => twoCommitted().boots(2),
    (s) => s.installs(2, 2, 'a', 'b'),
    (s) => s.installs(2, 2, 'a', 'x'),
  ],
  [
    'raft/snapshot-content',
    'all of it',
    () => twoCommitted().boots(2),
    (s) => s.installs(2, 2, 'a', 'b'),
    (s) => s.installs(2, 2, 'a'),
  ],
  [
    'raft/snapshot-content',
    'nothing more',
    () => twoCommitted().boots(2),
    (s) => s.installs(2, 2, 'a', 'b'),
    (s) => s.installs(2, 3, 'a', 'b', 'c'),
  ],
  [
    'raft/snapshot-content',
    'also the one on disk',
    twoCommitted,
    (s) => s.boots(2, 'a', 'b'),
    (s) => s.boots(2, 'b', 'a'),
  ],
  [
    'raft/state-machine-safety',
    'the same command everywhere',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'b').applies(0, 1, 1, 'a'),
    (s) => s.applies(1, 1, 1, 'a'),
    (s) => s.applies(1, 1, 1, 'b'),
  ],
  [
    'raft/state-machine-safety',
    'of the same term',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a').applies(0, 1, 1, 'a'),
    (s) => s.applies(1, 1, 1, 'a'),
    (s) => s.applies(1, 1, 2, 'a'),
  ],
  [
    'raft/state-machine-safety',
    'no-op is no command',
    () => new Story().leads(0, 1).noOp(0, 1, 1),
    (s) => s.noOp(1, 1, 1),
    (s) => s.applies(1, 1, 1, null),
  ],
  [
    'raft/log-matching',
    'index and term name one entry',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'b'),
    (s) => s.applies(1, 1, 1, 'a'),
    (s) => s.applies(1, 1, 1, 'b'),
  ],
  [
    'raft/log-matching',
    'a no-op takes no command’s place',
    () => new Story().leads(0, 1).starts(0, 2, 1, 'a'),
    (s) => s.noOp(1, 1, 1),
    (s) => s.noOp(1, 1, 1).noOp(1, 2, 1),
  ],
  [
    'raft/log-matching',
    'also if start answers after it was applied',
    () => new Story().leads(0, 1),
    (s) => {
      s.safety.offering('a');
      s.applies(0, 1, 1, 'a').starts(0, 1, 1, 'a');
    },
    (s) => {
      s.safety.offering('a');
      s.applies(0, 1, 1, 'a').starts(0, 1, 1, 'b');
    },
  ],
  [
    'raft/entry-invented',
    'what nobody offered is not applied',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a'),
    (s) => s.applies(0, 1, 1, 'a'),
    (s) => s.applies(0, 1, 2, 'b'),
  ],
  [
    'raft/entry-invented',
    'nor more often than it was offered',
    () => new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'a').applies(0, 1, 1, 'a'),
    (s) => s.applies(0, 2, 1, 'a'),
    (s) => s.applies(0, 2, 1, 'a').applies(0, 3, 1, 'a'),
  ],
];

describe.each(PAIRS)('%s: %s', (rule, _title, base, fine, broken) => {
  it('accepts', () => {
    expect(() => fine(base())).not.toThrow();
  });

  it('rejects', () => {
    const story = base();
    expect(() => broken(story)).toThrow(expect.objectContaining({ rule, kind: 'assertion' }));
  });
});

describe('RaftSafety', () => {
  it('knows commands that are objects by their contents', () => {
    const story = new Story().leads(0, 1).starts(0, 1, 1, { op: 'put', key: 'x' });
    story.applies(0, 1, 1, { op: 'put', key: 'x' }).applies(1, 1, 1, { op: 'put', key: 'x' });
    expect(() => story.applies(2, 1, 1, { op: 'put', key: 'y' })).toThrow('different entries');
  });

  it('forgets what a server had applied when it boots, not what was committed', () => {
    const { safety } = twoCommitted().boots(1);
    expect(safety.appliedIndexOf(1)).toBe(0);
    expect(safety.appliedIndexOf(0)).toBe(2);
    expect(safety.lastCommitted).toBe(2);
    expect(safety.committed.get(2)).toMatchObject({ command: 'b', term: 1, server: 0 });
    expect(safety.leaders.get(1)).toEqual({ server: 0, sinceMs: 1 });
  });

  it('takes a lower term after a restart: that terms are on disk is not its business', () => {
    expect(() => new Story().follows(0, 7).boots(0).follows(0, 2)).not.toThrow();
  });
});
