import { Violation } from '../../labrpc/sim/violation.ts';
import { describeWrongOutput, sameLines } from './mapreduce-output.ts';

/** The output files of a MapReduce job: what is there, what should be, and what was there at its end. */
export class JobOutputs {
  private readonly expected: readonly string[];
  private readonly texts: (string | undefined)[];
  /** The outputs when the job was done. */
  private final: readonly (string | undefined)[] | undefined;

  /** `expected`: the lines of all outputs together. */
  constructor(expected: readonly string[], reduces: number) {
    this.expected = expected;
    this.texts = Array.from({ length: reduces });
  }

  /** Reduce tasks whose output is not there. */
  get missing(): number[] {
    return [...this.texts.keys()].filter((reduce) => this.texts[reduce] === undefined);
  }

  get areRight(): boolean {
    return describeWrongOutput(this.expected, this.texts) === undefined;
  }

  /**
   * An output was written, or is gone (null). Says whether it appeared, or was there; once the job is done it
   * may be written again, but not change.
   */
  changed(reduce: number, text: string | null): 'appeared' | 'changed' | 'written again' {
    const isNew = text !== null && this.texts[reduce] === undefined;
    if (reduce < this.texts.length) this.texts[reduce] = text ?? undefined;
    if (!this.final || reduce >= this.final.length) return isNew ? 'appeared' : 'changed';
    const before = this.final[reduce] ?? '';
    if (text !== null && sameLines(text, before)) return 'written again';
    const what = text === null ? 'is gone' : `has ${text.length} characters, and had ${before.length}`;
    const message = `mr-out-${reduce} ${what} when the job was done: somebody has written to it since`;
    throw new Violation('mapreduce/output-final', message, { paper: 'MapReduce §3.3' });
  }

  /** The output is read, and must be right; from now on it may not change. `why` it is read now. */
  jobIsDone(why: string): void {
    const wrong = describeWrongOutput(this.expected, this.texts);
    if (wrong !== undefined) {
      const rule = this.missing.length > 0 ? 'mapreduce/done-too-early' : 'mapreduce/output';
      throw new Violation(rule, `${why}, and the output is wrong: ${wrong}`, { paper: 'MapReduce §2.1' });
    }
    this.final ??= [...this.texts];
  }
}
