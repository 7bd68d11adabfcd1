import { kvModel } from './kv.ts';
import { mutexModel } from './mutex.ts';
import { queueModel } from './queue.ts';
import { registerModel } from './register.ts';
import { setModel } from './set.ts';
import { versionedKvModel } from './versioned-kv.ts';

/** Every object that the checker knows, by its name. */
export const MODELS = {
  register: registerModel,
  kv: kvModel,
  'versioned-kv': versionedKvModel,
  mutex: mutexModel,
  queue: queueModel,
  set: setModel,
} as const;

export type ModelName = keyof typeof MODELS;
