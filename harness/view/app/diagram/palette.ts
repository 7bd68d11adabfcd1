export type Theme = 'light' | 'dark';

/** Colours of the canvas. Hues are Okabe and Ito's, which colour-blind readers can tell apart. */
export interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly lane: string;
  readonly grid: string;
  readonly squeeze: string;
  readonly accent: string;
  readonly failure: string;
  readonly down: string;
  readonly paused: string;
  readonly offline: string;
  readonly gone: string;
  readonly span: string;
  /** What happened before the selected step, and what after it. */
  readonly past: string;
  readonly future: string;
  /** Of the messages that lead from one step to another. */
  readonly way: string;
  /** Of methods, groups of a partition and terms. */
  readonly hues: readonly string[];
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    surface: '#f5f6f9',
    text: '#1b1f26',
    muted: '#6a7280',
    lane: '#c5cad4',
    grid: '#eceef3',
    squeeze: '#f3f4f8',
    accent: '#0b5fd0',
    failure: '#c4122f',
    down: '#d9dce3',
    paused: '#fbe6b8',
    offline: '#e3d7f0',
    gone: '#eef0f4',
    span: '#ecd9e6',
    past: '#2f6db5',
    future: '#b86400',
    way: '#7a1fa2',
    hues: ['#0072b2', '#d55e00', '#009e73', '#b8558f', '#3f9bd0', '#b98300', '#7a5c3e', '#5b5fc7'],
  },
  dark: {
    background: '#12151b',
    surface: '#191d25',
    text: '#e8eaf0',
    muted: '#949cab',
    lane: '#454c5a',
    grid: '#1f242d',
    squeeze: '#191d25',
    accent: '#6cb2ff',
    failure: '#ff6b7a',
    down: '#2d323d',
    paused: '#4a3d1b',
    offline: '#3a2f4d',
    gone: '#1d2129',
    span: '#43303d',
    past: '#7fb2ee',
    future: '#e8a04c',
    way: '#d59bf6',
    hues: ['#58b0ea', '#ff9350', '#35cfa0', '#ec9fcd', '#9ad6fb', '#f0c040', '#c9a582', '#a3a7ff'],
  },
};

/** The colour of each method: the usual ones of Raft always have the same, others one of their own. */
export function methodHues(methods: readonly string[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  let next = 3;
  for (const method of methods) hues.set(method, usualHue(method) ?? 3 + (next++ % 5));
  return hues;
}

function usualHue(method: string): number | undefined {
  if (/append|heartbeat/i.test(method)) return 0;
  if (/vote/i.test(method)) return 1;
  return /snapshot/i.test(method) ? 2 : undefined;
}

/**
 * The colour of each lock, and of each other kind of span, where they can those that methods other than
 * Raft's do not have.
 */
export function spanHues(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, SPAN_HUES[index % SPAN_HUES.length] ?? 0]));
}

const SPAN_HUES = [2, 0, 1, 5];

export function hue(palette: Palette, index: number): string {
  return palette.hues[index % palette.hues.length] ?? palette.text;
}

/** Terms that follow each other differ. */
export function termColor(palette: Palette, term: number | undefined): string {
  return term === undefined ? palette.muted : hue(palette, term);
}
