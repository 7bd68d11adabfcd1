import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawHeat, type HeatPicture } from './draw-heat.ts';

/** For the canvas that shows the picture: draws it anew whenever it may have changed. */
export function useDrawing(picture: HeatPicture) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || picture.width === 0) return;
    const scale = devicePixelRatio || 1;
    canvas.current.width = picture.width * scale;
    canvas.current.height = picture.height * scale;
    context.scale(scale, scale);
    drawHeat(context, picture);
  });
  return canvas;
}
