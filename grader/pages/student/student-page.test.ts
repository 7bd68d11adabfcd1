import { describe, expect, it } from 'vitest';
import { exampleClass } from '../example-class.ts';
import { EVERYTHING } from '../example-hostile.ts';
import { studentPage } from './student-page.tsx';

const { file } = exampleClass({ submissions: 60, scenarios: 60, runs: 20 });
const { grading } = file;
const submission = file.submissions.find(({ parts }) => parts[0]?.scenarios[1]?.failures.length);
if (!submission) throw new Error('nobody fails');
const part = submission.parts[0];
const scenario = part?.scenarios[1];
const failure = scenario?.failures[0];
const timelines = [
  { part: 'lab2a', slug: scenario?.slug ?? '', seed: failure?.seed ?? 0, file: 'seen.html' },
];

const pageWith = (hidden: Partial<typeof EVERYTHING>) =>
  studentPage(submission, { grading, timelines, feedback: { ...EVERYTHING, ...hidden } });

describe("a student's page", () => {
  it('shows everything where the policy hides nothing', async () => {
    const page = await pageWith({});
    for (const text of [failure?.rule, failure?.replay, `seed ${failure?.seed}`, 'seen.html', 'npm run hint'])
      expect(page).toContain(text);
  });

  it.each([
    [{ messages: false }, [failure?.rule, failure?.message, 'npm run hint']],
    [{ replay: false }, ['npm test']],
    [{ timelines: false }, ['seen.html']],
    [{ seeds: false }, ['seed=', `seed ${failure?.seed}`, 'seen.html']],
    [{ passed: false }, ['of all seeds, at least']],
  ] as const)('hides what %j says', async (hidden, texts) => {
    const [all, page] = [await pageWith({}), await pageWith(hidden)];
    for (const text of texts) {
      expect(all).toContain(text);
      expect(page).not.toContain(text);
    }
    expect(page).toContain(`${scenario?.passed || 'none'} of 20 runs passed`);
  });

  it('says why nothing was run', async () => {
    const refused = file.submissions.find(({ refusal }) => refusal !== undefined);
    if (!refused) throw new Error('nobody was refused');
    const page = await studentPage(refused, { grading, timelines: [], feedback: EVERYTHING });
    expect(page).toContain('Nothing of it was run: lab2-raft/raft.ts is a symbolic link');
  });

  it('says what being late cost', async () => {
    const late = file.submissions.find((one) => one.late !== undefined);
    if (!late) throw new Error('nobody is late');
    const page = await studentPage(late, { grading, timelines: [], feedback: EVERYTHING });
    const { earned, penalty } = late.late ?? {};
    expect(page).toContain(`2 days late: ${penalty} points were taken off the ${earned} that it earned`);
  });

  it('tells runs that were not made, and runs without a verdict, from failures', async () => {
    if (!part || !scenario || !failure) throw new Error('nobody fails');
    const odd = { ...scenario, runs: 20, passed: 3, failures: [failure], undecided: [failure, failure] };
    const parts = [{ ...part, prerequisites: 'ours' as const, scenarios: [odd] }];
    const page = await studentPage(
      { ...submission, parts },
      { grading, timelines: [], feedback: EVERYTHING },
    );
    expect(page).toContain('16 other runs counted as failed without having been made');
    expect(page).toContain('2 runs ended without a verdict');
    expect(page).toContain('scored better on our earlier labs');
  });
});
