import { describe, expect, it } from 'vitest';
import { Limits, type RunLimits } from './limits.ts';
import { SimServer } from './server.ts';

const server = new SimServer(0, 'server 0');
const other = new SimServer(1, 'server 1');
const limits = (some: Partial<RunLimits>) => new Limits(some);
const kind = 'limit';

describe('Limits', () => {
  it('ends a run that takes too much virtual time', () => {
    const subject = limits({ virtualMs: 1000 });
    subject.check(1, 1000, server);
    expect(() => subject.check(2, 1000.1, server)).toThrow(
      expect.objectContaining({ kind, rule: 'world/too-long', actor: 'server 0' }),
    );
  });

  it('ends a run of too many events', () => {
    const subject = limits({ events: 10 });
    subject.check(10, 1, undefined);
    expect(() => subject.check(11, 2, undefined)).toThrow(
      expect.objectContaining({ kind, rule: 'world/too-many-events', actor: undefined }),
    );
  });

  it('ends a run in which time stands still, and counts anew when it goes on', () => {
    const subject = limits({ eventsAtOnce: 3 });
    for (let event = 1; event <= 3; event++) subject.check(event, 7, server);
    for (let event = 4; event <= 6; event++) subject.check(event, 7.5, server);
    expect(() => subject.check(7, 7.5, server)).toThrow(
      expect.objectContaining({ kind, rule: 'world/time-stands-still', actor: 'server 0' }),
    );
  });

  it('ends a run in which one server fires too many timers in four seconds', () => {
    const subject = limits({ timersInWindow: 3 });
    for (const nowMs of [0, 1, 2]) for (const each of [server, other]) subject.timerFired(each, nowMs);
    for (const nowMs of [4000, 5000, 7999]) subject.timerFired(server, nowMs);
    expect(() => subject.timerFired(server, 7999.5)).toThrow(
      expect.objectContaining({ kind, rule: 'world/timer-flood', actor: 'server 0' }),
    );
    expect(() => subject.timerFired(other, 7999.5)).not.toThrow();
  });
});
