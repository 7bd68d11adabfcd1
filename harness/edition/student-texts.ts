/** Texts of the students' edition, from those of the project. */

/**
 * A handout without `solutions/`: in its place stands `reference/`, with a README that says how to compare.
 */
export function withoutSolutions(markdown: string): string {
  return markdown.replaceAll('solutions/', 'reference/');
}

const PLACE = /^<!-- README\.md: (.+) -->$/gm;

/**
 * The README of the edition. `template` is `student-readme.md`: comments in it name the sections of our
 * README (`ours`) that belong there, and its links lead out of `harness/edition`. Of commands, only those in
 * `scripts` are told. Throws if ours has no section of that name any more.
 */
export function studentReadme(template: string, ours: string, scripts: readonly string[]): string {
  const sections = withoutSolutions(ours).split(/^(?=##? )/m);
  const hasCommand = (line: string): boolean => {
    const [, script] = /^\| `npm run ([\w-]+)/.exec(line) ?? [];
    return script === undefined || scripts.includes(script);
  };
  return template.replaceAll('](../../', '](').replace(PLACE, (_, title: string) => {
    const section = sections.find((text) => /^##? (.+)\n/.exec(text)?.[1] === title);
    if (section === undefined) throw new Error(`student-readme.md: README.md has no section "${title}"`);
    return section.trim().split('\n').filter(hasCommand).join('\n');
  });
}
