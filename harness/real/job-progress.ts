import cliProgress from 'cli-progress';
import type { JobListener } from './job-run.ts';

/**
 * How far a job is, by what its processes tell: a bar on a terminal, elsewhere nothing, and notes above it.
 * Goes to standard error, as standard output is for what came of it.
 */
export class JobProgress implements JobListener {
  private readonly bar: cliProgress.SingleBar;
  private readonly maps: number;
  private readonly reduces: number;
  private readonly mapped = new Set<string>();
  private readonly reduced = new Set<number>();
  private tasksDone = 0;

  /** `maps`, `reduces`: the numbers of tasks. */
  constructor(maps: number, reduces: number) {
    this.maps = maps;
    this.reduces = reduces;
    const format = '{bar} {maps} maps, {reduces} reduces, {duration_formatted}';
    this.bar = new cliProgress.SingleBar(
      { format, hideCursor: true, clearOnComplete: true, barsize: 30, gracefulExit: false },
      cliProgress.Presets.shades_classic,
    );
    this.bar.start(maps + reduces, 0, this.counts);
  }

  /** Tasks that were done when they had been done before: their worker had died, or seemed to have. */
  get repeated(): number {
    return this.tasksDone - this.mapped.size - this.reduced.size;
  }

  mapDone(split: string): void {
    this.mapped.add(split);
    this.update();
  }

  reduceDone(task: number): void {
    this.reduced.add(task);
    this.update();
  }

  /** A line that stays. */
  note(text: string): void {
    process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[2K' : ''}${text}\n`);
  }

  end(): void {
    this.bar.stop();
  }

  private update(): void {
    this.tasksDone += 1;
    this.bar.update(this.mapped.size + this.reduced.size, this.counts);
  }

  /** Of which tasks how many are done. */
  get counts(): { readonly maps: string; readonly reduces: string } {
    return {
      maps: `${this.mapped.size}/${this.maps}`,
      reduces: `${this.reduced.size}/${this.reduces}`,
    };
  }
}
