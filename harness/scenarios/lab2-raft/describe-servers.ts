import type { ServerReport } from './server-report.ts';

/** Where a command was accepted last, before the wait for it ended. */
export interface AcceptedOffer {
  readonly server: number;
  readonly index: number;
  readonly term: number;
  /** Another entry was committed at this index. */
  readonly isLost: boolean;
}

/**
 * What each server said last, and how often it has stood since `before`: `server 0 is in term 14 (seen to
 * stand 7 times), server 1 leads term 3 (cut off, not seen to stand), server 2 is down`.
 */
export function describeElection(before: readonly ServerReport[], now: readonly ServerReport[]): string {
  const times = now.map(({ timesStood }, position) => timesStood - (before[position]?.timesStood ?? 0));
  const hasAnyStood = times.some((count) => count > 0);
  const servers = now.map((report, position) => {
    const { name, condition, isLeader, term } = report;
    if (condition === 'down') return `${name} is down`;
    const stood = hasAnyStood ? [describeTimes(times[position] ?? 0)] : [];
    const details = condition === 'well' ? stood : [condition, ...stood];
    const remarks = details.length === 0 ? '' : ` (${details.join(', ')})`;
    return `${name} ${isLeader ? 'leads' : 'is in'} term ${term}${remarks}`;
  });
  return `${servers.join(', ')}${hasAnyStood ? '' : '; nobody was seen to stand'}`;
}

function describeTimes(count: number): string {
  if (count === 0) return 'not seen to stand';
  return `seen to stand ${count === 1 ? 'once' : `${count} times`}`;
}

/** Why these servers, who can all talk, are not one leader and its followers in one term. */
export function describeDisunity(reports: readonly ServerReport[]): string {
  const leaders = reports.filter(({ isLeader }) => isLeader);
  const [leader, ...more] = leaders;
  if (!leader) return 'nobody leads';
  if (more.length > 0) {
    const all = more.length === 1 ? 'both' : 'all';
    return `${names(leaders)} ${all} say they lead (terms ${list(leaders.map(({ term }) => term))})`;
  }
  const others = reports.filter(({ term }) => term !== leader.term);
  const where = others.map(({ name, term }) => `${name} is in term ${term}`);
  return `${list(where)}, the leader ${leader.name} in term ${leader.term}`;
}

/** How far a command has come that was to be agreed on, or has not. */
export function describeOffer(reports: readonly ServerReport[], offer: AcceptedOffer | undefined): string {
  if (!offer) return `no server accepted it; ${describeLeaders(reports)}`;
  const accepted = `server ${offer.server} accepted it at index ${offer.index} in term ${offer.term}`;
  if (offer.isLost) return `${accepted}, but another entry was committed there; ${describeLeaders(reports)}`;
  return `${accepted}; ${describeApplied(reports, offer.index)}`;
}

/** Who has applied this index, who lacks it, and who leads. */
export function describeApplied(reports: readonly ServerReport[], logIndex: number): string {
  const up = reports.filter(({ condition }) => condition !== 'down');
  const have = up.filter(({ appliedIndex }) => appliedIndex >= logIndex);
  const lack = up
    .filter(({ appliedIndex }) => appliedIndex < logIndex)
    .map((report) => `${report.name} only up to ${report.appliedIndex}${remark(report)}`);
  const down = reports.filter(({ condition }) => condition === 'down');
  return [
    `${have.length === 0 ? 'nobody has' : `${names(have)} ${have.length === 1 ? 'has' : 'have'}`} applied index ${logIndex}`,
    ...lack,
    ...down.map(({ name }) => `${name} is down`),
    describeLeaders(reports),
  ].join(', ');
}

function describeLeaders(reports: readonly ServerReport[]): string {
  const leaders = reports.filter(({ isLeader }) => isLeader);
  if (leaders.length === 0) return 'nobody leads';
  return list(leaders.map((report) => `${report.name} leads term ${report.term}${remark(report)}`));
}

function remark({ condition }: ServerReport): string {
  return condition === 'well' ? '' : ` (${condition})`;
}

function names(reports: readonly ServerReport[]): string {
  return list(reports.map(({ name }) => name));
}

/** `1, 2 and 3`. */
function list(items: readonly (number | string)[]): string {
  const last = items.at(-1);
  return items.length < 2 ? String(last) : `${items.slice(0, -1).join(', ')} and ${last}`;
}
