import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { CausalBroadcastClass } from './contract.ts';

/** A turn in which the application is handed so much has a loop without an end: no scenario says so much. */
const MOST_DELIVERED = 500;

/** What a scenario starts a process with. */
export interface BroadcastSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
}

export const boot: Boot = (lab, environment) => {
  const { me, peers } = environment.setup as BroadcastSetup;
  const CausalBroadcast = lab.CausalBroadcast as CausalBroadcastClass | undefined;
  if (typeof CausalBroadcast !== 'function') {
    throw new Error('causal-broadcast.ts must export a class named CausalBroadcast');
  }
  /** What the application answers as soon as it is handed a payload, by payload. */
  const answers = new Map<unknown, unknown>();
  let received = 0;
  /** Since lab code was last called. */
  let delivered = 0;
  const broadcast = (payload: unknown): void => {
    environment.emit('broadcasts', { payload });
    broadcaster.broadcast(payload);
    environment.emit('broadcasted', { payload });
  };
  const deliver = (from: number, payload: unknown): void => {
    environment.emit('delivers', { from, payload });
    delivered++;
    if (delivered > MOST_DELIVERED) {
      throw new Error(`deliver was called ${delivered} times in one turn: a loop that does not end`);
    }
    if (!answers.has(payload)) return;
    const answer = answers.get(payload);
    answers.delete(payload);
    broadcast(answer);
  };
  const broadcaster = new CausalBroadcast({ links: environment.links(me, peers), deliver });

  return {
    receive: (from, message) => {
      received++;
      delivered = 0;
      broadcaster.receive(
        peers.findIndex(({ address }) => address === from),
        message,
      );
    },
    calls: {
      broadcast: ({ payload }: { readonly payload: unknown }) => {
        delivered = 0;
        broadcast(payload);
        return null;
      },
      answerTo: ({ payload, answer }: { readonly payload: unknown; readonly answer: unknown }) => {
        answers.set(payload, answer);
        return null;
      },
    },
    // Changes in each turn that a message begins, so that the judge is told when such a turn is over.
    state: () => ({ received }),
    inspect: () => ({ broadcaster }),
  };
};
