import { decode } from '../../labrpc/encoding.ts';
import type { Happening } from '../../labrpc/sim/recent.ts';
import { namesText } from '../trace/names-text.ts';
import { valueText } from './value-text.ts';

/** So many different answers are told, and of each so many characters. */
const ANSWERS_TOLD = 4;
const LONGEST_ANSWER = 72;

/**
 * What a client has heard from each server last, newest first: `{ kind: "wrong-group" } from g2.0–1; nothing
 * from g2.2`. Of what happened from `sinceMs` on, oldest first; undefined if the client heard nothing.
 */
export function lastAnswersText(
  happenings: readonly Happening[],
  client: string,
  sinceMs: number,
): string | undefined {
  const newestFirst = happenings.filter((one) => one.who === client && one.atMs >= sinceMs).reverse();
  const heard = new Set<string>();
  const namesByText = new Map<string, string[]>();
  for (const { kind, whom, value } of newestFirst) {
    if ((kind !== 'answer' && kind !== 'lost') || whom === undefined || heard.has(whom)) continue;
    heard.add(whom);
    const text = kind === 'answer' ? valueText(decode(value as Uint8Array), LONGEST_ANSWER) : 'nothing';
    namesByText.set(text, [...(namesByText.get(text) ?? []), whom]);
  }
  const told = [...namesByText].slice(0, ANSWERS_TOLD);
  return told.map(([text, names]) => `${text} from ${namesText(names)}`).join('; ') || undefined;
}
