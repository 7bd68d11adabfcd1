import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { ControllerClerkClass } from './contract.ts';

/** What a scenario tells a client of the shard controller. */
export interface ControllerClerkSetup {
  /** In this clerk's own order. */
  readonly servers: readonly PeerAddress[];
}

/** Groups as the scenario gives them: pairs of gid and server names. */
interface JoinArgs {
  readonly groups: readonly (readonly [number, readonly string[]])[];
}

export const boot: Boot = (lab, environment) => {
  const { servers } = environment.setup as ControllerClerkSetup;
  const ControllerClerk = lab.ControllerClerk as ControllerClerkClass | undefined;
  if (typeof ControllerClerk !== 'function') {
    throw new Error('controller-client.ts must export a class named ControllerClerk');
  }
  const clerk = new ControllerClerk({
    servers: servers.map((server) => environment.peer(server, 'controller')),
  });
  return {
    calls: {
      join: ({ groups }: JoinArgs) => clerk.join(new Map(groups)),
      leave: ({ gids }: { readonly gids: readonly number[] }) => clerk.leave(gids),
      move: ({ shard, gid }: { readonly shard: number; readonly gid: number }) => clerk.move(shard, gid),
      query: ({ number }: { readonly number?: number }) => clerk.query(number),
    },
    inspect: () => ({ clerk }),
  };
};
