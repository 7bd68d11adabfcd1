import type { Mark, Trace } from '../trace/trace.ts';
import { Story } from './example-story.ts';

type OwnMark = Omit<Mark, 'actor'>;
const [SERVER, FIRST, SECOND, STORAGE] = [0, 1, 2, 3];

/**
 * A made-up run with leases and no fencing, for tests. Client 1 has lock a with token 1 from 14 ms. It is
 * paused from 30 ms, its lease is over at 100 ms, and client 2 has the lock with token 2 from 114 ms.
 * Client 1 goes on at 160 ms and writes after client 2: the last step breaks a rule.
 */
export function leaseTrace(): Trace {
  const story = new Story('lease server', 'client 1', 'client 2', 'storage');
  story.turn(8, FIRST);
  story.arrive(11, story.send(FIRST, SERVER, 'acquire', { name: 'a' }));
  story.arrive(14, story.send(SERVER, FIRST, 'granted', { token: 1 }), ...begins(1));
  story.trouble(30, 'pause', FIRST);
  story.trouble(40, 'clock jump', SECOND, 'client 2 set forward by 500 ms');
  story.turn(90, SECOND);
  const asked = story.send(SECOND, SERVER, 'acquire', { name: 'a' });
  story.turnAbout(100, SERVER, FIRST, lease(1, 'ends'), {
    kind: 'expired',
    text: 'lock a, token 1, has expired',
  });
  story.arrive(111, asked);
  story.arrive(114, story.send(SERVER, SECOND, 'granted', { token: 2 }), ...begins(2));
  story.turn(130, SECOND);
  story.arrive(133, story.send(SECOND, STORAGE, 'write', { value: 'x2' }), {
    kind: 'written',
    text: 'x2, token 2',
  });
  story.trouble(160, 'resume', FIRST);
  story.turn(161, FIRST);
  story.arrive(164, story.send(FIRST, STORAGE, 'write', { value: 'x1' }), {
    kind: 'written',
    text: 'x1, token 1',
  });
  return story.trace('lab6b', {
    rule: 'lease/lost-update',
    message: 'client 1 wrote with token 1 after client 2 had written with token 2',
    actor: 'client 1',
  });
}

function begins(token: number): readonly OwnMark[] {
  const of = `lock a, token ${token}`;
  return [
    lease(token, 'begins'),
    { kind: 'holds', of, span: 'begins', text: `holds lock a (token ${token})` },
  ];
}

function lease(token: number, span: 'begins' | 'ends'): OwnMark {
  return { kind: 'lease', of: `lock a, token ${token}`, span, text: `lease of token ${token} ${span}` };
}

/** A made-up run in which a release wakes all clients at once, for tests. */
export function crowdTrace(size: number): Trace {
  const clients = Array.from({ length: size }, (_, index) => `client ${index}`);
  const story = new Story('service', ...clients);
  story.turn(10, 0);
  const messages = clients.map((_, index) => story.send(0, index + 1, 'changed'));
  for (const [index, message] of messages.entries()) {
    story.arrive(12 + index / 100, message, { kind: 'notified', text: 'a' });
  }
  return story.trace('lab6c');
}
