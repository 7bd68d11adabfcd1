/** Ascending numbers: `0–3, 7`. */
export function rangesText(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] as number) + 1) end++;
    if (end >= at + 2) parts.push(`${numbers[at]}–${numbers[end]}`);
    else parts.push(...numbers.slice(at, end + 1).map(String));
    at = end + 1;
  }
  return parts.join(', ');
}
