import type { Run } from './run.ts';
import { positionOfTurn } from './step-position.ts';

/** A step and why it happened, as the next link of a chain that leads back in time. */
export interface Link {
  readonly position: number;
  /** The message that carried the cause here; undefined for a timer. */
  readonly message?: number;
}

/** The step that made this one happen; undefined if it was the scenario, or is not in the trace. */
export function causeOf(run: Run, position: number): Link | undefined {
  const origin = originOf(run, position);
  return origin && linkTo(run, origin.step, origin.message);
}

/** Number of the step that made this one happen, if it was left out of the trace. */
export function missingCauseOf(run: Run, position: number): number | undefined {
  const step = originOf(run, position)?.step;
  return step === undefined || positionOfTurn(run.steps, step) >= 0 ? undefined : step;
}

function originOf(run: Run, position: number): { step: number; message?: number } | undefined {
  const cause = run.steps[position]?.cause;
  if (cause?.kind === 'timer') return { step: cause.set };
  const isDelivery = cause?.kind === 'message' || cause?.kind === 'reply';
  const id = isDelivery ? cause.message : cause?.kind === 'no-answer' ? cause.request : undefined;
  const message = id === undefined ? undefined : run.messageOf(id);
  return message && { step: message.sent, message: message.id };
}

function linkTo(run: Run, step: number, message?: number): Link | undefined {
  const position = positionOfTurn(run.steps, step);
  if (position < 0) return undefined;
  return message === undefined ? { position } : { position, message };
}

/** The chain of causes of a step, nearest first, at most `limit` links. */
export function causesOf(run: Run, position: number, limit: number): readonly Link[] {
  const chain: Link[] = [];
  let link = causeOf(run, position);
  while (link && chain.length < limit) {
    chain.push(link);
    link = link.position < (chain.at(-2)?.position ?? position) ? causeOf(run, link.position) : undefined;
  }
  return chain;
}

/** Where the messages that a step sent arrived, in the order of sending. */
export function deliveriesOf(run: Run, position: number): readonly Link[] {
  return (run.steps[position]?.effects ?? []).flatMap((effect) => {
    const message = effect.kind === 'send' ? run.messageOf(effect.message) : undefined;
    if (message?.fate.kind !== 'delivered') return [];
    const link = linkTo(run, message.fate.step, message.id);
    return link ? [link] : [];
  });
}

/** For a step that a reply or its absence caused: where the request was sent, and where it was handled. */
export function requestOf(run: Run, position: number): { sent?: Link; handled?: Link } {
  const cause = run.steps[position]?.cause;
  const id =
    cause?.kind === 'reply'
      ? run.messageOf(cause.message)?.re
      : cause?.kind === 'no-answer'
        ? cause.request
        : undefined;
  const request = id === undefined ? undefined : run.messageOf(id);
  if (!request) return {};
  const sent = linkTo(run, request.sent, request.id);
  const handled = request.fate.kind === 'delivered' ? linkTo(run, request.fate.step, request.id) : undefined;
  return { ...(sent && { sent }), ...(handled && { handled }) };
}
