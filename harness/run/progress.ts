/** Where text for people goes; `isTTY` where a line can be written over. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Lines that stay, and on a terminal one below them that is written over. */
export class Progress {
  private readonly stream: TextStream;
  private isDrawn = false;

  constructor(stream: TextStream) {
    this.stream = stream;
  }

  /** Whether there is a line to write over. */
  get isLive(): boolean {
    return this.stream.isTTY === true;
  }

  /** Writes text that stays. */
  print(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }

  /** Shows a line of plain text until the next call; nothing where lines cannot be written over. */
  show(line: string): void {
    if (!this.isLive) return;
    const width = Math.max(20, (this.stream.columns || 80) - 1);
    this.stream.write(`\r\x1b[2K${line.slice(0, width)}`);
    this.isDrawn = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (!this.isDrawn) return;
    this.stream.write('\r\x1b[2K');
    this.isDrawn = false;
  }
}
