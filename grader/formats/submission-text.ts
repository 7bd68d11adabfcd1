import { counted } from '../pages/words.ts';
import { plainText } from '../plain-text.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';

/** What concerns the submission as a whole, in lines of plain text. */
export function submissionText({ points, max, late, notes, refusal, parts }: SubmissionRecord): string {
  const lines = [`${points} of ${max} points.`];
  if (refusal !== undefined) lines.push(`Not run: ${plainText(refusal)}`);
  if (late)
    lines.push(`${counted(late.days, 'day')} late: ${late.earned} points earned, ${late.penalty} taken off.`);
  for (const { part, prerequisites } of parts)
    if (prerequisites === 'ours')
      lines.push(`${plainText(part)} ran on our code for the earlier labs, where it scored better.`);
  for (const note of notes) lines.push(`Note: ${plainText(note)}`);
  return lines.join('\n');
}
