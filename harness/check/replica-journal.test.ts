import { describe, expect, it } from 'vitest';
import { ReplicaJournal } from './replica-journal.ts';

const nextDigest = (digest: number, id: number): number => digest * 100 + id;

/** Two servers that have applied commands 1 and 2; 3 was submitted. */
function twoApplied(): ReplicaJournal {
  const journal = new ReplicaJournal(nextDigest);
  for (const id of [1, 2, 3]) journal.submits(id);
  for (const server of [0, 1]) {
    journal.started(server);
    journal.applied(server, 1, 1);
    journal.applied(server, 2, 2);
  }
  return journal;
}

describe('what machines apply', () => {
  it('is counted and placed', () => {
    const journal = twoApplied();
    journal.applied(1, 3, 3);
    expect(journal.length).toBe(3);
    expect([0, 1, 2].map((server) => journal.positionOf(server))).toEqual([2, 3, 0]);
    expect([2, 3, 4].map((id) => journal.placeOf(id))).toEqual([2, 3, undefined]);
  });

  it('has one order', () => {
    const journal = twoApplied();
    journal.started(2);
    expect(() => journal.applied(2, 1, 2)).toThrow(
      'server 2 applied command 2 as its 1st, where another server applied command 1',
    );
  });

  it('was submitted', () => {
    expect(() => twoApplied().applied(0, 3, 4)).toThrow('applied command 4 as its 3rd, which nobody has');
    expect(() => twoApplied().applied(0, 3, 0)).toThrow('something that is no command (a no-op?) as its 3rd');
  });

  it('comes as often as it was submitted', () => {
    const journal = twoApplied();
    journal.submits(2);
    journal.applied(0, 3, 2);
    expect(() => journal.applied(0, 4, 2)).toThrow(
      'command 2 as its 4th, and it was the 2nd already: it was submitted 2 times, and stands in the log more',
    );
  });

  it('is applied again after a restart', () => {
    const journal = twoApplied();
    journal.started(0);
    expect(journal.positionOf(0)).toBe(0);
    journal.applied(0, 1, 1);
    expect(journal.positionOf(0)).toBe(1);
  });
});

describe('what machines are restored from', () => {
  it('is what some machine held', () => {
    const journal = twoApplied();
    journal.started(2);
    journal.restored(2, { position: 2, digest: 102 });
    expect(journal.positionOf(2)).toBe(2);
    for (const snapshot of [undefined, { position: 2, digest: 201 }, { position: 3, digest: 10203 }]) {
      expect(() => journal.restored(1, snapshot)).toThrow('restore was given a snapshot that no machine');
    }
  });

  it('does not set them back', () => {
    expect(() => twoApplied().restored(0, { position: 1, digest: 1 })).toThrow(
      'server 0 had applied 2 commands, and was set back to 1 by restore',
    );
  });
});

describe('what submissions are answered', () => {
  it('is the result of their command, which the server has applied', () => {
    const journal = twoApplied();
    journal.answered(0, 2, { position: 2, id: 2 });
    expect(() => journal.answered(0, 3, { position: 3, id: 3 })).toThrow('its machine has not applied it');
    journal.applied(1, 3, 3);
    expect(() => journal.answered(0, 3, { position: 3, id: 3 })).toThrow('its machine has not applied it');
    expect(() => journal.answered(1, 3, { position: 2, id: 2 })).toThrow('with the result of command 2');
    expect(() => journal.answered(1, 3, undefined)).toThrow('a result that is not its own: undefined');
    expect(() => journal.answered(1, 3, { position: 1, id: 3 })).toThrow('its own: {"position":1,"id":3}');
  });

  it('is a result of its own for each of two equal commands', () => {
    const journal = twoApplied();
    journal.submits(2);
    journal.applied(0, 3, 2);
    journal.answered(0, 2, { position: 3, id: 2 });
    expect(() => journal.answered(0, 2, { position: 3, id: 2 })).toThrow('the result of an equal command');
    journal.answered(0, 2, { position: 2, id: 2 });
  });
});
