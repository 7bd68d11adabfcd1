import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GradescopeResult } from '../formats/gradescope.ts';
import { schemaErrors } from '../formats/schemas/schema-errors.ts';
import { fakeGrader } from './fake-grader.ts';
import { gradescopeRoot, writeMetadata } from './gradescope-root.ts';
import { gradeOnGradescope } from './gradescope-run.ts';

let root = '';
beforeEach(async () => {
  root = await gradescopeRoot('election-only', ['--lab', 'lab2a', '--runs', '1']);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

async function gradeWith(code: string): Promise<GradescopeResult> {
  await gradeOnGradescope(root, await fakeGrader(root, code));
  const result: unknown = JSON.parse(await readFile(join(root, 'results', 'results.json'), 'utf8'));
  expect(schemaErrors('gradescope-results', result)).toEqual([]);
  return result as GradescopeResult;
}

describe('grading on Gradescope', () => {
  it('hands one submission to the grader and turns its result into theirs', async () => {
    const tell = 'grade.submissions[0].notes = [id + ": " + words.slice(1, -1).join(" ")]; write();';
    const { score, output, tests } = await gradeWith(tell);
    expect(score).toBe(3.4);
    expect(output).toContain('Note: 42: --timelines 0 --lab lab2a --runs 1 --out');
    expect(tests.map(({ number }) => number)).toEqual(['1.1', '1.2']);
  });

  it('gives the grader the days of a late submission, by its own time', async () => {
    const read =
      'const at = words.indexOf("--roster");' +
      'grade.submissions[0].notes = [at < 0 ? "none" : fs.readFileSync(words[at + 1], "utf8")];' +
      'write();';
    expect((await gradeWith(read)).output).toContain('Note: none');
    await writeMetadata(root, '2026-10-03T01:00:00-07:00');
    expect((await gradeWith(read)).output).toContain('Note: id,late days · 42,2');
  });

  it('shows students what the policy shows', async () => {
    await writeFile(join(root, 'source', 'policy.yaml'), 'feedback: { seeds: false }\n');
    const settings = { grade: [], policy: 'policy.yaml', visibility: 'after_published' };
    await writeFile(join(root, 'source', 'settings.json'), JSON.stringify(settings));
    const result = await gradeWith('write();');
    expect(result.visibility).toBe('after_published');
    expect(result.tests[1]?.output).not.toContain('seed=3');
  });

  it('copies files and links, but neither history nor packages', async () => {
    const submission = join(root, 'submission');
    await symlink('/etc/passwd', join(submission, 'link'));
    for (const name of ['.git', 'node_modules']) await mkdir(join(submission, name));
    const tell =
      'const all = fs.readdirSync(folder + "/" + id, { withFileTypes: true });' +
      'const names = all.map((one) => one.name + (one.isSymbolicLink() ? "@" : ""));' +
      'grade.submissions[0].notes = [names.sort().join(" ")];' +
      'write();';
    expect((await gradeWith(tell)).output).toContain('Note: NOTES.md lab2-raft link@');
  });

  it('passes on what the grader says of files that it cannot grade', async () => {
    const { score, output } = await gradeWith(
      'process.stderr.write("ok\\ngrade: no lab in " + folder + "\\n"); process.exit(2);',
    );
    expect(score).toBe(0);
    expect(output).toMatch(/^The grader did not start: no lab in your upload\n/);
  });
});

describe('a grader that fails on Gradescope', () => {
  const endings: [string, string, RegExp][] = [
    ['exits', 'process.exit(1);', /ended with code 1/],
    ['is killed in mid-grade', 'write(); process.kill(process.pid, "SIGKILL");', /ended with SIGKILL/],
    ['writes half a file', 'fs.mkdirSync(out); fs.writeFileSync(out + "/results.json", "{");', /is not JSON/],
    ['writes nothing', '', /cannot read the results/],
    ['grades somebody else', 'grade.submissions[0].id = "bob"; write();', /does not name 42/],
  ];

  it.each(endings)('%s: the result stays as it was', async (_, code, why) => {
    await writeFile(join(root, 'results', 'results.json'), 'as it was');
    await expect(gradeWith(code)).rejects.toThrow(why);
    expect(await readFile(join(root, 'results', 'results.json'), 'utf8')).toBe('as it was');
  });

  it('is not waited for once it is gone, whatever it leaves running', async () => {
    const orphan =
      'import("node:child_process").then(({ spawn }) => {' +
      ' spawn("sleep", ["20"], { detached: true, stdio: ["ignore", "ignore", "inherit"] }).unref();' +
      ' process.kill(process.pid, "SIGKILL"); });';
    await expect(gradeWith(orphan)).rejects.toThrow(/SIGKILL/);
  });

  it('has no disk to write to', async () => {
    vi.stubEnv('TMPDIR', join(root, 'nowhere'));
    await expect(gradeWith('write();')).rejects.toThrow(/ENOENT/);
  });

  it('has metadata that make no sense: nobody is late by a guess', async () => {
    await writeMetadata(root, 'tomorrow');
    await expect(gradeWith('write();')).rejects.toThrow(/created_at or due_date is no time/);
  });
});
