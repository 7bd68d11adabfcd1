/** So many of a long list are told. */
const MOST_TOLD = 8;

/** `group 1`, `groups 1, 2`, `groups 1, 2, … (20 of them)`; `no groups`. */
export function listGroups(gids: readonly number[]): string {
  if (gids.length === 0) return 'no groups';
  const told = gids.slice(0, MOST_TOLD).join(', ');
  const rest = gids.length > MOST_TOLD ? `, … (${gids.length} of them)` : '';
  return `${gids.length === 1 ? 'group' : 'groups'} ${told}${rest}`;
}

/** `[a, b]`. */
export function listNames(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}

/** The first parts of a long text, and how many it leaves out. */
export function someOf(parts: readonly string[]): string {
  const told = parts.slice(0, MOST_TOLD).join(', ');
  return parts.length > MOST_TOLD ? `${told} and ${parts.length - MOST_TOLD} more` : told;
}
