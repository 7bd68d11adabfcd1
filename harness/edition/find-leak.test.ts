import { describe, expect, it } from 'vitest';
import { type Files, secretCode } from './edition-files.ts';
import { findLeak } from './find-leak.ts';

const NONE: Files = new Map();
const SECRET = [
  'becomeLeader(): void {',
  "  this.role = 'leader';",
  '  for (const other of this.others) other.nextIndex = this.log.lastIndex + 1;',
  '  this.replicate();',
  '}',
];

function files(path: string, lines: readonly string[]): Files {
  return new Map([[path, Buffer.from(lines.join('\n'))]]);
}

function leak(lines: readonly string[], known: Files = NONE) {
  return findLeak(files('handed-out.ts', lines), files('secret.ts', SECRET), known);
}

describe('findLeak', () => {
  it('finds lines in a row, however they are indented and whatever stands around them', () => {
    const found = leak(['before();', ...SECRET.flatMap((line) => [`\t  ${line}\r`, '']), 'after();']);
    expect(found).toMatchObject({ path: 'handed-out.ts', source: 'secret.ts' });
    expect(found?.text.split('\n')[0]).toBe('becomeLeader(): void {');
  });

  it('passes over a line or two that are alike', () => {
    expect(leak([...SECRET.slice(0, 3), 'something.else();'])).toBeUndefined();
  });

  it('passes over what is handed out on purpose', () => {
    expect(leak(SECRET, files('stub.ts', SECRET))).toBeUndefined();
  });

  it('would find most solutions and known bugs as a whole', () => {
    const secret = secretCode();
    const missed = [...secret].filter(
      ([, content]) => !findLeak(new Map([['copy.ts', content]]), secret, NONE),
    );
    // Files of types and lists, and one that is too short.
    expect(missed.length).toBeLessThan(secret.size / 5);
    expect(missed.map(([path]) => path)).not.toContain('solutions/lab2-raft/raft.ts');
  });
});
