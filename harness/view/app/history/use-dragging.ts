import { useRef } from 'preact/hooks';

/** Pixels until a press becomes a drag. */
const SLACK = 4;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
}

export interface Dragging {
  readonly events: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
  };
  /** Whether the last press was a drag, so that it is no click. */
  readonly hasDragged: () => boolean;
}

/** The mouse pans what scrolls by dragging it. Fingers do so by themselves. */
export function useDragging(element: { readonly current: HTMLElement | null }): Dragging {
  const from = useRef<Drag | undefined>(undefined);
  const hasDragged = useRef(false);
  return {
    events: {
      onPointerDown: ({ pointerType, button, clientX: x, clientY: y }) => {
        hasDragged.current = false;
        const { scrollLeft: left = 0, scrollTop: top = 0 } = element.current ?? {};
        from.current = pointerType === 'mouse' && button === 0 ? { x, y, left, top } : undefined;
      },
      onPointerMove: ({ buttons, clientX, clientY }) => {
        const start = from.current;
        if (!start || buttons !== 1 || !element.current) return;
        const [dx, dy] = [clientX - start.x, clientY - start.y];
        hasDragged.current ||= Math.hypot(dx, dy) > SLACK;
        if (hasDragged.current) element.current.scrollTo(start.left - dx, start.top - dy);
      },
    },
    hasDragged: () => hasDragged.current,
  };
}
