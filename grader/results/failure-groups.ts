import type { FailureRecord } from '../../harness/run/result-file.ts';
import type { GradedScenario, SubmissionRecord } from './grade-file.ts';

/** Failures of one cause, as far as rule and message can tell, over a class or over one submission. */
export interface FailureGroup {
  readonly rule: string;
  /** The first one, in the order of ids and of the course. */
  readonly example: FailureExample;
  /** Runs that were lost to it, those among them that were not made. */
  readonly runs: number;
  /** Ids of the submissions that have it, in the order in which they were added. */
  readonly submissions: readonly string[];
  readonly places: readonly FailurePlace[];
}

export interface FailureExample extends FailureRecord {
  readonly id: string;
  readonly part: string;
  readonly slug: string;
}

/** A scenario with such failures: over a class, the sums of all submissions that have them. */
export interface FailurePlace {
  readonly part: string;
  readonly slug: string;
  readonly lost: number;
}

interface Gathered {
  readonly example: FailureExample;
  readonly submissions: Set<string>;
  readonly places: Map<string, { readonly part: string; readonly slug: string; lost: number }>;
  runs: number;
}

const LONGEST_KEY = 200;
/**
 * Of one submission; beyond them its failures are told apart by their rules only. Messages are a stranger's.
 */
const MOST_CAUSES = 100;

/** Gathers failures submission by submission, so that no class has to be held in memory. */
export class FailureGroups {
  private readonly gathered = new Map<string, Gathered>();

  add({ id, parts }: Pick<SubmissionRecord, 'id' | 'parts'>): void {
    const most = this.gathered.size + MOST_CAUSES;
    for (const { part, scenarios } of parts) {
      for (const scenario of scenarios) {
        scenario.failures.forEach((failure, index) => {
          const isLast = index === scenario.failures.length - 1;
          const example = { ...failure, id, part, slug: scenario.slug };
          this.addFailure(example, isLast ? runsOfLast(scenario) : 1, most);
        });
      }
    }
  }

  /** Those with the most submissions first, and of these those that cost the most runs. */
  groups(): FailureGroup[] {
    return [...this.gathered.values()]
      .map(({ example, submissions, places, runs }) => ({
        rule: example.rule,
        example,
        runs,
        submissions: [...submissions],
        places: [...places.values()],
      }))
      .sort((a, b) => b.submissions.length - a.submissions.length || b.runs - a.runs);
  }

  private addFailure(example: FailureExample, lost: number, most: number): void {
    const cause = causeOf(example);
    const key = this.gathered.has(cause) || this.gathered.size < most ? cause : example.rule;
    const group = this.gathered.get(key) ?? { example, submissions: new Set(), places: new Map(), runs: 0 };
    this.gathered.set(key, group);
    group.submissions.add(example.id);
    group.runs += lost;
    const { part, slug } = example;
    const place = group.places.get(`${part} ${slug}`) ?? { part, slug, lost: 0 };
    group.places.set(`${part} ${slug}`, place);
    place.lost += lost;
  }
}

/** The failures of a class that is in memory. */
export function failureGroups(submissions: Iterable<Pick<SubmissionRecord, 'id' | 'parts'>>): FailureGroup[] {
  const groups = new FailureGroups();
  for (const submission of submissions) groups.add(submission);
  return groups.groups();
}

/**
 * The last failure stands for what is not told one by one: runs that were not made, and, of a missed floor,
 * all those that passed.
 */
function runsOfLast({ runs, passed, failures }: GradedScenario): number {
  return Math.max(0, runs - passed - (failures.length - 1));
}

/** Numbers and what was quoted differ from run to run; what a check saw in detail does, too. */
function causeOf({ rule, message }: FailureRecord): string {
  const normal = message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\d+(?:\.\d+)?/g, '#')
    .replace(/server #(?:(?:, | and )server #)+/g, 'server #')
    .replace(/#(?:(?:, | and )#)+/g, '#');
  // Said by Node, the bundler or the grader, not by a check: there only the whole message tells causes apart.
  const isGeneral = /^(?:lab|grader)\//.test(rule);
  const [headline = ''] = isGeneral ? [normal] : normal.split(/[:;] /, 1);
  return `${rule} ${headline.slice(0, LONGEST_KEY)}`;
}
