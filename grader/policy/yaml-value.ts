import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';
import { nearestWord } from './nearest-word.ts';

const LONGEST_SHOWN = 40;

interface YamlFile {
  readonly name: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * A value of a YAML file that knows where it stands, so that whatever is wrong with it can be told exactly.
 */
export class YamlValue {
  private readonly file: YamlFile;
  private readonly node: Node | null;
  /** How it is called in messages: `late.perDay`. Empty for the whole file. */
  private readonly path: string;
  private readonly line: number;

  constructor(file: YamlFile, given: unknown, path: string, line: number) {
    this.file = file;
    const node = given as Node | null;
    this.node = isAlias(node) ? (node.resolve(file.document) ?? null) : node;
    this.path = path;
    this.line = node?.range ? file.lines.linePos(node.range[0]).line : line;
  }

  isMap(): boolean {
    return isMap(this.node);
  }

  isEmpty(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  /** The values of a map by their keys. Throws `Misuse` for keys that are not `known`. */
  fields(known: readonly string[]): Map<string, YamlValue> {
    if (!isMap(this.node)) throw this.wrong(`must have keys below it (${known.join(', ')})`);
    const fields = new Map<string, YamlValue>();
    for (const { key, value } of this.node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const range = (key as Node | null)?.range;
      const line = range ? this.file.lines.linePos(range[0]).line : this.line;
      if (!known.includes(name)) throw this.unknownKey(name, known, line);
      fields.set(name, new YamlValue(this.file, value, this.path ? `${this.path}.${name}` : name, line));
    }
    return fields;
  }

  items(): YamlValue[] {
    if (!isSeq(this.node)) throw this.wrong('must be a list');
    return this.node.items.map(
      (item, index) => new YamlValue(this.file, item, `${this.path}[${index}]`, this.line),
    );
  }

  number(least: number, most: number): number {
    const value = this.scalar();
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw this.wrong(`must be a number from ${least} to ${most}`);
  }

  wholeNumber(least: number, most: number): number {
    const value = this.scalar();
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw this.wrong(`must be a whole number from ${least} to ${most}`);
  }

  yesOrNo(): boolean {
    const value = this.scalar();
    if (typeof value === 'boolean') return value;
    throw this.wrong('must be true or false');
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const value = this.scalar();
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    const nearest = typeof value === 'string' ? nearestWord(value, words) : undefined;
    throw this.wrong(`must be one of ${words.join(', ')}`, nearest && `did you mean ${nearest}?`);
  }

  /** Undefined if it is a list or a map. */
  scalar(): unknown {
    return isScalar(this.node) ? this.node.value : undefined;
  }

  /** An error for whoever wrote the file: where, what, and what stands there instead. */
  wrong(must: string, hint?: string): Misuse {
    const what = this.path === '' ? 'the file' : this.path;
    const text = `${what} ${must}, not ${this.shown()}${hint ? `; ${hint}` : ''}`;
    return new Misuse(`${this.file.name}:${this.line}: ${text}`);
  }

  private unknownKey(name: string, known: readonly string[], line: number): Misuse {
    const nearest = nearestWord(name, known);
    const where = this.path === '' ? '' : ` in ${this.path}`;
    const hint = nearest ? `did you mean \`${nearest}\`?` : `known: ${known.join(', ')}`;
    const shown = clip(plainText(name), LONGEST_SHOWN);
    return new Misuse(`${this.file.name}:${line}: unknown key \`${shown}\`${where}; ${hint}`);
  }

  private shown(): string {
    if (this.isEmpty()) return 'empty';
    if (isMap(this.node)) return 'a map';
    if (isSeq(this.node)) return 'a list';
    return clip(plainText(JSON.stringify(this.scalar()) ?? 'something else'), LONGEST_SHOWN);
  }
}

/** Reads YAML, of which JSON is a part. Throws `Misuse` with the line where it is broken. */
export function parseYaml(text: string, name: string): YamlValue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new Misuse(`${name}:${lines.linePos(error.pos[0]).line}: ${plainText(error.message)}`);
  return new YamlValue({ name, document, lines }, document.contents, '', 1);
}
