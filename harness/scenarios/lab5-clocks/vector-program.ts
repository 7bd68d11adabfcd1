import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { CausalOrder, CompareVectors, VectorClockClass, VectorTime } from './contract.ts';

/** What a scenario starts a process with. */
export interface VectorSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
}

/** Reported with each event: what happened, and what the clock said of it. */
export interface VectorReport {
  readonly kind: 'happens' | 'sends' | 'receives';
  /** To whom, from whom. */
  readonly processes: readonly number[];
  readonly vector: unknown;
  readonly time: unknown;
  /** What the clock had handed out at the event before, as it is now. */
  readonly earlier: unknown;
  /** What `time` had given then (before the first event: at the start), as it is now. */
  readonly earlierTime: unknown;
}

/** All that the clock has handed out, as it is now. */
export interface KeptVectors {
  /** By event. */
  readonly vectors: readonly unknown[];
  /** At the start, then by event. */
  readonly times: readonly unknown[];
}

/** The answers of `compareVectors`, as they are reported: by position here; what is not here, as text. */
export const ANSWERS: readonly CausalOrder[] = ['before', 'after', 'equal', 'concurrent'];

export const boot: Boot = (lab, environment) => {
  const { me, peers } = environment.setup as VectorSetup;
  const VectorClock = lab.VectorClock as VectorClockClass | undefined;
  const compareVectors = lab.compareVectors as CompareVectors | undefined;
  if (typeof VectorClock !== 'function' || typeof compareVectors !== 'function') {
    throw new Error(
      'vector-clock.ts must export a class named VectorClock and a function named compareVectors',
    );
  }
  const clock = new VectorClock({ me, size: peers.length });
  const links = environment.links<VectorTime>(me, peers);
  // The very arrays that the clock handed out.
  const vectors: VectorTime[] = [];
  const times: VectorTime[] = [clock.time];
  const report = (kind: VectorReport['kind'], processes: readonly number[], vector: VectorTime): void => {
    const { time } = clock;
    const [earlier, earlierTime] = [vectors.at(-1), times.at(-1)];
    const told: VectorReport = { kind, processes, vector, time, earlier, earlierTime };
    vectors.push(vector);
    times.push(time);
    environment.emit('stamps', told);
  };
  environment.emit('starts', { time: times[0] });

  return {
    receive: (from, message) => {
      const process = peers.findIndex(({ address }) => address === from);
      report('receives', [process], clock.receive(message as VectorTime));
    },
    calls: {
      happens: () => {
        report('happens', [], clock.tick());
        return null;
      },
      send: ({ to }: { readonly to: readonly number[] }) => {
        const vector = clock.tick();
        report('sends', to, vector);
        for (const process of to) links.send(process, vector);
        return null;
      },
      kept: (): KeptVectors => ({ vectors, times }),
      compare: ({ vectors: given }: { readonly vectors: readonly VectorTime[] }) =>
        given.flatMap((a) => given.map((b) => answerOf(compareVectors(a, b)))),
    },
    inspect: () => ({ clock }),
  };
};

function answerOf(answer: unknown): number | string {
  const position = ANSWERS.indexOf(answer as CausalOrder);
  return position < 0 ? String(answer) : position;
}
