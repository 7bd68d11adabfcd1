import type { Environment } from '../../../labrpc/host/program.ts';
import type { FencedStorageContract } from './contract.ts';

type WriteArgs = Parameters<FencedStorageContract['write']>[0];
type ReadArgs = Parameters<FencedStorageContract['read']>[0];

/** Reported as `wrote`. */
export interface WroteReport extends WriteArgs {
  readonly answer: unknown;
}

/** Reported as `read`. */
export interface ReadReport extends ReadArgs {
  readonly answer: unknown;
}

/** The storage as clients call it: the judge is told of each write and read, and of what it answered. */
export function reportingStorage(
  storage: FencedStorageContract,
  environment: Environment,
): FencedStorageContract {
  return {
    write: (args) => {
      const answer = storage.write(args);
      environment.emit('wrote', { ...args, answer });
      return answer;
    },
    read: (args) => {
      const answer = storage.read(args);
      environment.emit('read', { ...args, answer });
      return answer;
    },
  };
}
