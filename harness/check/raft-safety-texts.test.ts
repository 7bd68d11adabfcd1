import { describe, expect, it } from 'vitest';
import { Story, twoCommitted } from './raft-story.ts';

describe('texts of RaftSafety', () => {
  it('names server, paper and both sides', () => {
    const story = new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'b').applies(0, 1, 1, 'a');
    expect(() => story.applies(2, 1, 1, 'b')).toThrow(
      expect.objectContaining({
        actor: 'server 2',
        paper: 'Raft §5.4.3, Figure 3',
        message:
          'server 2: two servers applied different entries at index 1: ' +
          'server 0 applied "a" (term 1) at 1 ms; server 2 applied "b" (term 1)',
      }),
    );
  });

  it('says since when the first leader of a term led, and whether it has crashed since', () => {
    const lead = () => new Story().leads(0, 5, 503).leads(0, 5, 540);
    const tail = 'and server 1 (now) both were leader in term 5; a term has at most one';
    const told = (story: Story) => () => story.leads(1, 5, 700);
    expect(told(lead())).toThrow(`server 1: server 0 (from 503 ms) ${tail}`);
    expect(told(lead().crashes(0, 560))).toThrow(
      `server 0 (from 503 ms, before its crash at 560 ms) ${tail}`,
    );
    expect(told(new Story().crashes(0, 400).leads(0, 5, 503))).toThrow(`server 0 (from 503 ms) ${tail}`);
    expect(() => lead().starts(1, 1, 5, 'a')).toThrow('whose leader is server 0 (from 503 ms)');
  });

  it('says which committed entry a leader lacks, and who has applied it', () => {
    const known = 'was already committed there (first applied by server 0 at 1 ms)';
    expect(() => twoCommitted().leads(1, 4).starts(1, 1, 4, 'c')).toThrow(
      `start gave out index 1 in term 4, though an entry of term 1 (command "a") ${known}: ` +
        "the leader's log lacks a committed entry",
    );
    const story = new Story().leads(0, 1).noOp(0, 1, 1).leads(1, 4);
    expect(() => story.starts(1, 1, 4, 'c')).toThrow(`an entry of term 1 (a no-op) ${known}`);
  });
});
