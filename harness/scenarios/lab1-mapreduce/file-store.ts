/** A file. A rename gives it another name, and does not disturb who is writing it. */
interface File {
  /** Undefined when no name leads to it any more: it was replaced or removed. */
  name: string | undefined;
  text: string;
}

interface Writer {
  readonly file: File;
  /** Where it writes next, in code units. */
  readonly position: number;
}

/**
 * The files that all workers share. As on a real disk, a write is not atomic: who opens a file empties it,
 * two who write one file at a time mix their texts, and who dies in between leaves what was written so far.
 */
export class FileStore {
  private readonly files = new Map<string, File>();
  private readonly writers = new Map<number, Writer>();
  private readonly changed: (name: string, text: string | undefined) => void;
  private nextWriter = 1;

  /** `changed` hears of each new state of a name; undefined if there is no file of that name now. */
  constructor(changed: (name: string, text: string | undefined) => void) {
    this.changed = changed;
  }

  read(name: string): string | undefined {
    return this.files.get(name)?.text;
  }

  /** Empties the file, or makes it, and writes the beginning. Returns a number to go on with. */
  create(name: string, text: string): number {
    const file = this.files.get(name) ?? { name, text: '' };
    this.files.set(name, file);
    file.text = text;
    this.changed(name, text);
    this.writers.set(this.nextWriter, { file, position: text.length });
    return this.nextWriter++;
  }

  /** Writes the rest, where the beginning ended, into the file that was opened. */
  finish(writer: number, text: string): void {
    const opened = this.writers.get(writer);
    if (!opened) return;
    this.writers.delete(writer);
    const { file, position } = opened;
    // Another writer may have emptied the file in the meantime: then there is a hole.
    const before = file.text.slice(0, position).padEnd(position, '\0');
    file.text = before + text + file.text.slice(position + text.length);
    if (file.name !== undefined) this.changed(file.name, file.text);
  }

  /** False if there is no `from`. */
  rename(from: string, to: string): boolean {
    const file = this.files.get(from);
    if (!file) return false;
    if (from === to) return true;
    const replaced = this.files.get(to);
    if (replaced) replaced.name = undefined;
    this.files.delete(from);
    this.files.set(to, file);
    file.name = to;
    this.changed(from, undefined);
    this.changed(to, file.text);
    return true;
  }

  /** Sorted by code unit. */
  list(prefix: string): string[] {
    return [...this.files.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  remove(name: string): void {
    const file = this.files.get(name);
    if (!file) return;
    this.files.delete(name);
    file.name = undefined;
    this.changed(name, undefined);
  }
}
