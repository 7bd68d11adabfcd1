import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReportData } from '../../report-data.ts';
import { classRates } from '../rows.ts';
import { drawHeat } from './draw-heat.ts';
import { layOut } from './heat-layout.ts';

const WIDTH = 1040;

/** On paper the heat map is one picture of all rows, without their names: the table has those. */
export function PrintedHeat({ data, rows }: { readonly data: ReportData; readonly rows: readonly number[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const rates = useMemo(() => classRates(data), [data]);
  useEffect(() => {
    const draw = () => {
      const context = canvas.current?.getContext('2d');
      if (!canvas.current || !context) return;
      const layout = layOut(data, 'small', WIDTH);
      const size = { width: layout.width, height: layout.headHeight + rows.length * layout.rowHeight };
      Object.assign(canvas.current, size);
      drawHeat(context, { data, rates, rows, layout, theme: 'light', left: 0, top: 0, ...size });
    };
    addEventListener('beforeprint', draw);
    return () => removeEventListener('beforeprint', draw);
  }, [data, rates, rows]);
  return <canvas class="printed" ref={canvas} />;
}
