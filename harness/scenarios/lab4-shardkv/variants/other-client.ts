import { sleep } from '../../../../labrpc/index.ts';
import type { KvClerkContract } from '../../lab3-kvraft/contract.ts';
import type { ShardConfig, ShardKvCommon } from '../contract.ts';
import { askAll } from './other-ask.ts';
import { ControllerClerk } from './other-controller-client.ts';
import type { OtherControllerRpc, OtherGroupRpc, OtherWish } from './other-messages.ts';

const BETWEEN_ROUNDS_MS = 60;

/** A correct clerk in another style than the solution's: see README.md. */
export class ShardKvClerk implements KvClerkContract {
  private readonly common: ShardKvCommon<OtherGroupRpc, OtherControllerRpc>;
  private readonly controller: ControllerClerk;
  private readonly clerk: string = Math.random().toString(36) + Math.random().toString(36);
  private wishes = 0;
  private config: ShardConfig | undefined;

  constructor(common: ShardKvCommon<OtherGroupRpc, OtherControllerRpc>) {
    this.common = common;
    this.controller = new ControllerClerk({ servers: common.controllers });
  }

  get(key: string): Promise<string> {
    return this.insist('read', key, '');
  }

  async put(key: string, text: string): Promise<void> {
    await this.insist('write', key, text);
  }

  async append(key: string, text: string): Promise<void> {
    await this.insist('add', key, text);
  }

  private async insist(what: OtherWish['what'], key: string, text: string): Promise<string> {
    this.wishes += 1;
    const wish: OtherWish = { what, key, text, clerk: this.clerk, nth: this.wishes };
    for (;;) {
      this.config ??= await this.controller.query();
      const gid = this.config.shards[this.common.shardOf(key)] ?? 0;
      const peers = (this.config.groups.get(gid) ?? []).map(this.common.connect);
      const answer = await askAll(
        peers,
        (peer) => peer.call('wish', wish),
        (reply) => reply.text ?? undefined,
      );
      if (answer !== undefined) return answer;
      await sleep(BETWEEN_ROUNDS_MS);
      this.config = undefined;
    }
  }
}
