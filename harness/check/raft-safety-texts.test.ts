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
          'two servers applied different entries at index 1: ' +
          'server 0 applied command "a" (term 1) at 1 ms; server 2 applied command "b" (term 1)',
      }),
    );
  });

  it('says since when the first leader of a term led, and whether it has crashed since', () => {
    const lead = () => new Story().leads(0, 5, 503).leads(0, 5, 540);
    const tail = 'and server 1 (now) both were leader in term 5; a term has at most one';
    const told = (story: Story) => () => story.leads(1, 5, 700);
    expect(told(lead())).toThrow(expect.objectContaining({ message: `server 0 (from 503 ms) ${tail}` }));
    expect(told(lead().crashes(0, 560))).toThrow(
      `server 0 (from 503 ms, before its crash at 560 ms) ${tail}`,
    );
    expect(told(new Story().crashes(0, 400).leads(0, 5, 503))).toThrow(`server 0 (from 503 ms) ${tail}`);
    expect(() => lead().starts(1, 1, 5, 'a')).toThrow('whose leader is server 0 (from 503 ms)');
  });

  it('says which committed entry a leader lacks, and who has applied it', () => {
    const known = 'which server 0 applied at 1 ms';
    expect(() => twoCommitted().leads(1, 4).starts(1, 1, 4, 'c')).toThrow(
      `server 1: leads term 4 without index 1 (command "a", term 1), ${known}: ` +
        'start gave out index 1 anew; a leader has every committed entry',
    );
    const story = new Story().leads(0, 1).noOp(0, 1, 1).leads(1, 4);
    expect(() => story.starts(1, 1, 4, 'c')).toThrow(`without index 1 (a no-op, term 1), ${known}`);
  });

  it('says which index was due', () => {
    const story = new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'b');
    expect(() => story.applies(0, 2, 1, 'b')).toThrow(
      'server 0: applied index 2 after index 0; expected index 1',
    );
  });
});
