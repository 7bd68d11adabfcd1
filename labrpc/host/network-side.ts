import { decode, encodeShared } from '../encoding.ts';
import type { Links } from '../links.ts';
import type { Peer } from '../peer.ts';
import type { Effect } from '../sim/port.ts';
import type { PeerAddress } from './program.ts';

type Handler = (args: unknown) => unknown;

/** The network as lab code sees it: peers to call and links to send on. Only encoded values leave. */
export class NetworkSide {
  private readonly pending = new Map<number, (reply: unknown) => void>();
  private nextCallId = 1;
  private readonly out: (effect: Effect) => void;

  constructor(out: (effect: Effect) => void) {
    this.out = out;
  }

  /** No call that waits gets a reply any more. */
  forget(): void {
    this.pending.clear();
  }

  peer<Rpcs>({ address, name }: PeerAddress, service: string): Peer<Rpcs> {
    const peer = {
      name,
      call: (method: string, args: unknown): Promise<unknown> => {
        if (typeof args !== 'object' || args === null) {
          throw new TypeError(`${name}.${method}: an RPC takes one argument object, and got ${String(args)}`);
        }
        const bytes = encodeArguments(args, `${name}.${method}`);
        const id = this.nextCallId++;
        return new Promise((resolve) => {
          this.pending.set(id, resolve);
          this.out({ kind: 'request', id, to: address, service, method, bytes });
        });
      },
    };
    // The types of methods and replies are the student's; here they are names and bytes.
    return peer as Peer<Rpcs>;
  }

  links<Message>(me: number, addresses: readonly PeerAddress[]): Links<Message> {
    const out = this.out;
    return {
      me,
      size: addresses.length,
      send(to, message) {
        const peer = addresses[to];
        if (!peer)
          throw new RangeError(`links.send: there is no process ${to}, only 0 to ${addresses.length - 1}`);
        out({
          kind: 'message',
          to: peer.address,
          bytes: encodeArguments(message, `message to ${peer.name}`),
        });
      },
    };
  }

  /** A second reply to one call, from a request that the network doubled, finds nobody waiting. */
  takeReply(id: number, bytes: Uint8Array | null): void {
    const resolve = this.pending.get(id);
    this.pending.delete(id);
    resolve?.(bytes === null ? null : decode(bytes));
  }

  /**
   * Runs the handler that a peer named. A name that is no method is the caller's mistake, and is named as
   * such.
   */
  callHandler(target: object | undefined, service: string, method: string, bytes: Uint8Array): unknown {
    const handler = (target as Record<string, Handler> | undefined)?.[method];
    if (typeof handler !== 'function') {
      throw new TypeError(
        `a peer called ${method}, but there is no such method on the ${service} of this server`,
      );
    }
    return handler.call(target, decode(bytes));
  }
}

function encodeArguments(value: unknown, where: string): Uint8Array {
  try {
    return encodeShared(value);
  } catch (error) {
    if (error instanceof Error) error.message = `${where}: ${error.message}`;
    throw error;
  }
}
