import type { Lane, LaneBundle } from '../judge/lane.ts';
import { makePartRuns } from './make-part-runs.ts';
import { type PartMaker, type RunListener, throughJournal } from './part-maker.ts';
import type { PartRuns, PartWork } from './part-work.ts';
import type { RunJournal } from './run-journal.ts';

/** The grading was stopped between two runs. What was made is in the journals. */
export class Interrupted extends Error {}

let nextBundleId = 1;

/** Makes runs on this machine, in a lane of its own. */
export class LanePartMaker implements PartMaker {
  private readonly lane: Lane;
  private readonly stop: AbortSignal;
  private readonly bundles = new Map<string, LaneBundle>();

  /** Once `stop` is given, no further run begins: `Interrupted` is thrown instead. */
  constructor(lane: Lane, stop: AbortSignal) {
    this.lane = lane;
    this.stop = stop;
  }

  async makePart(work: PartWork, journal: RunJournal, listener: RunListener): Promise<PartRuns> {
    const bundle = this.laneBundle(work);
    const makeRun = throughJournal(work, journal, listener, async ({ part, slug, seed, mode }) => {
      if (this.stop.aborted) throw new Interrupted();
      const { result } = await this.lane.run({ bundle, part, slug, seed, mode, record: undefined });
      return result;
    });
    const made = await makePartRuns(work, makeRun);
    for (const { notMade } of made.scenarios) listener.runsSkipped(notMade.length);
    return made;
  }

  endSubmission(): void {
    this.lane.endSubmission();
    this.bundles.clear();
  }

  private laneBundle({ bundle: { hash, bundle } }: PartWork): LaneBundle {
    const known = this.bundles.get(hash) ?? { id: nextBundleId++, bundle };
    this.bundles.set(hash, known);
    return known;
  }
}
