import type { Boot } from '../../../labrpc/host/program.ts';
import type { FencedStorageClass } from './contract.ts';
import { reportingStorage } from './storage-reports.ts';

export const boot: Boot = (lab, environment) => {
  const FencedStorage = lab.FencedStorage as FencedStorageClass | undefined;
  if (typeof FencedStorage !== 'function') {
    throw new Error('fenced-storage.ts must export a class named FencedStorage');
  }
  const storage = new FencedStorage();
  return {
    services: { storage: reportingStorage(storage, environment) },
    inspect: () => ({ storage }),
  };
};
