import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleResult } from '../../harness/run/bundler.ts';
import { findPart } from '../../harness/scenarios/find.ts';
import { type BundleRequest, BundleShop } from '../engine/bundle-shop.ts';
import type { ClassPlan, PlannedPart } from '../engine/class-plan.ts';
import { ClassGrading } from '../engine/grade-class.ts';
import { Workshop } from '../engine/workshop.ts';
import type { Submission } from '../intake/submission.ts';
import { takeIn } from '../intake/take-in.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import type { TierName } from '../sandbox/tier.ts';
import { runSeeds } from '../seeds.ts';
import type { Attack } from './attack.ts';
import type { LoggedRun } from './forged-log.ts';

/** What attacks are wrapped around: by name, the file that holds it. */
const BASES = {
  /** As it is handed out: worth nothing. */
  stub: '../examples/empty-stub/lab2-raft/raft.ts',
  /** Elects leaders and can do no more: worth half of the points here. */
  half: '../examples/election-only/lab2-raft/raft.ts',
} as const;
type Base = keyof typeof BASES;
export const BASE_NAMES = Object.keys(BASES) as readonly Base[];

/** Honest and right: sits among the cheats, and keeps all its points. */
const BYSTANDER_CODE = fileURLToPath(new URL('../../solutions/lab2-raft', import.meta.url));
export const BYSTANDER = 'bystander';

export function submissionName(base: Base, attack?: Attack): string {
  return attack ? `${attack.name}-${base}` : `plain-${base}`;
}

/**
 * Two scenarios worth a point each: one that code without a log can't pass, and one that it can, which comes
 * second so that it finds what the run before it has left in the process.
 */
const SCENARIOS = [
  ['lab2b', 'basic-agreement'],
  ['lab2a', 'initial-election'],
] as const;
/** One for each scenario: two runs in one process, and every run that passes is repeated split. */
const SEEDS = 1;

/** All runs that are made, in their order. */
export function hostileRuns(): readonly LoggedRun[] {
  const { seeds } = hostilePlan();
  return SCENARIOS.flatMap(([part, slug]) => seeds.map((seed) => ({ part, slug, seed })));
}

/** These attacks around each base, the bases alone and the bystander: graded on one sandbox after another. */
export class HostileClass {
  private readonly attacks: readonly Attack[];
  private readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-hostile-class-'));
  private readonly shop = new BundleShop();
  /** What a submission is bundled to does not depend on the sandbox. */
  private readonly bundles = new Map<string, Promise<BundleResult>>();
  private submissions: readonly Submission[] = [];

  private constructor(attacks: readonly Attack[]) {
    this.attacks = attacks;
  }

  static async open(attacks: readonly Attack[]): Promise<HostileClass> {
    const opened = new HostileClass(attacks);
    const { folder } = opened;
    writeClass(join(folder, 'class'), attacks);
    opened.submissions = (await takeIn(join(folder, 'class'), join(folder, 'trees'))).submissions;
    return opened;
  }

  /** By id. */
  async grade(tier: TierName): Promise<ReadonlyMap<string, SubmissionRecord>> {
    const workshop = await Workshop.open(tier);
    try {
      const plan = hostilePlan();
      const grading = new ClassGrading(plan, {
        shop: { bundle: (request) => this.bundle(request) },
        newMaker: () => workshop.newMaker(plan),
        jobs: availableParallelism(),
        store: join(this.folder, `store-${tier}`),
        context: workshop.context(plan),
        progress: { runDone() {}, runsSkipped() {}, submissionDone() {}, submissionKnown() {}, end() {} },
      });
      const factsOf = () => ({ lateDays: 0 });
      const { submissions } = this;
      const [asleep, awake] = this.apart();
      await Promise.all([grading.gradeAll(asleep, factsOf), grading.gradeAll(awake, factsOf)]);
      return new Map([...grading.graded(submissions, factsOf)].map(({ record }) => [record.id, record]));
    } finally {
      workshop.close();
    }
  }

  close(): void {
    this.shop.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Those that sleep, and all others. */
  private apart(): readonly [asleep: readonly Submission[], awake: readonly Submission[]] {
    const sleeping = this.attacks.filter(({ sleeps }) => sleeps);
    const ids = new Set(sleeping.flatMap((attack) => BASE_NAMES.map((base) => submissionName(base, attack))));
    const { submissions } = this;
    return [submissions.filter(({ id }) => ids.has(id)), submissions.filter(({ id }) => !ids.has(id))];
  }

  private bundle(request: BundleRequest): Promise<BundleResult> {
    const key = JSON.stringify(request);
    const bundle = this.bundles.get(key) ?? this.shop.bundle(request);
    this.bundles.set(key, bundle);
    return bundle;
  }
}

function writeClass(folder: string, attacks: readonly Attack[]): void {
  cpSync(BYSTANDER_CODE, join(folder, BYSTANDER, 'lab2-raft'), { recursive: true });
  for (const base of BASE_NAMES) {
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

/** Limits are low, so that what has to be ended ends soon. */
function hostilePlan(): ClassPlan {
  const parts = SCENARIOS.map(([id, slug]): PlannedPart => {
    const { part } = findPart(id);
    return { part: { ...part, scenarios: part.scenarios.filter((one) => one.slug === slug) }, points: [1] };
  });
  const secret = 'hostile';
  return {
    labs: [{ lab: findPart('lab2a').lab, parts }],
    seeds: runSeeds(SEEDS, secret),
    policy: { ...DEFAULT_POLICY, runs: SEEDS, splitSample: 1 },
    withReference: [],
    sampleSecret: secret,
    limits: {
      ...RUN_LIMITS,
      hangCpuMs: 500,
      runCpuMs: 10_000,
      stalledMs: 5000,
      judgeMs: 10_000,
      memoryMb: 256,
    },
  };
}
