import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkLabCode } from './lab-code-check.ts';

const CODE = `export class Lab {
  term: number = 'one';

  start(): void {
    this.run();
    void this.run();
  }

  private async run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
`;

let labs = '';
let folder = '';
beforeAll(async () => {
  labs = await mkdtemp(join(tmpdir(), 'lockstep-check-'));
  folder = join(labs, 'lab9-careless');
  await mkdir(folder);
  await writeFile(join(folder, 'lab.ts'), CODE);
  await writeFile(join(folder, 'lab.test.ts'), 'const notLabCode: number = "";\n');
});
afterAll(() => rm(labs, { recursive: true, force: true }));

it('finds type errors and promises that nobody awaits', async () => {
  const found = await checkLabCode([folder]);
  expect(found.map(({ kind, line, column }) => ({ kind, line, column }))).toEqual([
    { kind: 'type', line: 2, column: 3 },
    { kind: 'promise', line: 5, column: 5 },
  ]);
  expect(found[0]?.file).toMatch(/lab\.ts$/);
  expect(found[0]?.message).toContain("TS2322: Type 'string' is not assignable to type 'number'");
});

it('finds nothing without a folder', async () => {
  expect(await checkLabCode([])).toEqual([]);
});
