import { DiskFiles } from '../../labrpc/real/disk-files.ts';
import type { FileSystem } from '../scenarios/lab1-mapreduce/contract.ts';
import type { SplitTexts } from './split-texts.ts';

export interface FilesListener {
  /** The output of this reduce task has been written, or put in its place. */
  reduced(task: number): void;
  /** A file of the job's input cannot be read. */
  failed(error: unknown): void;
}

/** The shared file system as a worker sees it: the splits, which are only read, and a folder on a disk. */
export class JobFiles implements FileSystem {
  private readonly texts: SplitTexts;
  private readonly disk: DiskFiles;
  private readonly listener: FilesListener;

  constructor(texts: SplitTexts, folder: string, listener: FilesListener) {
    this.texts = texts;
    this.disk = new DiskFiles(folder);
    this.listener = listener;
  }

  async read(name: string): Promise<string | undefined> {
    if (!this.texts.has(name)) return this.disk.read(name);
    try {
      return this.texts.read(name);
    } catch (error) {
      this.listener.failed(error);
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    this.refuseInput(name);
    await this.disk.write(name, text);
    this.tellOutput(name);
  }

  async rename(from: string, to: string): Promise<void> {
    this.refuseInput(from);
    this.refuseInput(to);
    await this.disk.rename(from, to);
    this.tellOutput(to);
  }

  async list(prefix: string): Promise<string[]> {
    const inputs = this.texts.names.filter((name) => name.startsWith(prefix));
    return [...inputs, ...(await this.disk.list(prefix))].sort();
  }

  async remove(name: string): Promise<void> {
    this.refuseInput(name);
    await this.disk.remove(name);
  }

  private refuseInput(name: string): void {
    if (this.texts.has(name)) throw new Error(`"${name}" is an input of the job, which is only read`);
  }

  private tellOutput(name: string): void {
    const [, task] = /^mr-out-(\d+)$/.exec(name) ?? [];
    if (task !== undefined) this.listener.reduced(Number(task));
  }
}
