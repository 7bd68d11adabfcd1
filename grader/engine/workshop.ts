import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lane } from '../judge/lane.ts';
import { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { findTier } from '../sandbox/find-tier.ts';
import type { Tier, TierName } from '../sandbox/tier.ts';
import { BundleShop } from './bundle-shop.ts';
import type { ClassPlan } from './class-plan.ts';
import { runContext } from './grading-context.ts';
import { LanePartMaker } from './lane-part-maker.ts';

/** Everything that grading on this machine needs, and that has to be put away in the end. */
export class Workshop {
  readonly tier: Tier;
  readonly shop: BundleShop = new BundleShop();
  /** For clean trees of submissions. */
  readonly trees: string;
  readonly programs: SandboxPrograms;
  private readonly lanes: Lane[] = [];
  private readonly stop = new AbortController();

  private constructor(tier: Tier, programs: SandboxPrograms) {
    this.tier = tier;
    this.programs = programs;
    this.trees = mkdtempSync(join(tmpdir(), 'lockstep-trees-'));
  }

  /** Throws `Misuse` if this sandbox does not work here. */
  static async open(wanted: TierName | undefined): Promise<Workshop> {
    const tier = findTier(wanted);
    return new Workshop(tier, await SandboxPrograms.prepare(tier));
  }

  /** Given once `interrupt` was called. */
  get stopped(): AbortSignal {
    return this.stop.signal;
  }

  context(plan: ClassPlan): string {
    return runContext(this.programs, plan);
  }

  newLane(plan: ClassPlan): Lane {
    const lane = new Lane(this.programs, plan.limits);
    this.lanes.push(lane);
    return lane;
  }

  newMaker(plan: ClassPlan): LanePartMaker {
    return new LanePartMaker(this.newLane(plan), this.stop.signal);
  }

  /** No further run begins: whoever makes runs throws `Interrupted` after the one in flight. */
  interrupt(): void {
    this.stop.abort();
  }

  /** Ends all processes, and removes all but the results. Does not wait: it can be the last act. */
  close(): void {
    for (const lane of this.lanes) void lane.close();
    this.shop.close();
    this.programs.remove();
    rmSync(this.trees, { recursive: true, force: true });
  }
}
