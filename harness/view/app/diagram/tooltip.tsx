import type { Words } from './hover-words.ts';

/** Where the pointer is on a canvas. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
}

export interface TooltipProps {
  readonly words: Words;
  readonly at: PointerPlace;
  /** Of the canvas. */
  readonly size: { readonly width: number; readonly height: number };
}

/** What is said beside the pointer, on the side where there is room. */
export function Tooltip({ words, at, size }: TooltipProps) {
  const isRight = at.x > size.width * 0.6;
  const isLow = at.y > size.height * 0.55;
  const style = {
    ...(isRight ? { right: `${size.width - at.x + 12}px` } : { left: `${at.x + 14}px` }),
    ...(isLow ? { bottom: `${size.height - at.y + 10}px` } : { top: `${at.y + 12}px` }),
  };
  return (
    <div class="tooltip" style={style} role="tooltip">
      <strong>{words.title}</strong>
      {words.lines.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  );
}
