import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { GetResult, PutResult, StoreClerkConfig, StoreClerkContract } from '../contract.ts';
import type { OtherAnswer, OtherQuestion, OtherStoreRpc } from './other-store.ts';

/** It waits no longer for an answer than this. */
const PATIENCE_MS = 250;
const LONGEST_PAUSE_MS = 400;

/** A correct clerk in another style than the solution's: several tries of one put may be under way. */
export class StoreClerk implements StoreClerkContract {
  private readonly peer: Peer<OtherStoreRpc>;

  constructor({ server }: StoreClerkConfig<OtherStoreRpc>) {
    this.peer = server;
  }

  async get(about: string): Promise<GetResult> {
    const { text, version } = (await this.insist({ about })).answer;
    return version === 0 ? { kind: 'no-key' } : { kind: 'ok', value: text, version };
  }

  async put(about: string, text: string, over: number): Promise<PutResult | { readonly kind: 'maybe' }> {
    const { answer, tries } = await this.insist({ about, write: { text, over } });
    if (answer.done) return { kind: 'ok' };
    if (answer.version === 0) return { kind: 'no-key' };
    if (tries === 1 || answer.version <= over) return { kind: 'version-mismatch' };
    // If the version that this put would have made is another's, it has failed for certain.
    const isOthers = answer.version === over + 1 && answer.text !== text;
    return isOthers ? { kind: 'version-mismatch' } : { kind: 'maybe' };
  }

  private async insist(
    question: OtherQuestion,
  ): Promise<{ readonly answer: OtherAnswer; readonly tries: number }> {
    let pauseMs = 20;
    for (let tries = 1; ; tries++) {
      const answer = await Promise.race([
        this.peer.call('ask', question),
        sleep(PATIENCE_MS).then(() => null),
      ]);
      if (answer) return { answer, tries };
      await sleep(pauseMs * (0.5 + Math.random()));
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }
}
