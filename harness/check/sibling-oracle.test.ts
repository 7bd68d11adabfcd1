import { describe, expect, it } from 'vitest';
import { SEEN_NOTHING, type Seen, SiblingOracle } from './sibling-oracle.ts';

const oracleOf = (replicas: number): SiblingOracle => new SiblingOracle('cart', replicas);
const put = (oracle: SiblingOracle, replica: number, value: string, seen: Seen = SEEN_NOTHING): Seen =>
  oracle.wrote({ value, client: 'alice', replica, context: 'a context' }, seen);
const remove = (oracle: SiblingOracle, replica: number, seen: Seen): Seen =>
  oracle.wrote({ value: undefined, client: 'bob', replica }, seen);
const ruleOf = (oracle: SiblingOracle, replica: number, values: readonly string[]): string | undefined =>
  oracle.faultOf(replica, values)?.rule;

describe('the oracle of siblings', () => {
  it('knows of nothing at first', () => {
    const oracle = oracleOf(1);
    expect(ruleOf(oracle, 0, [])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk'])).toBe('siblings/invented');
  });

  it('lets a write replace what its context has seen', () => {
    const oracle = oracleOf(1);
    put(oracle, 0, 'milk');
    put(oracle, 0, 'eggs', oracle.read(0, ['milk']));
    expect(ruleOf(oracle, 0, ['eggs'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['eggs', 'milk'])).toBe('siblings/obsolete');
    expect(ruleOf(oracle, 0, [])).toBe('siblings/lost');
  });

  it('keeps two writes with one old context, in any order, each once', () => {
    const oracle = oracleOf(1);
    put(oracle, 0, 'milk');
    const old = oracle.read(0, ['milk']);
    put(oracle, 0, 'eggs', old);
    put(oracle, 0, 'tea', old);
    expect(ruleOf(oracle, 0, ['tea', 'eggs'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['tea'])).toBe('siblings/lost');
    expect(ruleOf(oracle, 0, ['tea', 'eggs', 'tea'])).toBe('siblings/twice');
  });

  it('lets the context of a write see that write, and no sibling that comes later', () => {
    const oracle = oracleOf(1);
    const own = put(oracle, 0, 'milk');
    put(oracle, 0, 'tea');
    put(oracle, 0, 'milk, eggs', own);
    expect(ruleOf(oracle, 0, ['tea', 'milk, eggs'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk, eggs'])).toBe('siblings/lost');
    expect(ruleOf(oracle, 0, ['tea', 'milk', 'milk, eggs'])).toBe('siblings/obsolete');
  });

  it('leaves it open whether the context of a write has seen the siblings that are there', () => {
    const oracle = oracleOf(1);
    put(oracle, 0, 'tea');
    const own = put(oracle, 0, 'milk');
    put(oracle, 0, 'milk, eggs', own);
    expect(ruleOf(oracle, 0, ['tea', 'milk, eggs'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk, eggs'])).toBeUndefined();
  });

  it('lets a removal leave nothing of what it has seen', () => {
    const oracle = oracleOf(1);
    put(oracle, 0, 'milk');
    const seen = oracle.read(0, ['milk']);
    put(oracle, 0, 'tea');
    remove(oracle, 0, seen);
    expect(ruleOf(oracle, 0, ['tea'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk', 'tea'])).toBe('siblings/resurrected');
    expect(ruleOf(oracle, 0, [])).toBe('siblings/lost');
  });

  it('asks for what others know as soon as it has been exchanged, and not before', () => {
    const oracle = oracleOf(2);
    put(oracle, 0, 'milk');
    expect(ruleOf(oracle, 1, [])).toBeUndefined();
    expect(ruleOf(oracle, 1, ['milk'])).toBe('siblings/early');
    oracle.exchanged(1, 0);
    expect(ruleOf(oracle, 1, ['milk'])).toBeUndefined();
    expect(ruleOf(oracle, 1, [])).toBe('siblings/not-synced');
    oracle.gave(1, ['milk']);
    expect(ruleOf(oracle, 1, [])).toBe('siblings/lost');
  });

  it('knows what is obsolete also where it was never known', () => {
    const oracle = oracleOf(3);
    put(oracle, 0, 'milk');
    put(oracle, 1, 'eggs', oracle.read(0, ['milk']));
    oracle.exchanged(2, 1);
    put(oracle, 2, 'tea', oracle.read(2, ['eggs']));
    oracle.exchanged(2, 0);
    expect(ruleOf(oracle, 0, ['tea'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk', 'tea'])).toBe('siblings/obsolete');
  });

  it('says nothing of what may or may not have been exchanged', () => {
    const oracle = oracleOf(2);
    put(oracle, 0, 'milk');
    put(oracle, 1, 'tea');
    expect(oracle.mayHaveExchanged(0, 1)).toBe(true);
    expect(oracle.mayHaveExchanged(0, 1)).toBe(false);
    expect(ruleOf(oracle, 0, ['milk'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['milk', 'tea'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['tea'])).toBe('siblings/lost');
  });

  it('takes what a replica gives for known there', () => {
    const oracle = oracleOf(2);
    put(oracle, 0, 'milk');
    put(oracle, 0, 'eggs', oracle.read(0, ['milk']));
    put(oracle, 1, 'tea');
    oracle.mayHaveExchanged(0, 1);
    oracle.read(1, ['tea', 'eggs']);
    oracle.gave(1, ['tea', 'eggs']);
    expect(ruleOf(oracle, 1, ['tea', 'eggs'])).toBeUndefined();
    expect(ruleOf(oracle, 1, ['tea'])).toBe('siblings/lost');
    expect(ruleOf(oracle, 1, ['tea', 'eggs', 'milk'])).toBe('siblings/obsolete');
  });

  it('does not ask for a value that a write may have seen', () => {
    const oracle = oracleOf(2);
    put(oracle, 0, 'milk');
    remove(oracle, 0, oracle.read(0, ['milk']));
    put(oracle, 0, 'rice');
    oracle.mayHaveExchanged(0, 1);
    // The milk may have been known there, and have been removed by then; the rice would have been given.
    const seen = oracle.read(1, []);
    put(oracle, 1, 'eggs', seen);
    oracle.exchanged(0, 1);
    expect(ruleOf(oracle, 0, ['eggs', 'rice'])).toBeUndefined();
    expect(ruleOf(oracle, 0, ['eggs'])).toBe('siblings/lost');
    expect(ruleOf(oracle, 0, ['eggs', 'rice', 'milk'])).toBe('siblings/resurrected');
  });

  it('tells who wrote what is lost, and what the others had seen', () => {
    const oracle = oracleOf(1);
    put(oracle, 0, 'milk');
    const old = oracle.read(0, ['milk']);
    put(oracle, 0, 'eggs', old);
    oracle.wrote({ value: 'tea', client: 'bob', replica: 0, context: "bob's context" }, old);
    expect(oracle.faultOf(0, ['tea'])?.message).toBe(
      "replica 0 gives ['tea'] for cart: 'eggs' is lost. alice put 'eggs' at replica 0; no write that is known here has seen it; bob put 'tea' at replica 0 with bob's context, which had seen 'milk'",
    );
  });

  it('tells what a sync should have brought, and of which key', () => {
    const oracle = new SiblingOracle('', 2);
    oracle.wrote({ value: 'milk', client: 'alice', replica: 0 }, SEEN_NOTHING);
    oracle.exchanged(0, 1);
    expect(oracle.faultOf(1, [])?.message).toBe(
      "replica 1 gives nothing for '': 'milk' has never come here. alice put 'milk' at replica 0, and a sync that has ended should have brought it; no write that is known here has seen it",
    );
    const seen = oracle.read(0, ['milk']);
    oracle.wrote({ value: undefined, client: 'bob', replica: 0, context: "bob's context" }, seen);
    oracle.exchanged(0, 1);
    expect(oracle.faultOf(1, ['milk'])?.message).toBe(
      "replica 1 gives ['milk'] for '', though 'milk' is obsolete: bob removed the key at replica 0 with bob's context, which had seen it; a sync that has ended should have told it here",
    );
  });
});
