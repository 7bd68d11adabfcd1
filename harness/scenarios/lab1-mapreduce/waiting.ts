import { Violation } from '../../../labrpc/sim/violation.ts';

/** The handout allows 5 s; where nothing is late, messages are under way for far less than the rest. */
export const WORTH_TELLING_MS = 5500;

/** What the judge is told of a question that was answered late. */
export interface Kept {
  /** What the worker asked. */
  readonly method: string;
  readonly keptMs: number;
}

/** The coordinator kept a worker waiting, until it had something to do for it. */
export function keptTooLong(worker: string, { method, keptMs }: Kept): Violation {
  const waited = `${worker} waited ${(keptMs / 1000).toFixed(1)} s for an answer to ${method}`;
  const message = `${waited}: the coordinator may keep a question for 5 s`;
  return new Violation('mapreduce/polling', message, { paper: 'limits', actor: worker });
}
