import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPart } from '../../harness/scenarios/find.ts';
import type { ClassPlan, PlannedPart } from '../engine/class-plan.ts';
import { ClassGrading } from '../engine/grade-class.ts';
import { Workshop } from '../engine/workshop.ts';
import { takeIn } from '../intake/take-in.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import type { TierName } from '../sandbox/tier.ts';
import { runSeeds } from '../seeds.ts';
import type { Attack } from './attack.ts';
import type { LoggedRun } from './forged-log.ts';

/** What attacks are wrapped around: by name, the file that holds it. */
export const BASES = {
  /** As it is handed out: worth nothing. */
  stub: '../examples/empty-stub/lab2-raft/raft.ts',
  /** Elects leaders and can do no more: worth half of the points here. */
  half: '../examples/election-only/lab2-raft/raft.ts',
} as const;
export type Base = keyof typeof BASES;

/** Honest and right: sits among the cheats, and keeps all its points. */
const BYSTANDER_CODE = fileURLToPath(new URL('../../solutions/lab2-raft', import.meta.url));
export const BYSTANDER = 'bystander';

export function submissionName(base: Base, attack?: Attack): string {
  return attack ? `${attack.name}-${base}` : `plain-${base}`;
}

/** Two scenarios worth a point each: one that code without a log can pass, and one that it can't. */
const SCENARIOS = [
  ['lab2a', 'initial-election'],
  ['lab2b', 'basic-agreement'],
] as const;
const SEEDS = 2;

/** All runs that are made, in their order. */
export function hostileRuns(): readonly LoggedRun[] {
  const { seeds } = hostilePlan();
  return SCENARIOS.flatMap(([part, slug]) => seeds.map((seed) => ({ part, slug, seed })));
}

/** Grades these attacks around each base, the bases alone and the bystander, in one class; by id. */
export async function gradeHostileClass(
  tier: TierName,
  attacks: readonly Attack[],
): Promise<ReadonlyMap<string, SubmissionRecord>> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-hostile-class-'));
  const workshop = await Workshop.open(tier);
  try {
    writeClass(join(folder, 'class'), attacks);
    const { submissions } = await takeIn(join(folder, 'class'), workshop.trees);
    const plan = hostilePlan();
    const grading = new ClassGrading(plan, {
      shop: workshop.shop,
      newMaker: () => workshop.newMaker(plan),
      jobs: availableParallelism(),
      store: join(folder, 'store'),
      context: workshop.context(plan),
      progress: { runDone() {}, runsSkipped() {}, submissionDone() {}, submissionKnown() {}, end() {} },
    });
    const factsOf = () => ({ lateDays: 0 });
    await grading.gradeAll(submissions, factsOf);
    return new Map([...grading.graded(submissions, factsOf)].map(({ record }) => [record.id, record]));
  } finally {
    workshop.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeClass(folder: string, attacks: readonly Attack[]): void {
  cpSync(BYSTANDER_CODE, join(folder, BYSTANDER, 'lab2-raft'), { recursive: true });
  for (const base of Object.keys(BASES) as Base[]) {
    const code = textOf(BASES[base]);
    writeFiles(join(folder, submissionName(base)), { 'lab2-raft/raft.ts': code });
    for (const attack of attacks) {
      const { before = '', after = '', files = {} } = attack;
      const text = `${before}\n${code}\n${after}`;
      writeFiles(join(folder, submissionName(base, attack)), { ...files, 'lab2-raft/raft.ts': text });
    }
  }
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function textOf(file: string): string {
  return readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
}

/** Half of the runs are repeated split. Limits are low, so that what has to be ended ends soon. */
function hostilePlan(): ClassPlan {
  const parts = SCENARIOS.map(([id, slug]): PlannedPart => {
    const { part } = findPart(id);
    return { part: { ...part, scenarios: part.scenarios.filter((one) => one.slug === slug) }, points: [1] };
  });
  const secret = 'hostile';
  return {
    labs: [{ lab: findPart('lab2a').lab, parts }],
    seeds: runSeeds(SEEDS, secret),
    policy: { ...DEFAULT_POLICY, runs: SEEDS, splitSample: 0.5 },
    withReference: [],
    sampleSecret: secret,
    limits: {
      ...RUN_LIMITS,
      hangCpuMs: 1000,
      runCpuMs: 10_000,
      stalledMs: 5000,
      judgeMs: 10_000,
      memoryMb: 256,
    },
  };
}
