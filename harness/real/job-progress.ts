import { Progress, type TextStream } from '../run/progress.ts';
import { duration } from '../run/summary.ts';
import type { JobListener } from './job-run.ts';

const DRAW_EVERY_MS = 100;
const BAR = 30;

/**
 * How far a job is, by what its processes tell: a bar on a terminal, elsewhere nothing, and notes above it.
 * Goes to standard error, as standard output is for what came of it.
 */
export class JobProgress implements JobListener {
  private readonly progress: Progress;
  private readonly maps: number;
  private readonly reduces: number;
  private readonly mapped = new Set<string>();
  private readonly reduced = new Set<number>();
  private tasksDone = 0;
  private readonly begunMs = performance.now();
  private readonly ticks: NodeJS.Timeout;

  /** `maps`, `reduces`: the numbers of tasks. */
  constructor(maps: number, reduces: number, stream: TextStream = process.stderr) {
    this.progress = new Progress(stream);
    this.maps = maps;
    this.reduces = reduces;
    this.draw();
    this.ticks = setInterval(() => this.draw(), DRAW_EVERY_MS).unref();
  }

  /** Tasks that were done when they had been done before: their worker had died, or seemed to have. */
  get repeated(): number {
    return this.tasksDone - this.mapped.size - this.reduced.size;
  }

  /** Of which tasks how many are done: `3/19 maps`. */
  get counts(): { readonly maps: string; readonly reduces: string } {
    return {
      maps: `${this.mapped.size}/${this.maps} maps`,
      reduces: `${this.reduced.size}/${this.reduces} reduces`,
    };
  }

  mapDone(split: string): void {
    this.mapped.add(split);
    this.tasksDone += 1;
  }

  reduceDone(task: number): void {
    this.reduced.add(task);
    this.tasksDone += 1;
  }

  /** A line that stays. */
  note(text: string): void {
    this.progress.print(text);
    this.draw();
  }

  /** Takes the bar away for good: before anything else is written to a terminal. May be called again. */
  end(): void {
    clearInterval(this.ticks);
    this.progress.clear();
  }

  private draw(): void {
    const done = this.mapped.size + this.reduced.size;
    const full = Math.floor((BAR * done) / (this.maps + this.reduces));
    const bar = '█'.repeat(full) + '░'.repeat(BAR - full);
    const { maps, reduces } = this.counts;
    this.progress.show(`${bar} ${maps}, ${reduces}, ${duration(performance.now() - this.begunMs)}`);
  }
}
