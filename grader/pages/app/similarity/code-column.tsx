import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { FileRange, Side, SideFile } from '../../../similarity/page-data.ts';

interface MarkedRange extends FileRange {
  readonly tokens: number;
}

interface CodeColumnOf {
  readonly side: Side;
  /** Passages, by their number. */
  readonly ranges: readonly MarkedRange[];
  readonly chosen: number;
  readonly column: RefObject<HTMLElement | null>;
  readonly onChoose: (passage: number) => void;
  readonly onTouch: () => void;
  readonly onScroll: () => void;
}

/** The files of one side that hold any passage, one below the other. */
export function CodeColumn(props: CodeColumnOf) {
  const { side, ranges, chosen, column, onChoose, onTouch, onScroll } = props;
  const files = useMemo(
    () =>
      side.files.flatMap((file) => {
        const marks = passagesByLine(file, ranges);
        return marks.size > 0 ? [{ file, marks }] : [];
      }),
    [side, ranges],
  );
  return (
    <section
      class="code"
      ref={column}
      aria-label={side.name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard
      tabIndex={0}
      onPointerEnter={onTouch}
      onFocus={onTouch}
      onWheel={onTouch}
      onScroll={onScroll}
    >
      {files.map(({ file, marks }) => (
        <div key={`${file.lab}/${file.path}`}>
          <h2>
            {side.name}: {file.lab} {file.path}
          </h2>
          {file.lines.map((text, at) => (
            <Line
              key={at}
              number={at + 1}
              text={text}
              passage={marks.get(at + 1)}
              chosen={chosen}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </section>
  );
}

interface LineOf {
  readonly number: number;
  readonly text: string;
  readonly passage: number | undefined;
  readonly chosen: number;
  readonly onChoose: (passage: number) => void;
}

function Line({ number, text, passage, chosen, onChoose }: LineOf) {
  if (passage === undefined)
    return (
      <div class="line" data-number={number}>
        {text}
      </div>
    );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys n and p reach every passage
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a line of code
    <div
      class={passage === chosen ? 'line chosen' : 'line'}
      data-number={number}
      data-passage={passage}
      style={{ '--hue': String(Math.round((passage * 137.5) % 360)) }}
      onClick={() => onChoose(passage)}
    >
      {text}
    </div>
  );
}

/** Which passage colours a line; where one ends and another begins, the longer one. */
function passagesByLine(file: SideFile, ranges: readonly MarkedRange[]): Map<number, number> {
  const lines = new Map<number, number>();
  const shortestFirst = [...ranges.entries()]
    .filter(([, range]) => range.lab === file.lab && range.file === file.path)
    .sort(([, one], [, other]) => one.tokens - other.tokens);
  for (const [passage, { from, to }] of shortestFirst)
    for (let line = from; line <= to; line++) lines.set(line, passage);
  return lines;
}
