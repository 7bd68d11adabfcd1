import { describe, expect, it } from 'vitest';
import type { StoreAnswer } from './store-answers.ts';
import { type AskedOfStore, VersionedWrites } from './versioned-writes.ts';

/** `put x a 0` and `get x`, as one client after another asks and is told. */
class Story {
  readonly writes = new VersionedWrites();

  asks(who: string, words: string): AskedOfStore {
    const [kind, key = '', value = '', version = ''] = words.split(' ');
    const input = { kind: 'put', key, value, version: Number(version) } as const;
    return this.writes.asks(who, kind === 'get' ? { kind: 'get', key } : input);
  }

  /** Asked and answered, with nothing in between. */
  tells(who: string, words: string, answer: StoreAnswer): void {
    this.writes.answered(this.asks(who, words), answer);
  }
}

/** A key that has version 2, and was told so. */
function twoVersions(): Story {
  const story = new Story();
  story.tells('A', 'put x a 0', 'ok');
  story.tells('B', 'put x b 1', 'ok');
  return story;
}

describe('a store that is right', () => {
  it('may refuse what is too old, too new, or not there', () => {
    const story = twoVersions();
    story.tells('A', 'put x c 1', 'wrong version');
    story.tells('A', 'put x c 3', 'wrong version');
    story.tells('A', 'put y c 3', 'no key');
    story.tells('A', 'get y', null);
    expect(() => story.tells('A', 'get x', { value: 'b', version: 2 })).not.toThrow();
  });

  it('may let either of two puts at once win', () => {
    const story = twoVersions();
    const [one, other] = [story.asks('A', 'put x c 2'), story.asks('B', 'put x d 2')];
    story.writes.answered(one, 'wrong version');
    story.writes.answered(other, 'ok');
    expect(() => story.tells('A', 'get x', { value: 'd', version: 3 })).not.toThrow();
  });

  it('may have done what gave maybe, or not', () => {
    for (const [value, answer] of [
      ['c', 'maybe'],
      ['d', 'ok'],
    ] as const) {
      const story = twoVersions();
      const [one, other] = [story.asks('A', 'put x c 2'), story.asks('B', 'put x d 2')];
      story.writes.answered(one, 'maybe');
      if (answer === 'ok') story.writes.answered(other, 'ok');
      expect(() => story.tells('A', 'get x', { value, version: 3 })).not.toThrow();
    }
  });

  it('may give what was there while it was asked', () => {
    const story = twoVersions();
    const early = story.asks('A', 'get x');
    story.tells('B', 'put x c 2', 'ok');
    expect(() => story.writes.answered(early, { value: 'b', version: 2 })).not.toThrow();
  });
});

describe('what a get may not give', () => {
  it.each<[string, StoreAnswer, string]>([
    ['version 0', { value: 'a', version: 0 }, 'version 1 at least'],
    ['what was replaced', { value: 'a', version: 1 }, 'though version 2 was known'],
    ['nothing', null, 'though version 2 was known'],
    ['what nobody has put', { value: 'c', version: 3 }, 'nobody has put that value over version 2'],
    ['another value of a version', { value: 'a', version: 2 }, 'nobody has put that value over version 1'],
  ])('%s', (_, answer, why) => {
    expect(() => twoVersions().tells('A', 'get x', answer)).toThrow(why);
  });

  it('the value of another key', () => {
    const story = twoVersions();
    story.tells('A', 'put X c 0', 'ok');
    expect(() => story.tells('B', 'get x', { value: 'c', version: 3 })).toThrow(
      'B\'s get("x") gave "c" at version 3, but that value was put for the key "X" only',
    );
  });

  it('the value of a put that has failed', () => {
    const story = twoVersions();
    story.tells('A', 'put x c 3', 'wrong version');
    expect(() => story.tells('B', 'get x', { value: 'c', version: 4 })).toThrow(
      'B\'s get("x") gave "c" at version 4, though A\'s put("x", "c", 3) gave version-mismatch',
    );
  });

  it('a value where another is the one that succeeded, or was read', () => {
    const story = twoVersions();
    story.asks('A', 'put x c 2');
    story.asks('A', 'put x d 2');
    story.tells('B', 'get x', { value: 'c', version: 3 });
    expect(() => story.tells('B', 'get x', { value: 'd', version: 3 })).toThrow(
      'though B\'s get("x") gave "c"',
    );
    story.asks('A', 'put x c 1');
    expect(() => story.tells('B', 'get x', { value: 'c', version: 2 })).toThrow('was known');
  });
});

describe('what a put may not be told', () => {
  it('that it has succeeded where another has', () => {
    expect(() => twoVersions().tells('A', 'put x c 1', 'ok')).toThrow('though B\'s put("x", "b", 1) gave ok');
  });

  it('that it has succeeded where another value was read', () => {
    const story = twoVersions();
    const [one] = [story.asks('A', 'put x c 2'), story.asks('B', 'put x d 2')];
    story.tells('B', 'get x', { value: 'd', version: 3 });
    expect(() => story.writes.answered(one, 'ok')).toThrow('though B\'s get("x") gave "d" at version 3');
  });

  it('that it has replaced a version that was never there', () => {
    expect(() => twoVersions().tells('A', 'put x c 5', 'ok')).toThrow('never had version 5');
  });

  it('that it has replaced a version that was gone', () => {
    const story = twoVersions();
    story.asks('A', 'put x c 2');
    story.tells('B', 'get x', { value: 'c', version: 3 });
    expect(() => story.tells('B', 'put x c 2', 'ok')).toThrow('though version 3 was known');
  });

  it('that it is refused where nobody else has written', () => {
    expect(() => twoVersions().tells('A', 'put x c 2', 'wrong version')).toThrow(
      'nobody else has replaced version 2',
    );
    expect(() => new Story().tells('A', 'put x a 0', 'wrong version')).toThrow(
      'nobody else has created the key',
    );
  });

  it('that there is no key', () => {
    expect(() => twoVersions().tells('A', 'put x c 2', 'no key')).toThrow('though version 2 was known');
    expect(() => new Story().tells('A', 'put x a 0', 'no key')).toThrow('creates the key');
  });
});
