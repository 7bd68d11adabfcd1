import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSeed } from '../../../labrpc/sim/random.ts';
import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import { isRunPlan } from './check-plan.ts';

/** A run that `shrink` found, as a file: version 1. */
export interface PlanFile {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** By which the run failed when the file was written. */
  readonly rule: string;
  readonly plan: RunPlan;
}

const FORMAT = 'lockstep-plan';
const VERSION = 1;

/** Writes a plan into this folder, which need not exist. Returns the name of the file. */
export async function writePlanFile(
  folder: string,
  content: Omit<PlanFile, 'format' | 'version'>,
): Promise<string> {
  const { part, slug, seed } = content;
  const name = `${part}-${slug}-seed${seed}.plan.json`;
  const file: PlanFile = { format: FORMAT, version: VERSION, ...content };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `${JSON.stringify(file, null, 2)}\n`);
  return name;
}

/** The content of a plan file, or what is wrong with it, in words that follow its name. */
export function readPlanFile(path: string): PlanFile | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'there is no such file, or it cannot be read.';
  }
  let content: Partial<PlanFile> | null;
  try {
    content = JSON.parse(text) as Partial<PlanFile> | null;
  } catch {
    return 'it is no plan: it is not even JSON. shrink writes plans.';
  }
  if (content?.format !== FORMAT) return 'it is no plan. shrink writes plans, as .lockstep/….plan.json.';
  if (content.version !== VERSION) {
    return `it has version ${String(content.version)}, and this project reads version ${VERSION}. Shrink the failing seed again.`;
  }
  const { part, slug, seed, plan } = content;
  const isWhole = typeof part === 'string' && typeof slug === 'string' && isSeed(seed ?? -1);
  if (isWhole && isRunPlan(plan)) return content as PlanFile;
  return 'it is damaged. Shrink the failing seed again.';
}
