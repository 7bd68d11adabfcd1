import { Mutex, type Peer, sleep } from '../../../labrpc/index.ts';
import type { Session } from './contract.ts';
import type {
  CoordinationRpc,
  Numbering,
  OperationAnswer,
  OperationReply,
  WatchEvent,
} from './coordination-rpc.ts';
import type { FiredWatch } from './znode-tree.ts';

/** How long to wait before the service is asked again, if it did not answer. */
const RETRY_MS = 10;
/** What is asked of a session that has expired fails after a moment, so that nobody can spin on it. */
const EXPIRED_PAUSE_MS = 10;
/** How long to wait for an answer to a poll, in parts of the session's length. */
const POLLS_A_SESSION = 3;

/**
 * A client's session with the coordination service. It asks one thing after the other, and hands on what its
 * watches report: events that were made before an answer are told before it.
 */
export class CoordinationSession implements Session {
  readonly id: string;
  private readonly service: Peer<CoordinationRpc>;
  private readonly pollPatienceMs: number;
  private readonly expiry = new AbortController();
  /** One operation at a time. */
  private readonly turn = new Mutex();
  private lastNumber = 0;
  private isAsking = false;
  /** The last event that has been told. */
  private lastEvent = 0;
  /** What polls brought during an operation waits for its answer: nobody knows which came first. */
  private waiting: readonly WatchEvent[] = [];
  private readonly watches = new Map<string, (() => void)[]>();

  constructor(id: string, service: Peer<CoordinationRpc>, sessionMs: number) {
    this.id = id;
    this.service = service;
    this.pollPatienceMs = sessionMs / POLLS_A_SESSION;
    void this.listen();
  }

  get expired(): AbortSignal {
    return this.expiry.signal;
  }

  async create(
    path: string,
    options: { readonly ephemeral: boolean; readonly sequential: boolean },
  ): ReturnType<Session['create']> {
    const { ephemeral, sequential } = options;
    // A sequential node may be named by its number alone.
    checkPath('create', sequential ? `${path}0` : path);
    const answer = await this.ask((numbering) =>
      this.service.call('create', { path, ephemeral, sequential, ...numbering }),
    );
    if (answer?.kind === 'created') return { kind: 'ok', path: answer.path };
    return answer && { kind: 'exists' };
  }

  async remove(path: string): ReturnType<Session['remove']> {
    checkPath('remove', path);
    const answer = await this.ask((numbering) => this.service.call('remove', { path, ...numbering }));
    return answer && { kind: answer.kind === 'removed' ? 'ok' : 'no-node' };
  }

  async exists(path: string, onChange?: () => void): ReturnType<Session['exists']> {
    checkPath('exists', path);
    const watch = onChange !== undefined;
    const answer = await this.ask(
      (numbering) => this.service.call('exists', { path, watch, ...numbering }),
      () => this.watch('node', path, onChange),
    );
    return answer?.kind === 'exists' ? { exists: answer.exists } : null;
  }

  async children(path: string, onChange?: () => void): ReturnType<Session['children']> {
    checkPath('children', path);
    const watch = onChange !== undefined;
    const answer = await this.ask(
      (numbering) => this.service.call('children', { path, watch, ...numbering }),
      () => this.watch('children', path, onChange),
    );
    return answer?.kind === 'children' ? { names: answer.names } : null;
  }

  /** `answered` is called when the answer is there, before whoever asked has it. */
  private ask(
    call: (numbering: Numbering) => Promise<OperationReply | null>,
    answered?: () => void,
  ): Promise<OperationAnswer | null> {
    return this.turn.run(async () => {
      if (this.expired.aborted) {
        await sleep(EXPIRED_PAUSE_MS);
        return null;
      }
      this.lastNumber++;
      this.isAsking = true;
      const reply = await call({ session: this.id, number: this.lastNumber, after: this.lastEvent });
      this.isAsking = false;
      if (reply?.kind === 'session-expired') this.expire();
      if (reply?.kind === 'answer') {
        this.tell(reply.events);
        answered?.();
      }
      const newest = this.waiting.at(-1)?.number;
      // In a turn of their own: whoever asked has the answer first.
      if (newest !== undefined) setTimeout(() => this.tellWaiting(newest), 0);
      return reply?.kind === 'answer' ? reply.answer : null;
    });
  }

  /** Asks for events as long as the session lives, and keeps it alive by that. */
  private async listen(): Promise<void> {
    while (!this.expired.aborted) {
      const newest = this.waiting.at(-1)?.number ?? this.lastEvent;
      const poll = this.service.call('poll', { session: this.id, after: newest });
      const patience = sleep(this.pollPatienceMs).then(() => null);
      const reply = await Promise.race([poll, patience]);
      if (reply?.kind === 'session-expired') this.expire();
      if (reply?.kind === 'events') this.hear(reply.events);
      if (reply === null) await sleep(RETRY_MS);
    }
  }

  private hear(events: readonly WatchEvent[]): void {
    const newest = this.waiting.at(-1)?.number ?? this.lastEvent;
    const news = events.filter(({ number }) => number > newest);
    if (this.isAsking || this.waiting.length > 0) this.waiting = [...this.waiting, ...news];
    else this.tell(news);
  }

  /** Those that came later wait on, if another operation is under way. */
  private tellWaiting(newest: number): void {
    const told = this.waiting.filter(({ number }) => !this.isAsking || number <= newest);
    this.waiting = this.waiting.filter((event) => !told.includes(event));
    this.tell(told);
  }

  private tell(events: readonly WatchEvent[]): void {
    for (const { number, of, path } of events) {
      if (number <= this.lastEvent) continue;
      this.lastEvent = number;
      const key = `${of} ${path}`;
      const watchers = this.watches.get(key) ?? [];
      this.watches.delete(key);
      for (const onChange of watchers) onChange();
    }
  }

  private watch(of: FiredWatch['of'], path: string, onChange: (() => void) | undefined): void {
    if (!onChange) return;
    const key = `${of} ${path}`;
    this.watches.set(key, [...(this.watches.get(key) ?? []), onChange]);
  }

  private expire(): void {
    this.expiry.abort(new Error(`session ${this.id} has expired`));
  }
}

function checkPath(method: string, path: string): void {
  if (typeof path === 'string' && /^(\/[^/]+)+$/.test(path)) return;
  const advice = 'a path begins with / and names each node on the way, such as /locks/a/node';
  throw new TypeError(`session.${method} of ${JSON.stringify(path)}: ${advice}`);
}
