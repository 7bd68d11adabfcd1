import { describe, expect, it } from 'vitest';
import { KvAppends } from './kv-appends.ts';

const KEY = 'x';

/** A key to which `clerk 0` and `clerk 1` have appended, each append answered. */
function appended(...tokens: readonly string[]): KvAppends {
  const appends = new KvAppends();
  for (const token of tokens) appendTo(appends, token);
  return appends;
}

function begin(appends: KvAppends, token: string, life: number = 1): void {
  appends.begins(KEY, { client: `clerk ${token[1]}`, life, token });
}

function appendTo(appends: KvAppends, token: string, life: number = 1): void {
  begin(appends, token, life);
  appends.acknowledge(KEY, { client: `clerk ${token[1]}`, life, token });
}

function read(appends: KvAppends, value: string): void {
  appends.wasRead(KEY, value, appends.dueNow(KEY), 'clerk 2');
}

describe('what may be read', () => {
  it('is every order of appends that overlap', () => {
    for (const value of ['', '[0.1]', '[1.1]', '[0.1][1.1]', '[1.1][0.1]']) {
      const appends = new KvAppends();
      begin(appends, '[0.1]');
      begin(appends, '[1.1]');
      expect(() => read(appends, value), value).not.toThrow();
    }
  });

  it('is an older value, if the newer one was read while the read was under way', () => {
    const appends = appended('[0.1]');
    const due = appends.dueNow(KEY);
    appendTo(appends, '[1.1]');
    read(appends, '[0.1][1.1]');
    expect(() => appends.wasRead(KEY, '[0.1]', due, 'clerk 3')).not.toThrow();
  });

  it('is an append of a client that died, behind one of its next life', () => {
    const appends = new KvAppends();
    begin(appends, '[0.1]', 1);
    appendTo(appends, '[0.2]', 2);
    expect(() => read(appends, '[0.2][0.1]')).not.toThrow();
  });

  it('is nothing, of a key that nobody knows', () => {
    expect(() => read(new KvAppends(), '')).not.toThrow();
  });
});

describe('what may not be read', () => {
  it('is a token twice', () => {
    const appends = appended('[0.1]');
    expect(() => read(appends, '[0.1][0.1]')).toThrow(/clerk 0's append of "\[0.1\]" is in the value twice/);
  });

  it('is a value without a token that was answered before', () => {
    const appends = appended('[0.1]', '[1.1]');
    expect(() => read(appends, '[0.1]')).toThrow(/clerk 1's append of "\[1.1\]".*is not in the value/);
  });

  it('is a value without a token that others have read', () => {
    const appends = appended('[0.1]', '[1.1]');
    read(appends, '[0.1][1.1]');
    expect(() => read(appends, '[0.1]')).toThrow(/clerk 1's append of "\[1.1\]".*is not in the value/);
  });

  it('is an older value than one that was read before', () => {
    const appends = appended('[0.1]');
    begin(appends, '[1.1]');
    read(appends, '[0.1][1.1]');
    expect(() => read(appends, '[0.1]')).toThrow(
      'clerk 2 read "[0.1]", an older value: clerk 2 had read "[0.1][1.1]" before clerk 2 asked',
    );
  });

  it("is one client's tokens in another order than it appended them", () => {
    const appends = appended('[0.1]', '[0.2]');
    expect(() => read(appends, '[0.2][0.1]')).toThrow(/"\[0.2\]" stands before its "\[0.1\]"/);
  });

  it('is anything that nobody appended', () => {
    const appends = appended('[0.1]');
    expect(() => read(appends, '[0.1]?')).toThrow(/nobody appended what is there from "\?" on/);
    expect(() => read(appends, 'undefined[0.1]')).toThrow(/from "undefined\[0.1\]" on/);
  });

  it('is half a token of a value that was read before', () => {
    const appends = new KvAppends();
    begin(appends, '[0.1]');
    const due = appends.dueNow(KEY);
    read(appends, '[0.1]');
    expect(() => appends.wasRead(KEY, '[0.', due, 'clerk 3')).toThrow(/from "\[0\." on/);
  });

  it('is one order here and another there', () => {
    const appends = new KvAppends();
    begin(appends, '[0.1]');
    begin(appends, '[1.1]');
    read(appends, '[0.1]');
    expect(() => read(appends, '[1.1]')).toThrow(/neither value begins with the other/);
  });

  it('is told with both ends of a long value', () => {
    const appends = appended(`[0.1${'x'.repeat(200)}]`);
    expect(() => read(appends, `[0.1${'x'.repeat(200)}]!`)).toThrow(/"\[0.1x+…x+\]!"/);
  });
});

it('names the rule and the reader', () => {
  const appends = appended('[0.1]');
  expect(() => read(appends, '')).toThrow(
    expect.objectContaining({ rule: 'kv/append-missing', actor: 'clerk 2' }),
  );
});
