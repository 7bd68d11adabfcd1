import { copyFile, cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../harness/run/vitest-settings.ts';

const BUNDLE = join(PROJECT, 'grader', 'bundles', 'gradescope');

/** For tests: Gradescope's folder with our bundle unpacked in it, and one of the examples handed in. */
export async function gradescopeRoot(example: string, grade: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gradescope-'));
  const source = join(root, 'source');
  await mkdir(source);
  for (const name of ['setup.sh', 'run_autograder', 'not-finished.json'])
    await copyFile(join(BUNDLE, name), join(source, name));
  await writeFile(join(source, 'settings.json'), JSON.stringify({ grade }));
  await symlink(PROJECT, join(source, 'lockstep'));
  await cp(join(PROJECT, 'grader', 'examples', example), join(root, 'submission'), { recursive: true });
  await mkdir(join(root, 'results'));
  await writeMetadata(root, '2026-10-01T12:00:00.000000-07:00');
  return root;
}

/** For tests: says when submission 42 was made; it was due on 1 October 2026, 23:00. */
export async function writeMetadata(root: string, createdAt: string): Promise<void> {
  const metadata = {
    id: 42,
    created_at: createdAt,
    assignment: { due_date: '2026-10-01T23:00:00.000000-07:00', late_due_date: null, total_points: '20.0' },
    users: [{ email: 'alice@example.org', id: 7, name: 'Alice' }],
    previous_submissions: [],
  };
  await writeFile(join(root, 'submission_metadata.json'), JSON.stringify(metadata));
}
