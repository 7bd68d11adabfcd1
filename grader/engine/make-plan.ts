import type { Part } from '../../harness/scenarios/scenario.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { Misuse } from '../misuse.ts';
import type { Policy } from '../policy/policy.ts';
import type { GradingRecord } from '../results/grade-file.ts';
import { shareOutPoints } from '../score/scenario-points.ts';
import { scoreRuleText } from '../score/score-rule.ts';
import { runSeeds } from '../seeds.ts';
import { planLabs } from '../work-plan.ts';
import type { ClassPlan, PlannedPart } from './class-plan.ts';

/** What the command line asks of a grading. */
export interface PlanWishes {
  /** Labs and parts; empty: those of the policy, or all of `present`. */
  readonly labs: readonly string[];
  readonly withReference: readonly string[];
  readonly seedBase: string | undefined;
  /** Draws which runs are repeated split. */
  readonly sampleSecret: string;
  /** Ids of labs that any submission has. */
  readonly present: ReadonlySet<string>;
}

/** Throws `Misuse` for words that nothing is called. */
export function makePlan(policy: Policy, wishes: PlanWishes): ClassPlan {
  const { labs, withReference, seedBase, sampleSecret, present } = wishes;
  const words = labs.length > 0 ? labs : Object.keys(policy.parts ?? {});
  const planned = planLabs(words, withReference, present).map(({ lab, parts }) => ({
    lab,
    parts: parts.map((part) => plannedPart(part, policy)),
  }));
  const most = policy.runs === 'auto' ? policy.auto.most : policy.runs;
  return {
    labs: planned,
    seeds: runSeeds(most, seedBase),
    policy,
    withReference,
    sampleSecret,
    limits: {
      ...RUN_LIMITS,
      memoryMb: policy.limits.memoryMb,
      runCpuMs: policy.limits.cpuSecondsPerRun * 1000,
    },
  };
}

export function gradingRecord(
  { labs, seeds, policy, withReference }: ClassPlan,
  secretSeeds: boolean,
): GradingRecord {
  return {
    parts: labs.flatMap(({ parts }) => parts.map(({ part }) => part.id)),
    runs: seeds.length,
    auto: policy.runs === 'auto',
    secretSeeds,
    withReference,
    scoreRule: scoreRuleText(policy.score),
  };
}

function plannedPart(part: Part, { parts }: Policy): PlannedPart {
  const weights = part.scenarios.map(({ points }) => points);
  if (!parts) return { part, points: weights };
  const points = parts[part.id];
  if (points === undefined) {
    throw new Misuse(`--lab asks for ${part.id}, to which the policy gives no points: add it there`);
  }
  return { part, points: shareOutPoints(points, weights) };
}
