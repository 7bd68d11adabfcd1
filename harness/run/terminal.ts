import type { TextStream } from './progress.ts';

/** Whether text for this stream may have colours: as NO_COLOR, FORCE_COLOR and the terminal say. */
export function hasColours(stream: TextStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR !== undefined ? FORCE_COLOR !== '0' : stream.isTTY === true && TERM !== 'dumb';
}
