import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { KvClerkConfig, KvClerkContract } from '../contract.ts';
import type { OtherCommand, OtherKvRpc, OtherWish } from './other-messages.ts';

const ROUND_MS = 700;
const BETWEEN_ROUNDS_MS = 80;

/** A correct clerk in another style than the solution's: see README.md. */
export class KvClerk implements KvClerkContract {
  private readonly peers: readonly Peer<OtherKvRpc>[];
  private session: number | undefined;
  private wishes = 0;

  constructor({ servers }: KvClerkConfig<OtherKvRpc>) {
    this.peers = servers;
  }

  get(key: string): Promise<string> {
    return this.wish({ what: 'read', key });
  }

  async put(key: string, text: string): Promise<void> {
    await this.wish({ what: 'write', key, text });
  }

  async append(key: string, text: string): Promise<void> {
    await this.wish({ what: 'add', key, text });
  }

  private async wish(wish: OtherWish): Promise<string> {
    this.session ??= Number(await this.insist({ kind: 'open' }));
    this.wishes += 1;
    return this.insist({ kind: 'do', session: this.session, nth: this.wishes, wish });
  }

  private async insist(command: OtherCommand): Promise<string> {
    for (;;) {
      const text = await this.askAll(command);
      if (text !== null) return text;
      await sleep(BETWEEN_ROUNDS_MS);
    }
  }

  /** The first answer; null if nobody has one, or it takes too long. */
  private askAll(command: OtherCommand): Promise<string | null> {
    return new Promise((resolve) => {
      setTimeout(() => resolve(null), ROUND_MS);
      let open = this.peers.length;
      for (const peer of this.peers) {
        void peer.call('tell', command).then((reply) => {
          open -= 1;
          if (typeof reply?.text === 'string') resolve(reply.text);
          else if (open === 0) resolve(null);
        });
      }
    });
  }
}
