import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { CounterClientClass } from './contract.ts';

/** What a scenario tells a client. */
export interface ClientSetup {
  readonly id: string;
  readonly server: PeerAddress;
}

export const boot: Boot = (lab, environment) => {
  const { id, server } = environment.setup as ClientSetup;
  const CounterClient = lab.CounterClient as CounterClientClass | undefined;
  if (typeof CounterClient !== 'function') {
    throw new Error('counter-client.ts must export a class named CounterClient');
  }
  const client = new CounterClient({ id, server: environment.peer(server, 'counter') });
  return {
    calls: {
      increment: ({ nth }: { readonly nth: number }) => {
        environment.emit('asks', { nth });
        return client.increment();
      },
      read: () => client.read(),
    },
    inspect: () => ({ client }),
  };
};
