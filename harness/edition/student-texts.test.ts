import { expect, it } from 'vitest';
import { studentReadme, withoutSolutions } from './student-texts.ts';

const OURS = `# Course

What it is.

## Commands

| \`npm test\`      | tests |
| \`npm run hint\`  | hints |
| \`npm run grade\` | marks |

Compare with \`solutions/\`.

## Grading

For TAs.
`;

it('makes a README of a template and the sections that it names, without commands that are not there', () => {
  const template =
    '<!-- README.md: Course -->\n\nSee [labs](../../labs/README.md).\n\n<!-- README.md: Commands -->\n';
  expect(studentReadme(template, OURS, ['test', 'hint'])).toBe(`# Course

What it is.

See [labs](labs/README.md).

## Commands

| \`npm test\`      | tests |
| \`npm run hint\`  | hints |

Compare with \`reference/\`.
`);
});

it('refuses a section that is gone', () => {
  expect(() => studentReadme('<!-- README.md: Words -->', OURS, [])).toThrow(
    'README.md has no section "Words"',
  );
});

it('leads from a handout to the README that says how to compare', () => {
  const handout = 'read [how](../../solutions/README.md), not `solutions/`';
  expect(withoutSolutions(handout)).toBe('read [how](../../reference/README.md), not `reference/`');
});
