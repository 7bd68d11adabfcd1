import jsTokens from 'js-tokens';

/** For tests: what somebody does to hide a copy. All take and give TypeScript that can be parsed. */

const OURS = new Set(
  (
    'abstract any as async await boolean break case catch class const constructor continue default ' +
    'delete do else export extends false finally for from function get if implements import in infer ' +
    'instanceof interface is keyof let never new null number of private public readonly return satisfies ' +
    'set static string super switch this throw true try type typeof undefined unknown void while yield'
  ).split(' '),
);

/** Another name for everything that has one. */
export function renamed(source: string): string {
  return [...jsTokens(source)]
    .map(({ type, value }) => {
      if (type === 'PrivateIdentifier') return `#x${value.slice(1)}Renamed`;
      return type === 'IdentifierName' && !OURS.has(value) ? `x${value}Renamed` : value;
    })
    .join('');
}

/** Another layout, other comments, other quotes, other numbers and texts. */
export function reformatted(source: string): string {
  return [...jsTokens(source)]
    .map(({ type, value }) => {
      if (type === 'SingleLineComment' || type === 'MultiLineComment') return ' ';
      if (type === 'LineTerminatorSequence') return '\n\n\t/* my own thoughts on this */ ';
      if (type === 'StringLiteral' && !value.startsWith("'.")) return '"something else"';
      return type === 'NumericLiteral' ? `${Number(value) + 1}` : value;
    })
    .join('');
}

/** The members of each class, and what else stands at the top, in the opposite order. */
export function reordered(source: string): string {
  return blocksOf(source.split('\n'))
    .map((block) => {
      if (!/^(export )?class /m.test(block) || !block.includes('\n')) return block;
      const lines = block.split('\n');
      const start = lines.findIndex((line) => /^(export )?class .*\{$/.test(line));
      const end = lines.lastIndexOf('}');
      const members = blocksOf(lines.slice(start + 1, end)).reverse();
      return [...lines.slice(0, start + 1), members.join('\n\n'), ...lines.slice(end)].join('\n');
    })
    .reverse()
    .join('\n\n');
}

/** A statement that does nothing after every tenth that ends a line. */
export function padded(source: string): string {
  let statements = 0;
  return source.replace(/^ {4,}[\w.()]+ ?[=(].*;$/gm, (line) => {
    statements += 1;
    return statements % 10 === 0
      ? `${line}\n    if (Date.now() < 0) console.log('never', ${statements});`
      : line;
  });
}

/** Runs of lines between blank lines in which every bracket is closed. */
function blocksOf(lines: readonly string[]): string[] {
  const blocks: string[][] = [[]];
  let open = 0;
  for (const line of lines) {
    if (line === '' && open === 0) blocks.push([]);
    else blocks[blocks.length - 1]?.push(line);
    open += (line.match(/[({[]/g)?.length ?? 0) - (line.match(/[)}\]]/g)?.length ?? 0);
  }
  return blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
}
