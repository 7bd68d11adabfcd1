import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { Clerks, type OpenOperation } from './clerks.ts';

export type OpenKvOperation = OpenOperation<KvInput, string>;

/** Clerks of a key/value service. A get gives the value, the others give ''. */
export class KvClerks extends Clerks<KvInput, string> {
  /** The value, within `limitMs`. */
  async get(clerk: number, key: string, limitMs?: number): Promise<string> {
    return (await this.ask(clerk, { kind: 'get', key }, limitMs)) ?? '';
  }

  async put(clerk: number, key: string, value: string, limitMs?: number): Promise<void> {
    await this.ask(clerk, { kind: 'put', key, value }, limitMs);
  }

  async append(clerk: number, key: string, value: string, limitMs?: number): Promise<void> {
    await this.ask(clerk, { kind: 'append', key, value }, limitMs);
  }
}
