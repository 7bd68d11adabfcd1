import { describe, expect, it } from 'vitest';
import { readRedisAddress } from './redis-address.ts';

describe('readRedisAddress', () => {
  it('reads host, port, user, password and database', () => {
    expect(readRedisAddress('redis://localhost').options).toEqual({ host: 'localhost', port: 6379, db: 0 });
    expect(readRedisAddress('redis://[::1]:7000/3').options).toEqual({ host: '::1', port: 7000, db: 3 });
    const { options, shown } = readRedisAddress('rediss://ta:p%40ss%3Aword@queue.example:7001');
    expect(options).toMatchObject({ username: 'ta', password: 'p@ss:word', port: 7001, tls: {} });
    expect(shown).toBe('rediss://queue.example:7001');
  });

  it.each([
    '',
    'localhost:6379',
    'http://localhost:6379',
    'redis://',
    'redis://host/queue',
    'redis://host:x',
  ])('says what %j should be', (text) => {
    expect(() => readRedisAddress(text)).toThrow('is no address of a Redis: write redis://host:port');
  });

  it('never says the password', () => {
    for (const text of [
      'http://ta:secret@host',
      'redis://:secret@',
      'ta:se@cret@host',
      'redis://:secret@h/x',
    ]) {
      expect(() => readRedisAddress(text)).toThrow(/^(?!.*(secret|cret@))/);
    }
  });
});
