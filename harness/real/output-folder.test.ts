import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputFolder } from './output-folder.ts';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;
let out = '';

beforeEach(async () => {
  folder = await TrialFolder.make();
  out = join(folder.path, 'new', 'out');
});
afterEach(() => folder.remove());

describe('the folder of the output', () => {
  it('has all output or none', () => {
    const output = new OutputFolder(out);
    writeFileSync(join(output.files, 'mr-out-0'), 'zero');
    expect(() => output.commit(3)).toThrow('is done, but there is no mr-out-1, mr-out-2');
    expect(readdirSync(out)).toEqual([`.mr-work-${process.pid}`]);
    for (const task of [1, 2]) writeFileSync(join(output.files, `mr-out-${task}`), '');
    output.commit(3);
    output.close();
    expect(readdirSync(out)).toEqual(['mr-out-0', 'mr-out-1', 'mr-out-2']);
    expect(readFileSync(join(out, 'mr-out-0'), 'utf8')).toBe('zero');
  });

  it('is as it was when nothing came of the job', async () => {
    new OutputFolder(out).close();
    expect(existsSync(out)).toBe(false);
    await folder.write({ 'new/out/mr-out-1': 'old' });
    new OutputFolder(out).close();
    expect(readdirSync(out)).toEqual(['mr-out-1']);
  });

  it('is not shared with a job that runs', async () => {
    await folder.write({ [`new/out/.mr-work-${process.ppid}/files/x`]: '' });
    expect(() => new OutputFolder(out)).toThrow(`process ${process.ppid} is writing to ${out}`);
    expect(readdirSync(out)).toEqual([`.mr-work-${process.ppid}`]);
  });

  it.runIf(existsSync('/proc/self'))('is refused where no folder can be made', () => {
    expect(() => new OutputFolder('/proc/mr/out')).toThrow('cannot write to --out /proc/mr/out: ENOENT');
  });

  it('may not be a file, nor replace the input', async () => {
    await folder.write({ 'new/out': '' });
    expect(() => new OutputFolder(out)).toThrow(`cannot write to --out ${out}`);
    const output = new OutputFolder(join(folder.path, 'mr-out'));
    const input = (name: string) => ({ name, path: join(folder.path, 'mr-out', name), bytes: 1 });
    output.refuse([input('notes')]);
    expect(() => output.refuse([input('notes'), input('mr-out-1')])).toThrow('replace the input mr-out-1');
    output.close();
  });
});
