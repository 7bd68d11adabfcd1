/**
 * `server 1`, `servers 0, 2`, `server 1, client 0`: names that differ only in their number are put together.
 * So are the servers of a group: `g1.0–2, g2.1`.
 */
export function namesText(names: Iterable<string>): string {
  return [...byKind(names)].map(([kind, numbers]) => groupText(kind, numbers)).join(', ');
}

/** `server 1 → 0, 2`, `client 0 → server 1`: who sends, and who receives, if anybody does. */
export function peopleText(from: Iterable<string>, to: Iterable<string>): string {
  const [senders, receivers] = [byKind(from), byKind(to)];
  const [[kind, numbers] = ['', []]] = receivers;
  if (receivers.size === 0) return namesText(from);
  const isOneKind =
    senders.size === 1 &&
    receivers.size === 1 &&
    senders.has(kind) &&
    !numbers.includes('') &&
    !kind.endsWith('.');
  return `${namesText(from)} → ${isOneKind ? inOrder(numbers) : namesText(to)}`;
}

/** The numbers of each kind; a name without a number is a kind with an empty one. */
function byKind(names: Iterable<string>): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const name of names) {
    const [, kind = name, number = ''] = /^(.*\.)(\d+)$/.exec(name) ?? /^(.*) (\d+)$/.exec(name) ?? [];
    kinds.set(kind, [...(kinds.get(kind) ?? []), number]);
  }
  return kinds;
}

function groupText(kind: string, numbers: readonly string[]): string {
  if (kind.endsWith('.')) {
    const names = stretches(sorted(numbers)).map((number) => `${kind}${number}`);
    return names.join(', ');
  }
  return numbers.length === 1 ? `${kind} ${numbers[0]}`.trimEnd() : `${plural(kind)} ${inOrder(numbers)}`;
}

function plural(kind: string): string {
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}

function inOrder(numbers: readonly string[]): string {
  const ascending = sorted(numbers);
  return ascending.length < MANY ? ascending.join(', ') : stretches(ascending).join(', ');
}

function sorted(numbers: readonly string[]): string[] {
  return [...numbers].sort((a, b) => Number(a) - Number(b));
}

/** So many are worth a dash. */
const MANY = 4;
const LONG_STRETCH = 3;

/** `0–2, 4–6` of all but 3: wide lines have little room for what a message carries. */
function stretches(ascending: readonly string[]): string[] {
  const found: string[][] = [];
  for (const number of ascending) {
    const stretch = found.at(-1);
    if (stretch && Number(number) === Number(stretch.at(-1)) + 1) stretch.push(number);
    else found.push([number]);
  }
  return found.flatMap((stretch) =>
    stretch.length < LONG_STRETCH ? stretch : [`${stretch[0]}–${stretch.at(-1)}`],
  );
}
