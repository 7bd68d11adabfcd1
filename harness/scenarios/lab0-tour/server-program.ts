import type { Boot } from '../../../labrpc/host/program.ts';
import type { CounterServerClass } from './contract.ts';

export const boot: Boot = (lab, environment) => {
  const CounterServer = lab.CounterServer as CounterServerClass | undefined;
  if (typeof CounterServer !== 'function') {
    throw new Error('counter-server.ts must export a class named CounterServer');
  }
  const counter = new CounterServer({ persister: environment.persister });
  return {
    services: { counter },
    state: () => ({ value: counter.value }),
    inspect: () => ({ counter }),
  };
};
