import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureRecord } from '../../harness/run/result-file.ts';
import { findPart } from '../../harness/scenarios/find.ts';
import type { Trace } from '../../harness/trace/trace.ts';
import { timelinePage } from '../../harness/view/page.ts';
import type { Submission } from '../intake/submission.ts';
import { COSTLY_RULES } from '../judge/ended-run.ts';
import type { Lane, LaneBundle } from '../judge/lane.ts';
import { pageName } from '../pages/page-name.ts';
import type { TimelineLink } from '../pages/timeline-link.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import type { BundleShop } from './bundle-shop.ts';

/** What a timeline shows. */
interface FailingRun extends FailureRecord {
  readonly part: string;
  readonly slug: string;
}

/** Failures of which there is nothing to see, or that take seconds to be had again. */
const WITHOUT_PICTURE: ReadonlySet<string> = new Set([
  ...COSTLY_RULES,
  'scenario/floor',
  'lab/not-implemented',
  'lab/compiles',
]);

/** Records failing runs again, for the pages of students. */
export class TimelineMaker {
  private readonly shop: Pick<BundleShop, 'bundle'>;
  private readonly lane: Lane;
  private readonly out: string;
  private nextBundleId = 1;

  /** `out`: the folder of results. */
  constructor(shop: Pick<BundleShop, 'bundle'>, lane: Lane, out: string) {
    this.shop = shop;
    this.lane = lane;
    this.out = out;
  }

  /** The first failing run of each rule, and of no more than `most`. */
  async make(
    submission: Submission,
    record: SubmissionRecord,
    withReference: readonly string[],
    most: number,
  ): Promise<TimelineLink[]> {
    // What runs split may go another way in one process, and that way is not what was graded.
    if (record.mode === 'split' || submission.refusal !== undefined) return [];
    const links: TimelineLink[] = [];
    const bundles = new Map<string, LaneBundle>();
    for (const run of runsToShow(record).slice(0, most)) {
      const bundle = await this.bundle(submission, run.part, withReference, bundles);
      const link = bundle && (await this.record(submission, run, bundle));
      if (link) links.push(link);
    }
    this.lane.endSubmission();
    this.removeOthers(submission, links);
    return links;
  }

  /** Its name says which code ran: one that is there need not be made again. */
  private async record(
    { id, digest }: Submission,
    { part, slug, seed, replay }: FailingRun,
    bundle: LaneBundle,
  ): Promise<TimelineLink | undefined> {
    const link = { part, slug, seed, file: `${part}-${slug}-${seed}-${digest.slice(0, 8)}.html` };
    const path = join(this.folderOf(id), link.file);
    if (existsSync(path)) return link;
    const order = { replay, implementation: id };
    const { trace } = await this.lane.run({ bundle, part, slug, seed, mode: 'fast', record: order });
    if (trace === undefined) return undefined;
    mkdirSync(this.folderOf(id), { recursive: true });
    writeFileSync(path, await timelinePage([JSON.parse(trace) as Trace]));
    return link;
  }

  /** Of code that was handed in before. */
  private removeOthers({ id }: Submission, links: readonly TimelineLink[]): void {
    const folder = this.folderOf(id);
    if (!existsSync(folder)) return;
    const kept = new Set(links.map(({ file }) => file));
    for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name), { force: true });
  }

  private folderOf(id: string): string {
    return join(this.out, 'students', pageName(id), 'timelines');
  }

  private async bundle(
    { root }: Submission,
    part: string,
    withReference: readonly string[],
    known: Map<string, LaneBundle>,
  ): Promise<LaneBundle | undefined> {
    const labId = findPart(part).lab.id;
    const before = known.get(labId);
    if (before) return before;
    const result = await this.shop.bundle({ labId, root, withReference });
    if (result.kind === 'failed') return undefined;
    const bundle = { id: this.nextBundleId++, bundle: result.bundle };
    known.set(labId, bundle);
    return bundle;
  }
}

function runsToShow({ parts }: SubmissionRecord): FailingRun[] {
  const byRule = new Map<string, FailingRun>();
  for (const { part, prerequisites, scenarios } of parts) {
    // It ran on our earlier labs: a recording on the student's would show something else.
    if (prerequisites === 'ours') continue;
    for (const { slug, failures } of scenarios) {
      for (const failure of failures) {
        if (
          !WITHOUT_PICTURE.has(failure.rule) &&
          !/^grader\//.test(failure.rule) &&
          !byRule.has(failure.rule)
        ) {
          byRule.set(failure.rule, { ...failure, part, slug });
        }
      }
    }
  }
  return [...byRule.values()];
}
