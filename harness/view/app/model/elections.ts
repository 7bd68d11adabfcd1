import type { TraceMessage } from '../../../trace/trace.ts';
import { messageFacts } from './message-facts.ts';
import type { Run } from './run.ts';
import { positionOfTurn } from './step-position.ts';

/** What became of a candidate's question to another server. */
export type Vote = 'granted' | 'refused' | 'lost' | 'answer lost' | 'no answer yet';

export interface Election {
  readonly candidate: number;
  readonly term: number;
  readonly atMs: number;
  /** Position of the step in which it asked. */
  readonly position: number;
  readonly votes: ReadonlyMap<number, Vote>;
  readonly isWon: boolean;
}

/** `requestVote`, and not the question before it that some ask first. */
const ASKS_FOR_VOTES = /vote/i;
const ASKS_BEFORE = /pre/i;

/** Which elections are wanted: at most `limit`, those among the servers of one cluster. */
export interface ElectionChoice {
  readonly limit: number;
  readonly actors: readonly number[];
}

/** Who stood until a step, the last first: what was asked, and what had been answered. */
export function electionsUntil(
  run: Run,
  position: number,
  { limit, actors }: ElectionChoice,
): readonly Election[] {
  const answers = new Map<number, TraceMessage>();
  const asked = new Map<string, TraceMessage[]>();
  const n = run.steps[position]?.n ?? -1;
  for (const message of run.trace.messages) {
    const { kind, from, method, sent, re } = message;
    if (sent > n || !ASKS_FOR_VOTES.test(method) || ASKS_BEFORE.test(method)) continue;
    if (re !== undefined) answers.set(re, message);
    if (kind !== 'request' || !actors.includes(from)) continue;
    const key = `${from} ${messageFacts(message).term}`;
    const group = asked.get(key);
    if (group) group.push(message);
    else asked.set(key, [message]);
  }
  return [...asked.values()]
    .slice(-limit)
    .reverse()
    .map((requests) => electionOf(run, position, requests, answers));
}

function electionOf(
  run: Run,
  until: number,
  requests: readonly TraceMessage[],
  answers: ReadonlyMap<number, TraceMessage>,
): Election {
  const first = requests[0] as TraceMessage;
  const term = messageFacts(first).term ?? 0;
  const n = run.steps[until]?.n ?? -1;
  const votes = new Map<number, Vote>();
  for (const request of requests) {
    const vote = voteOf(request, answers.get(request.id), n);
    // A later question to the same server repeats an earlier one that brought nothing.
    const known = votes.get(request.to);
    if (known !== 'granted' && known !== 'refused') votes.set(request.to, vote);
  }
  const now = run.times[until] ?? run.endMs;
  const isWon = run.leaders.some(
    (period) => period.actor === first.from && period.term === term && period.fromMs <= now,
  );
  return {
    candidate: first.from,
    term,
    atMs: first.sentAtMs,
    position: Math.max(positionOfTurn(run.steps, first.sent), 0),
    votes,
    isWon,
  };
}

function voteOf({ fate }: TraceMessage, answer: TraceMessage | undefined, untilStep: number): Vote {
  if (fate.kind === 'lost') return 'lost';
  if (answer?.fate.kind === 'lost') return 'answer lost';
  if (answer?.fate.kind !== 'delivered' || answer.fate.step > untilStep) return 'no answer yet';
  return messageFacts(answer).verdict === true ? 'granted' : 'refused';
}
