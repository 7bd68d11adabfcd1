/** Longer values are shown by their two ends: what tells them apart is mostly the end. */
const LONGEST = 60;
const END_SHOWN = 24;

/** A value in quotation marks, short enough for a line of text. */
export function quote(value: string): string {
  if (value.length <= LONGEST) return JSON.stringify(value);
  const begin = JSON.stringify(value.slice(0, END_SHOWN)).slice(0, -1);
  const end = JSON.stringify(value.slice(-END_SHOWN)).slice(1);
  return `${begin}…${end} (${value.length} characters)`;
}
