import type { HistoryPicture } from '../../../check/linearizability/picture.ts';

const POINT = /(point \d+)/;

export interface PointLinksProps {
  readonly picture: HistoryPicture;
  readonly text: string;
  readonly onSelect: (operation: number) => void;
}

/** Points of the order that a text names lead there. */
export function PointLinks({ picture, text, onSelect }: PointLinksProps) {
  return (
    <>
      {text.split(POINT).map((part, index) => {
        const number = index % 2 === 1 ? Number(part.slice('point '.length)) : undefined;
        const point = picture.order.find((each) => each.number === number);
        if (!point) return part;
        return (
          <button key={index} type="button" class="link" onClick={() => onSelect(point.operation)}>
            {part}
          </button>
        );
      })}
    </>
  );
}
