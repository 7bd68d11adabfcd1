import { type KvInput, type KvOutput, kvModel } from '../../check/linearizability/models/kv.ts';
import type { JudgedObject } from '../../check/linearizability/run-judgement.ts';

/** What the history of a key/value service is judged against. */
export const KV_OBJECT: JudgedObject<KvInput, KvOutput, string> = {
  model: kvModel,
  topic: 'kv',
  amongWhat: ({ key }) => `operations on ${JSON.stringify(key)}`,
};
