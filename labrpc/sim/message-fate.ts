import { drawMs, type LinkFaults } from './link-faults.ts';
import type { Random } from './random.ts';

/** What the network does with a message that can be sent. Times in ms from now. */
export type MessageFate =
  /** The sender of a request, if it is told at all, learns after this time. */
  | { readonly kind: 'lost'; readonly afterMs: number }
  /** One delay for each copy that arrives: one, or two. `heldMs`: how much longer a reply is held back. */
  | { readonly kind: 'delivered'; readonly delaysMs: readonly number[]; readonly heldMs?: number };

/** A delay beyond this makes a message late: more than a bad network needs in its ordinary course. */
const LATE_MS = 30;

/** Of a request. */
export function drawRequestFate(random: Random, faults: LinkFaults): MessageFate {
  if (random.chance(faults.dropRequestRatio)) {
    return { kind: 'lost', afterMs: drawMs(random, faults.lostAfterMs) };
  }
  const delayMs = outwardMs(random, faults);
  const isDoubled = random.chance(faults.duplicateRatio);
  return { kind: 'delivered', delaysMs: isDoubled ? [delayMs, outwardMs(random, faults)] : [delayMs] };
}

export function drawReplyFate(random: Random, faults: LinkFaults): MessageFate {
  if (random.chance(faults.dropReplyRatio)) {
    return { kind: 'lost', afterMs: drawMs(random, faults.lostAfterMs) };
  }
  const heldMs = random.chance(faults.holdReplyRatio) ? drawMs(random, faults.holdMs) : 0;
  return { kind: 'delivered', delaysMs: [drawMs(random, faults.delayMs)], heldMs };
}

/** Of a one-way message: whoever sent it never learns that it was lost. */
export function drawMessageFate(random: Random, faults: LinkFaults): MessageFate {
  if (random.chance(faults.dropRequestRatio)) return { kind: 'lost', afterMs: 0 };
  const isDoubled = random.chance(faults.duplicateRatio);
  const delaysMs = [outwardMs(random, faults)];
  if (isDoubled) delaysMs.push(outwardMs(random, faults));
  return { kind: 'delivered', delaysMs };
}

/** Whether a message is lost, doubled or late. */
export function isAnomaly(fate: MessageFate): boolean {
  if (fate.kind === 'lost' || fate.delaysMs.length > 1) return true;
  return (fate.delaysMs[0] ?? 0) + (fate.heldMs ?? 0) > LATE_MS;
}

function outwardMs(random: Random, { holdRequestRatio, holdMs, delayMs }: LinkFaults): number {
  const heldMs = random.chance(holdRequestRatio) ? drawMs(random, holdMs) : 0;
  return drawMs(random, delayMs) + heldMs;
}
