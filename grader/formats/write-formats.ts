import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Misuse } from '../misuse.ts';
import type { Feedback } from '../pages/feedback.ts';
import { pageName } from '../pages/page-name.ts';
import type { GradeFile, TimingFile } from '../results/grade-file.ts';
import { classroom50Identity, classroom50Result } from './classroom50.ts';
import { ctrfJson } from './ctrf.ts';
import { gradescopeResult } from './gradescope.ts';
import { junitXml } from './junit.ts';
import { replaceFile } from './replace-file.ts';

/** What `--format` takes. */
export const FORMATS = ['junit', 'ctrf', 'gradescope', 'classroom50'] as const;

export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  readonly formats: readonly Format[];
  /** What students see; the formats for the staff show everything. */
  readonly feedback: Feedback;
  /** Classroom 50's runner says in it whose work this is. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Writes a grading in other programs' formats into the folder of results: `junit.xml`, `ctrf.json`,
 * `gradescope/ID.json` for each submission, `classroom50.json`. Gives the names of what was written. Throws
 * `Misuse` where a format cannot hold this grading.
 */
export async function writeFormats(
  out: string,
  file: GradeFile,
  timing: TimingFile,
  options: FormatOptions,
): Promise<string[]> {
  const written: string[] = [];
  // In the order of the list, each once, however they were asked for.
  for (const format of FORMATS.filter((one) => options.formats.includes(one)))
    written.push(await writeFormat(format, out, file, timing, options));
  return written;
}

async function writeFormat(
  format: Format,
  out: string,
  file: GradeFile,
  timing: TimingFile,
  { feedback, env }: FormatOptions,
): Promise<string> {
  switch (format) {
    case 'junit':
      await replaceFile(join(out, 'junit.xml'), junitXml(file, timing));
      return 'junit.xml';
    case 'ctrf':
      await replaceFile(join(out, 'ctrf.json'), ctrfJson(file, timing));
      return 'ctrf.json';
    case 'gradescope':
      await mkdir(join(out, 'gradescope'), { recursive: true });
      for (const submission of file.submissions) {
        const path = join(out, 'gradescope', `${pageName(submission.id)}.json`);
        await replaceFile(path, [jsonText(gradescopeResult(submission, feedback, 'visible'))]);
      }
      return 'gradescope/';
    case 'classroom50':
      await replaceFile(join(out, 'classroom50.json'), [classroom50Text(file, feedback, env)]);
      return 'classroom50.json';
  }
}

/** The format is of one submission, which the environment names. */
function classroom50Text({ submissions }: GradeFile, feedback: Feedback, env: NodeJS.ProcessEnv): string {
  const [only, ...others] = submissions;
  if (!only || others.length > 0) {
    const count = submissions.length;
    throw new Misuse(`--format classroom50 is for one submission, graded by its runner: here are ${count}`);
  }
  return jsonText(classroom50Result(only, classroom50Identity(env), feedback));
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
