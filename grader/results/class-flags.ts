import type { FailureKind } from '../../harness/run/result.ts';
import type { ClassFlag, GradedPart, GradedScenario, SubmissionRecord } from './grade-file.ts';

/** Fewer say nothing about a scenario. */
const LEAST_SUBMISSIONS = 5;
/** Of those that tried. */
const NEARLY_EVERYONE = 0.9;
/**
 * Whoever has not got so far has not failed: half a class that has not begun lab 2d says nothing about it.
 */
const NOT_TRIED: ReadonlySet<FailureKind> = new Set<FailureKind>(['compile', 'not-implemented']);
/** Made by looking at the submissions; flags of other kinds are brought along. */
const OF_SUBMISSIONS: ReadonlySet<ClassFlag['kind']> = new Set<ClassFlag['kind']>([
  'fails-for-nearly-everyone',
  'tampering',
  'undecided',
]);

interface Tally {
  readonly part: string;
  readonly slug: string;
  tried: number;
  failed: number;
}

/** Looks at one submission after the other, and says at the end what a person should look at. */
export class ClassFlags {
  private readonly tallies = new Map<string, Tally>();
  private readonly flags: ClassFlag[];

  /** `known`: what others have found. Kinds that are made here are left out, as they are found again. */
  constructor(known: readonly ClassFlag[]) {
    this.flags = known.filter(({ kind }) => !OF_SUBMISSIONS.has(kind));
  }

  add(record: SubmissionRecord): void {
    this.flags.push(...tamperingFlag(record), ...undecidedFlag(record));
    for (const { part, scenarios } of record.parts) {
      for (const scenario of scenarios) this.count(part, scenario);
    }
  }

  /** Each once, in an order that does not depend on where they come from. */
  all(): ClassFlag[] {
    const sorted = [...this.flags, ...this.hardScenarios()].map((flag) => ({ flag, key: sortKey(flag) }));
    const unique = new Map(sorted.map((entry) => [entry.key, entry]));
    return [...unique.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ flag }) => flag);
  }

  private count(part: string, scenario: GradedScenario): void {
    const { slug, runs, passed, failures } = scenario;
    if (runs === 0 || failures.some(({ kind }) => NOT_TRIED.has(kind))) return;
    const tally = this.tallies.get(`${part} ${slug}`) ?? { part, slug, tried: 0, failed: 0 };
    this.tallies.set(`${part} ${slug}`, tally);
    tally.tried += 1;
    if (passed * 2 < runs) tally.failed += 1;
  }

  private hardScenarios(): ClassFlag[] {
    return [...this.tallies.values()]
      .filter(({ tried, failed }) => tried >= LEAST_SUBMISSIONS && failed >= NEARLY_EVERYONE * tried)
      .map(({ part, slug, tried, failed }) => ({
        kind: 'fails-for-nearly-everyone',
        part,
        slug,
        message:
          `${failed} of the ${tried} submissions that tried ${part} ${slug} fail more than half of ` +
          'its runs: look at the scenario before you take points for it',
      }));
  }
}

/** `ours`: how our solution did with the seeds of the class. It should not lose a run. */
export function solutionFlags(ours: readonly GradedPart[]): ClassFlag[] {
  return ours.flatMap(({ part, scenarios }) =>
    scenarios
      .filter(({ runs, passed }) => passed < runs)
      .map(({ slug, runs, passed, failures }) => ({
        kind: 'fails-for-our-solution' as const,
        part,
        slug,
        message:
          `our own solution passes ${passed} of ${runs} runs of ${part} ${slug} ` +
          `(${failures[0]?.rule ?? 'no reason'}): nobody should lose points there`,
      })),
  );
}

function tamperingFlag({ id, mode, parts }: SubmissionRecord): ClassFlag[] {
  const places = placesOf(
    parts,
    ({ failures }) => failures.filter(({ kind }) => kind === 'tampering').length,
  );
  if (mode === 'sampled' && places.length === 0) return [];
  const where = places.length === 0 ? '' : ` (${namesOf(places)})`;
  const message =
    'runs with every server in a process of its own ended differently from those in one process' +
    `${where}, so all of it was run in that way: its servers may talk behind the network's back`;
  return [{ kind: 'tampering', id, message }];
}

function undecidedFlag({ id, parts }: SubmissionRecord): ClassFlag[] {
  const places = placesOf(parts, ({ failures, undecided = [] }) => {
    return undecided.length + failures.filter(({ kind }) => kind === 'unknown').length;
  });
  const runs = places.reduce((sum, { count }) => sum + count, 0);
  if (runs === 0) return [];
  const what = runs === 1 ? 'one run has' : `${runs} runs have`;
  return [{ kind: 'undecided', id, message: `${what} no verdict: ${namesOf(places)}` }];
}

interface Place {
  readonly name: string;
  readonly count: number;
}

function placesOf(parts: readonly GradedPart[], countOf: (scenario: GradedScenario) => number): Place[] {
  return parts
    .flatMap(({ part, scenarios }) =>
      scenarios.map((scenario) => ({ name: `${part} ${scenario.slug}`, count: countOf(scenario) })),
    )
    .filter(({ count }) => count > 0);
}

/** Of many, the first three. */
function namesOf(places: readonly Place[]): string {
  const hidden = places.length - 3;
  const names = places.slice(0, 3).map(({ name }) => name);
  return `${names.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function sortKey({ kind, part = '', slug = '', id = '', message }: ClassFlag): string {
  return JSON.stringify([kind, part, slug, id, message]);
}
