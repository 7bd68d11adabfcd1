import { describe, expect, it } from 'vitest';
import { describeStoreAnswer, describeStoreInput, readStoreAnswer } from './store-answers.ts';

const GET = { kind: 'get', key: 'x' } as const;
const PUT = { kind: 'put', key: 'x', value: 'a', version: 1 } as const;

describe('readStoreAnswer', () => {
  it.each([
    [GET, { kind: 'ok', value: 'a', version: 2 }, { value: 'a', version: 2 }],
    [GET, { kind: 'no-key' }, null],
    [PUT, { kind: 'ok' }, 'ok'],
    [PUT, { kind: 'version-mismatch' }, 'wrong version'],
    [PUT, { kind: 'no-key' }, 'no key'],
    [PUT, { kind: 'maybe' }, 'maybe'],
  ])('knows the answers of the contract: %j %j', (input, given, answer) => {
    expect(readStoreAnswer(input, given)).toEqual(answer);
  });

  it.each([
    [GET, undefined],
    [GET, 'a'],
    [GET, { kind: 'ok', value: 'a' }],
    [GET, { kind: 'ok', value: 7, version: 1 }],
    [GET, { kind: 'ok', value: 'a', version: 1.5 }],
    [GET, { kind: 'maybe' }],
    [PUT, true],
    [PUT, { kind: 'mismatch' }],
  ])('knows nothing else: %j %j', (input, given) => {
    expect(readStoreAnswer(input, given)).toBeUndefined();
  });
});

describe('describeStoreAnswer', () => {
  it('speaks as the contract does', () => {
    expect(describeStoreAnswer(GET, { value: 'a', version: 2 })).toBe('"a" at version 2');
    expect(describeStoreAnswer(GET, null)).toBe('no-key');
    expect(describeStoreAnswer(PUT, 'no key')).toBe('no-key');
    expect(describeStoreAnswer(PUT, 'wrong version')).toBe('version-mismatch');
    expect(describeStoreAnswer(PUT, 'maybe')).toBe('maybe');
  });
});

describe('describeStoreInput', () => {
  it('reads like a call', () => {
    expect(describeStoreInput(GET)).toBe('get("x")');
    expect(describeStoreInput(PUT)).toBe('put("x", "a", 1)');
  });
});
