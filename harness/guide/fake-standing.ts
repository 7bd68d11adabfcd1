import type { KeptResult } from '../run/kept-result.ts';
import type { Hint, Lab, Part, Scenario } from '../scenarios/scenario.ts';
import { type LabStanding, readStanding, type Standing } from './standing.ts';

/** A course for tests of the guide: what its labs are, and how their last runs went. */

export interface FakeLab {
  readonly word: string;
  readonly handsOut?: Lab['handsOut'];
  /** As it was handed out. */
  readonly isUntouched?: boolean;
  /** Slugs by part. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly hints?: readonly Hint[];
  readonly points?: number;
}

export interface FakeRun {
  readonly slug: string;
  readonly seeds?: number;
  readonly failed?: number;
  readonly rule?: string;
  readonly at?: string;
  readonly isChanged?: boolean;
  readonly with?: readonly string[];
}

export function fakeHint(word: string, of: readonly string[]): Hint {
  return { word, symptom: `what ${word} looks like`, of, steps: ['Look there.', 'The rule.', 'The answer.'] };
}

/** Reads the standing as the commands do, from runs in place of files. */
export function fakeStanding(labs: readonly FakeLab[], runs: readonly FakeRun[]): Promise<Standing> {
  const untouched = new Set(labs.filter(({ isUntouched }) => isUntouched).map(({ word }) => word));
  return readStanding(labs.map(toLab), {
    progressOf: async () => ({ results: runs.map(toResult), problems: [] }),
    isUnchanged: async ({ hash }) => !hash.startsWith('changed'),
    isUntouched: async ({ word }) => untouched.has(word),
  });
}

export async function fakeStandings(
  labs: readonly FakeLab[],
  runs: readonly FakeRun[],
): Promise<readonly LabStanding[]> {
  return (await fakeStanding(labs, runs)).labs;
}

function toLab({ word, handsOut = 'stub', parts, hints = [], points = 5 }: FakeLab): Lab {
  return {
    id: `${word}-test`,
    word,
    title: `The ${word}`,
    files: {},
    programs: {},
    handsOut,
    parts: Object.entries(parts).map(([id, slugs]): Part => {
      return { id, title: `${id}’s title`, scenarios: slugs.map((slug) => toScenario(slug, points)), hints };
    }),
  };
}

function toScenario(slug: string, points: number): Scenario {
  return { name: slug, slug, points, paper: '', about: '', floors: {}, run: async () => {} };
}

function toResult(run: FakeRun): KeptResult {
  const { slug, seeds = 10, failed, rule = 'x/rule', at = '2026-01-02T12:00:00.000Z' } = run;
  return {
    slug,
    with: run.with ?? [],
    code: { files: [], hash: run.isChanged ? `changed-${slug}` : 'present' },
    at,
    seeds: [[1, seeds]],
    failed: failed === undefined ? [] : [[failed, failed]],
    ...(failed === undefined ? {} : { rule }),
  };
}
