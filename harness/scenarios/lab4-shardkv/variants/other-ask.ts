import type { Peer } from '../../../../labrpc/index.ts';

const ROUND_MS = 700;

/** Asks all at once. The first answer that is one; undefined if nobody has one, or it takes too long. */
export function askAll<Rpc, Reply, Answer>(
  peers: readonly Peer<Rpc>[],
  call: (peer: Peer<Rpc>) => Promise<Reply | null>,
  answerIn: (reply: Reply) => Answer | undefined,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ROUND_MS);
    const end = (answer: Answer | undefined) => {
      clearTimeout(timer);
      resolve(answer);
    };
    let open = peers.length;
    if (open === 0) end(undefined);
    for (const peer of peers) {
      void call(peer).then((reply) => {
        open -= 1;
        const answer = reply === null ? undefined : answerIn(reply);
        if (answer !== undefined || open === 0) end(answer);
      });
    }
  });
}
