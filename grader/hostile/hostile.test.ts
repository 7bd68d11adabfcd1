import inspector from 'node:inspector';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { findTiers } from '../sandbox/find-tier.ts';
import { attackTable } from './attack-table.ts';
import { replayedLog } from './attacks/replayed-log.ts';
import { ATTACKS } from './attacks.ts';
import { BASE_NAMES, BYSTANDER, HostileClass, hostileRuns, submissionName } from './hostile-class.ts';
import { Doorkeeper, filesLeft, processesLeft } from './traces-left.ts';

const LONGEST_MS = 900_000;
/** What the bases themselves fail of. */
const OWN_FAILURE = 'lab/not-implemented';

const tiers = process.platform === 'linux' ? findTiers() : [];
/** The last one is made for the very runs of this class. */
const ALL = [...ATTACKS, await replayedLog(hostileRuns())];
const CASES = ALL.flatMap((attack) =>
  BASE_NAMES.map((base) => ({ title: submissionName(base, attack), attack, base })),
);

function rulesOf({ parts }: SubmissionRecord): readonly string[] {
  return parts.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ failures }) => failures.map(({ rule }) => rule)),
  );
}

function passedOf({ parts }: SubmissionRecord): readonly number[] {
  return parts.flatMap(({ scenarios }) => scenarios.map(({ passed }) => passed));
}

let cheats: HostileClass;
beforeAll(async () => {
  cheats = await HostileClass.open(ALL);
});
afterAll(() => cheats.close());

describe.skipIf(tiers.length === 0).each(tiers.map(({ name }) => ({ name })))(
  'on the sandbox $name',
  ({ name }) => {
    const debuggerBefore = inspector.url();
    const priorityBefore = getPriority(process.pid);
    let graded: ReadonlyMap<string, SubmissionRecord>;
    let door: Doorkeeper;
    const record = (id: string): SubmissionRecord => graded.get(id) as SubmissionRecord;

    beforeAll(async () => {
      door = await Doorkeeper.open();
      graded = await cheats.grade(name);
    }, LONGEST_MS);
    afterAll(() => door.close());

    it('the stub is worth nothing, and the other base half', () => {
      expect(record(submissionName('stub'))).toMatchObject({ points: 0, max: 2, mode: 'sampled' });
      expect(record(submissionName('half'))).toMatchObject({ points: 1, max: 2, mode: 'sampled' });
    });

    it('the bystander keeps its points', () => {
      expect(record(BYSTANDER)).toMatchObject({ points: 2, mode: 'sampled' });
      expect(
        record(BYSTANDER).parts.flatMap(({ scenarios }) => scenarios.map((one) => one.repeatedSplit)),
      ).toEqual([1, 1]);
    });

    it.each(CASES)('$title', ({ title, attack: { outcome }, base }) => {
      const one = record(title);
      const plain = record(submissionName(base));
      if (outcome.rules) {
        expect(one.points).toBe(0);
        expect([...outcome.rules, OWN_FAILURE]).toEqual(expect.arrayContaining([...rulesOf(one)]));
      } else if (outcome.isNoticed) {
        expect(one.points).toBeLessThanOrEqual(plain.points);
        if (base === 'half') expect(one.mode).toBe('split');
      } else {
        expect(passedOf(one)).toEqual(passedOf(plain));
        expect(one.points).toBe(plain.points);
      }
    });

    it('nothing is left of them', () => {
      expect(filesLeft()).toEqual([]);
      expect(processesLeft()).toEqual([]);
      expect(inspector.url()).toBe(debuggerBefore);
      expect(getPriority(process.pid)).toBe(priorityBefore);
      expect(door.visitors).toBe(0);
    });
  },
);

describe('the list of attacks', () => {
  it('is long, and names each once', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  });

  it('is in the README', async () => {
    await expect(attackTable(ALL)).toMatchFileSnapshot('README.md');
  });
});
