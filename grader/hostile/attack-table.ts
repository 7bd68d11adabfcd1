import type { Attack, Outcome } from './attack.ts';

const HEAD = `# The hostile suite

Attacks on the grader, each a value in \`grader/hostile/attacks/\`. \`grader/hostile/hostile.test.ts\` wraps
every one of them around the stub, which is worth nothing, and around code that is worth half of the points.
It grades them all in one class, on every sandbox that the machine offers. None may earn more than the code
earns without it. An honest submission in the same class keeps all its points; no file, process or connection
is left.

What becomes of an attack:

- **as without**: the points are those of the code alone.
- **noticed**: a run that was repeated with every server in a process of its own went another way. All of the
  submission is run in that way, where the attack is worth nothing, and the report says so.
- **0**, and a rule: the attack breaks the code that it is part of, and the report says how.

`;

/** The README of this folder: the test compares it. */
export function attackTable(attacks: readonly Attack[]): string {
  const rows = attacks.map(({ name, theme, tries, outcome }) => {
    return `| ${[theme, `\`${name}\``, tries.replaceAll('|', '\\|'), outcomeText(outcome)].join(' | ')} |`;
  });
  const table = ['| theme | attack | what it tries | result |', '| --- | --- | --- | --- |', ...rows];
  return `${HEAD}${table.join('\n')}\n`;
}

function outcomeText({ rules, isNoticed }: Outcome): string {
  if (isNoticed) return 'noticed';
  return rules ? `0: ${rules.join(' or ')}` : 'as without';
}
