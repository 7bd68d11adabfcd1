/** So long no task may be finished before somebody is told. */
const PATIENCE_MS = 30_000;
/** More would not fit on a line or two. */
const WORKERS_NAMED = 4;

/**
 * Says what the workers are at when no task has been finished for half a minute: an application may be slow,
 * or caught in a loop, and nobody can see which. Says it once, and again only after a task was finished.
 */
export class StallWatch {
  private readonly note: (text: string) => void;
  /** By worker: the call of the application that it is in. */
  private readonly calls = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(note: (text: string) => void) {
    this.note = note;
    this.wait();
  }

  /** `call`: `map of a.txt`, or `reduce`. */
  began(worker: string, call: string): void {
    this.calls.set(worker, call);
  }

  finished(worker: string): void {
    this.calls.delete(worker);
    this.wait();
  }

  /** The worker has ended. */
  gone(worker: string): void {
    this.calls.delete(worker);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.note(this.text()), PATIENCE_MS).unref();
  }

  private text(): string {
    const all = [...this.calls].map(([worker, call]) => `${worker} is in ${call}`);
    const more = all.length - WORKERS_NAMED;
    const shown = [...all.slice(0, WORKERS_NAMED), ...(more > 0 ? [`${more} more are busy`] : [])];
    const where = shown.length > 0 ? `; ${shown.join(', ')}` : ', and no worker is in map or reduce';
    return `no task was finished for ${PATIENCE_MS / 1000} s${where}`;
  }
}
