import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Characters that are gathered before they are written. */
const CHUNK = 1 << 18;

/**
 * A file that is written piece by piece and takes its place in one step at the end: whatever happens
 * meanwhile, whoever opens it finds the old one or the new one, whole.
 */
export class ReplacementFile {
  private readonly path: string;
  private readonly temporary: string;
  private readonly file: FileHandle;
  private pending = '';

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.path = path;
    this.temporary = temporary;
    this.file = file;
  }

  static async open(path: string): Promise<ReplacementFile> {
    const temporary = `${path}.${randomUUID()}.tmp`;
    return new ReplacementFile(path, temporary, await open(temporary, 'wx'));
  }

  async write(text: string): Promise<void> {
    this.pending += text;
    if (this.pending.length >= CHUNK) await this.flush();
  }

  /** The text is on the disk, and then in its place. */
  async replace(): Promise<void> {
    await this.flush();
    await this.file.sync();
    await this.file.close();
    await rename(this.temporary, this.path);
  }

  /** Leaves the old file as it was, and nothing of the new one. */
  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.temporary, { force: true });
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    await this.file.writeFile(text);
  }
}
