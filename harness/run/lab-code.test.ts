import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isUnchanged, labCode } from './lab-code.ts';

it('knows its files again, until one of them says something else or is gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-code-'));
  const texts = new Map(['one.ts', 'two.ts'].map((name) => [join(folder, name), `// ${name}`]));
  for (const [path, text] of texts) await writeFile(path, text);
  const code = labCode(texts);
  expect(code.files).toHaveLength(2);
  expect(await isUnchanged(code)).toBe(true);
  await writeFile(join(folder, 'two.ts'), '// other');
  expect(await isUnchanged(code)).toBe(false);
  await rm(join(folder, 'two.ts'));
  expect(await isUnchanged(code)).toBe(false);
  await rm(folder, { recursive: true });
});

it('is the same in whatever order its files were read', () => {
  const files: [string, string][] = [
    ['b.ts', '2'],
    ['a.ts', '1'],
  ];
  expect(labCode(new Map(files))).toEqual(labCode(new Map(files.reverse())));
});
