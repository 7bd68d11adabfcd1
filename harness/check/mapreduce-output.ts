const LONGEST_LINE = 80;

/**
 * What is wrong with the output of a MapReduce job, in a sentence; undefined if nothing is. `expected` are
 * the lines of all outputs together, in any order; `outputs` the texts of `mr-out-0`, `mr-out-1`, …,
 * undefined where a file is missing.
 */
export function describeWrongOutput(
  expected: readonly string[],
  outputs: readonly (string | undefined)[],
): string | undefined {
  const missing = outputs.flatMap((text, reduce) => (text === undefined ? [`mr-out-${reduce}`] : []));
  if (missing.length > 0) return `there is no ${listed(missing)}`;
  const wanted = new Set(expected);
  const placeOf = new Map<string, string>();
  for (const [reduce, text = ''] of outputs.entries()) {
    const file = `mr-out-${reduce}`;
    if (text !== '' && !text.endsWith('\n'))
      return `the last line of ${file} has no end: ${shown(lastLine(text))}`;
    for (const line of text.split('\n').slice(0, -1)) {
      const before = placeOf.get(line);
      if (before !== undefined) return `the line ${shown(line)} is in ${bothOf(before, file)}`;
      placeOf.set(line, file);
      if (!wanted.has(line)) return wrongLine(line, file, expected);
    }
  }
  const absent = expected.find((line) => !placeOf.has(line));
  if (absent === undefined) return undefined;
  const others = expected.filter((line) => !placeOf.has(line)).length - 1;
  return `no output has the line ${shown(absent)}${others > 0 ? `, and ${others} more are missing` : ''}`;
}

/** Of a line that should not be there, the one that should be there for its key says more. */
function wrongLine(line: string, file: string, expected: readonly string[]): string {
  const key = line.slice(0, Math.max(line.lastIndexOf(' '), 0));
  const right = expected.find((one) => one.slice(0, Math.max(one.lastIndexOf(' '), 0)) === key);
  const instead = right === undefined ? 'which no output should have' : `and should have ${shown(right)}`;
  return `${file} has the line ${shown(line)}, ${instead}`;
}

function bothOf(first: string, second: string): string {
  return first === second ? `${first} twice` : `both ${first} and ${second}`;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function shown(line: string): string {
  return JSON.stringify(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line);
}

function listed(names: readonly string[]): string {
  const [first, ...rest] = names;
  if (rest.length === 0) return `${first}`;
  return names.length > 4 ? `${first}, and ${rest.length} more are missing` : names.join(', no ');
}

/** Whether two texts have the same lines, in any order. */
export function sameLines(a: string, b: string): boolean {
  if (a === b) return true;
  return a.length === b.length && sorted(a) === sorted(b);
}

function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}
