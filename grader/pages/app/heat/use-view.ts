import type { TargetedEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from './place.ts';

/** What can be seen of a scroller: its inner size, and what is scrolled away. */
export function useView() {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ left: 0, top: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const scroller = ref.current;
    if (!scroller) return;
    const measure = () =>
      setView((old) => ({ ...old, width: scroller.clientWidth, height: scroller.clientHeight }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, []);
  const onScroll = ({ currentTarget: { scrollLeft, scrollTop } }: TargetedEvent<HTMLDivElement>) =>
    setView((old) => ({ ...old, left: scrollLeft, top: scrollTop }));
  return { ref, view, onScroll };
}
