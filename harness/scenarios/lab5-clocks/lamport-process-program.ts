import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { CompareStamps, LamportClockClass, Stamp } from './contract.ts';

interface ProcessSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
}

/** What a process reports of each of its events, and how it looked before and after at its clock. */
export interface LamportReport {
  readonly kind: 'local' | 'sends' | 'receives';
  readonly before: unknown;
  readonly given: unknown;
  readonly after: unknown;
}

/** A message: nothing but the time of its sending. */
interface Stamped {
  readonly time: number;
}

/** A process whose events get their times from the student's clock. */
export const boot: Boot = (lab, environment) => {
  const { me, peers } = environment.setup as ProcessSetup;
  const LamportClock = lab.LamportClock as LamportClockClass | undefined;
  const compareStamps = lab.compareStamps as CompareStamps | undefined;
  if (typeof LamportClock !== 'function') {
    throw new Error('lamport-clock.ts must export a class named LamportClock');
  }
  if (typeof compareStamps !== 'function') {
    throw new Error('lamport-clock.ts must export a function named compareStamps');
  }
  const clock = new LamportClock();
  const links = environment.links<Stamped>(me, peers);

  function event(kind: LamportReport['kind'], timeIt: () => number): number {
    const before = clock.time;
    const given = timeIt();
    const report: LamportReport = { kind, before, given, after: clock.time };
    environment.emit('lamport', report);
    return given;
  }

  return {
    calls: {
      local: ({ count }: { readonly count: number }) => {
        for (let nth = 0; nth < count; nth++) event('local', () => clock.tick());
        return null;
      },
      send: ({ to }: { readonly to: readonly number[] }) => {
        for (const process of to) links.send(process, { time: event('sends', () => clock.tick()) });
        return null;
      },
      compare: ({ stamps }: { readonly stamps: readonly Stamp[] }) =>
        stamps.map((a) => stamps.map((b) => compareStamps(a, b))),
    },
    receive: (_from, message) => {
      const { time } = message as Stamped;
      event('receives', () => clock.receive(time));
    },
    inspect: () => ({ clock }),
  };
};
