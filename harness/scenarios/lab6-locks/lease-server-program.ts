import type { Boot } from '../../../labrpc/host/program.ts';
import type { LeaseServerClass } from './contract.ts';

/** What a scenario tells the lease server. */
export interface LeaseServerSetup {
  readonly leaseMs: number;
}

export const boot: Boot = (lab, environment) => {
  const { leaseMs } = environment.setup as LeaseServerSetup;
  const LeaseServer = lab.LeaseServer as LeaseServerClass | undefined;
  if (typeof LeaseServer !== 'function') {
    throw new Error('lease-server.ts must export a class named LeaseServer');
  }
  const server = new LeaseServer({ leaseMs });
  return { services: { leases: server }, inspect: () => ({ server }) };
};
