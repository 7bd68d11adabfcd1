import type { Boot } from '../../../labrpc/host/program.ts';
import type { ShardKvClerkClass } from './contract.ts';
import { type DirectorySetup, shardDirectory } from './shard-directory.ts';

export const boot: Boot = (lab, environment) => {
  const ShardKvClerk = lab.ShardKvClerk as ShardKvClerkClass | undefined;
  if (typeof ShardKvClerk !== 'function') throw new Error('client.ts must export a class named ShardKvClerk');
  const clerk = new ShardKvClerk(shardDirectory(environment, environment.setup as DirectorySetup));
  return {
    calls: {
      get: ({ key }: { readonly key: string }) => clerk.get(key),
      put: ({ key, value }: { readonly key: string; readonly value: string }) => clerk.put(key, value),
      append: ({ key, value }: { readonly key: string; readonly value: string }) => clerk.append(key, value),
    },
    inspect: () => ({ clerk }),
  };
};
