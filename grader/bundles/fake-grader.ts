import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleGrade, exampleSubmission } from '../formats/example-grade.ts';

/**
 * For tests: a program that is called as the grader is. Its `code` has the `words` it was called with, the
 * `folder` of submissions, the `id` of the only one, its `grade`, and `write()`, which writes it into `out`.
 */
export async function fakeGrader(scratch: string, code: string): Promise<readonly string[]> {
  const path = join(scratch, 'fake-grader.mjs');
  await writeFile(
    path,
    `import * as fs from 'node:fs';
const words = process.argv.slice(2);
const [folder] = words;
const out = words[words.indexOf('--out') + 1];
const [id] = fs.readdirSync(folder);
const grade = ${JSON.stringify(exampleGrade([exampleSubmission()]))};
grade.submissions[0].id = id;
const write = () => {
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(out + '/results.json', JSON.stringify(grade));
};
${code}
`,
  );
  return [process.execPath, path];
}
