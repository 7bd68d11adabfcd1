import type { Paint } from '../run/failure-text.ts';
import { duration, plural } from '../run/summary.ts';
import { explanationLines } from './explanation.ts';
import type { FileResult, JudgedFile } from './judge-file.ts';
import { OUTCOMES, type Outcome, outcomeOf } from './outcome.ts';

export interface ResultTextOptions {
  readonly paint: Paint;
  /** Explain every verdict, and say how each file was read. */
  readonly verbose: boolean;
}

/** Files whose verdict is explained, unless all are wanted. */
const EXPLAINED = 5;
const WIDEST_NAME = 60;
const WORDS: Readonly<Record<Outcome, string>> = {
  linearizable: 'linearizable',
  'not linearizable': 'NOT linearizable',
  unknown: 'unknown',
  malformed: 'malformed',
  unreadable: 'unreadable',
};
const MARKS: Readonly<Record<Outcome, string>> = {
  linearizable: '✓',
  'not linearizable': '✗',
  unknown: '?',
  malformed: '!',
  unreadable: '!',
};

/** What is told to people: each file with its verdict, and at last a line over all. */
export class ResultText {
  private readonly options: ResultTextOptions;
  private readonly nameWidth: number;
  private explained = 0;

  /** `files`: the names of all that will come, so that their verdicts stand below each other. */
  constructor(files: readonly string[], options: ResultTextOptions) {
    this.options = options;
    this.nameWidth = Math.min(WIDEST_NAME, Math.max(0, ...files.map((file) => file.length)));
  }

  /** Without a line break at its end. */
  ofFile(result: FileResult): string {
    const outcome = outcomeOf(result);
    const facts = result.kind === 'judged' ? this.facts(result) : result.problem;
    const name = placeText(result).padEnd(this.nameWidth);
    const line = this.coloured(outcome, `${MARKS[outcome]} ${name}  ${WORDS[outcome]}`);
    return [`${line}: ${facts}`, ...this.explanation(result)].join('\n');
  }

  /** The last line. */
  ofAll(results: readonly FileResult[], wallMs: number): string {
    const judged = results.filter((result) => result.kind === 'judged');
    const outcomes = results.map(outcomeOf);
    const counts = OUTCOMES.map((outcome) => ({
      outcome,
      files: outcomes.filter((one) => one === outcome).length,
    })).filter(({ files }) => files > 0);
    const facts = [
      ...counts.map(({ outcome, files }) => this.coloured(outcome, `${number(files)} ${WORDS[outcome]}`)),
      count(
        sumOf(judged, ({ history }) => history.operations.length),
        'operation',
      ),
      count(
        sumOf(judged, ({ verdict }) => verdict.steps),
        'step',
      ),
      duration(wallMs),
    ];
    return `${this.options.paint.bold(count(results.length, 'file'))}: ${facts.join(', ')}`;
  }

  private facts({ history, verdict, wallMs }: JudgedFile): string {
    const { operations, model, format } = history;
    return [
      ...(verdict.kind === 'unknown' ? [spentText(verdict)] : []),
      count(operations.length, 'operation'),
      ...(verdict.kind === 'unknown' && verdict.spent === 'steps' ? [] : [count(verdict.steps, 'step')]),
      timeText(wallMs),
      ...(this.options.verbose ? [`model ${model.name}`, `format ${format}`, openText(operations)] : []),
    ].join(', ');
  }

  private explanation(result: FileResult): readonly string[] {
    if (result.kind !== 'judged' || result.verdict.kind !== 'illegal') return [];
    this.explained += 1;
    if (this.options.verbose || this.explained <= EXPLAINED) {
      return explanationLines(result.history, result.verdict.conflict).map((line) => `    ${line}`);
    }
    return this.explained === EXPLAINED + 1
      ? [this.options.paint.dim('    (why: with the word verbose, or with this file alone)')]
      : [];
  }

  private coloured(outcome: Outcome, text: string): string {
    const { green, red, yellow } = this.options.paint;
    if (outcome === 'linearizable') return green(text);
    return outcome === 'unknown' ? yellow(text) : red(text);
  }
}

/** With the line, as editors and terminals make links of it. */
function placeText(result: FileResult): string {
  if (result.kind === 'judged' || result.line === undefined) return result.file;
  return `${result.file}:${result.line}`;
}

function spentText({ steps, spent }: Extract<JudgedFile['verdict'], { kind: 'unknown' }>): string {
  return spent === 'steps'
    ? `the budget of ${count(steps, 'step')} was spent`
    : 'there is too much to remember';
}

function openText(operations: JudgedFile['history']['operations']): string {
  const open = operations.filter(({ returnedAt }) => returnedAt === undefined).length;
  return `${number(open)} never returned`;
}

function timeText(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : duration(ms);
}

function count(amount: number, word: string): string {
  return `${number(amount)} ${plural(amount, word)}`;
}

/** `1,177,310`. (`toLocaleString` takes longer than most checks when it is first called.) */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function sumOf<Item>(items: readonly Item[], pick: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0);
}
