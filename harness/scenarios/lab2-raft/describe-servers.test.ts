import { describe, expect, it } from 'vitest';
import { describeApplied, describeDisunity, describeElection, describeOffer } from './describe-servers.ts';
import type { ServerReport } from './server-report.ts';

function report(index: number, term: number, more: Partial<ServerReport> = {}): ServerReport {
  return {
    name: `server ${index}`,
    term,
    isLeader: false,
    condition: 'well',
    appliedIndex: 0,
    timesStood: 0,
    ...more,
  };
}

const leads = { isLeader: true };

describe('describeElection', () => {
  it('says what each server said last, and how often it stood meanwhile', () => {
    const before = [report(0, 1, { timesStood: 2 }), report(1, 1), report(2, 1), report(3, 1)];
    const now = [
      report(0, 9, { timesStood: 9 }),
      report(1, 8, { timesStood: 1 }),
      report(2, 1, { ...leads, condition: 'cut off' }),
      report(3, 0, { condition: 'down' }),
    ];
    expect(describeElection(before, now)).toBe(
      'server 0 is in term 9 (seen to stand 7 times), server 1 is in term 8 (seen to stand once), ' +
        'server 2 leads term 1 (cut off, not seen to stand), server 3 is down',
    );
  });

  it('says once that nobody stood', () => {
    const reports = [report(0, 1), report(1, 1, { condition: 'cut off' })];
    expect(describeElection(reports, reports)).toBe(
      'server 0 is in term 1, server 1 is in term 1 (cut off); nobody was seen to stand',
    );
  });
});

describe('describeDisunity', () => {
  it('says that nobody leads', () => {
    expect(describeDisunity([report(0, 3), report(1, 3)])).toBe('nobody leads');
  });

  it('says that several lead', () => {
    const two = [report(0, 3, leads), report(1, 4, leads), report(2, 4)];
    expect(describeDisunity(two)).toBe('server 0 and server 1 both say they lead (terms 3 and 4)');
    const three = [report(0, 3, leads), report(1, 4, leads), report(2, 5, leads)];
    expect(describeDisunity(three)).toBe(
      'server 0, server 1 and server 2 all say they lead (terms 3, 4 and 5)',
    );
  });

  it('says who is in another term than the leader', () => {
    const reports = [report(0, 4, leads), report(1, 4), report(2, 3)];
    expect(describeDisunity(reports)).toBe('server 2 is in term 3, the leader server 0 in term 4');
  });
});

describe('describeOffer', () => {
  const reports = [
    report(0, 3, { ...leads, appliedIndex: 7 }),
    report(1, 3, { appliedIndex: 8 }),
    report(2, 2, { appliedIndex: 6, condition: 'paused' }),
    report(3, 0, { appliedIndex: 9, condition: 'down' }),
  ];
  const offer = { server: 1, index: 7, term: 2, isLost: false };

  it('says who has applied it, who lacks it, and who leads', () => {
    expect(describeOffer(reports, offer)).toBe(
      'server 1 accepted it at index 7 in term 2; server 0 and server 1 have applied index 7, ' +
        'server 2 only up to 6 (paused), server 3 is down, server 0 leads term 3',
    );
  });

  it('says that it was accepted in vain, or by nobody', () => {
    expect(describeOffer(reports, { ...offer, isLost: true })).toBe(
      'server 1 accepted it at index 7 in term 2, but another entry was committed there; server 0 leads term 3',
    );
    expect(describeOffer([report(0, 3)], undefined)).toBe('no server accepted it; nobody leads');
  });

  it('says that nobody has applied an index', () => {
    expect(describeApplied([report(0, 1)], 2)).toBe(
      'nobody has applied index 2, server 0 only up to 0, nobody leads',
    );
  });
});
