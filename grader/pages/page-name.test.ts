import { describe, expect, it } from 'vitest';
import { pageName } from './page-name.ts';

describe('pageName', () => {
  it.each(['alice', 's1234567', 'ada.lovelace', 'team_3-b', 'x'])('leaves %s as it is', (id) => {
    expect(pageName(id)).toBe(id);
  });

  it.each([
    ['Alice', 'alice'],
    ['José Müller', 'jose-muller'],
    ['<script>alert(1)</script>', 'script-alert-1-script'],
    ['"quoted" \'id\'', 'quoted-id'],
    ['🦄', 'student'],
    ['..', 'student'],
    ['.hidden', 'hidden'],
    ['ends.', 'ends'],
    ['a\nb', 'a-b'],
    ['con', 'con'],
    ['nul.txt', 'nul-txt'],
    ['alice.html', 'alice-html'],
    ['alice~0123456789abcdef', 'alice-0123456789abcdef'],
    ['x'.repeat(300), 'x'.repeat(40)],
  ])('makes %j a safe name that resembles it', (id, slug) => {
    const name = pageName(id);
    expect(name).toMatch(/^[a-z0-9-]+~[0-9a-f]{16}$/);
    expect(name.split('~')[0]).toBe(slug);
  });

  it('tells apart ids that look alike to some file system', () => {
    const ids = [
      'alice',
      'Alice',
      'ALICE',
      'alice ',
      'a-b',
      'a b',
      'a  b',
      'é',
      'e\u0301',
      '\ud800',
      '\ud801',
    ];
    const names = ids.map((id) => pageName(id).toLowerCase());
    expect(new Set(names).size).toBe(ids.length);
  });
});
