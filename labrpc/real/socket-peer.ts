import { connect, type Socket } from 'node:net';
import { decode } from '../encoding.ts';
import type { Peer, RpcArgs, RpcName, RpcReply } from '../peer.ts';
import { FrameReader, frameOf } from './frames.ts';
import { encodeArguments, type Reply, type Request } from './rpc-messages.ts';

/**
 * A server in another process, behind a socket. All calls share one connection, which is made with the first
 * call and again with the first one after it was lost. A call ends with `null` when there is nobody to
 * connect to, or when the connection is lost before the reply has come; until then it waits. Nothing is sent
 * twice.
 */
export class SocketPeer<Rpcs> implements Peer<Rpcs> {
  readonly name: string;
  private readonly path: string;
  private readonly pending = new Map<number, (reply: unknown) => void>();
  private nextCallId = 1;
  private socket: Socket | undefined;

  /** `path`: where its `SocketServer` listens, or will. */
  constructor(name: string, path: string) {
    this.name = name;
    this.path = path;
  }

  call<M extends RpcName<Rpcs>>(method: M, args: RpcArgs<Rpcs, M>): Promise<RpcReply<Rpcs, M> | null> {
    const bytes = encodeArguments(args, `${this.name}.${method}`);
    const id = this.nextCallId++;
    const request: Request = [id, method, bytes];
    const socket = this.connected();
    return new Promise((resolve) => {
      // The types of replies are the student's; here they are bytes.
      this.pending.set(id, resolve as (reply: unknown) => void);
      socket.write(frameOf(request));
    });
  }

  /** Gives up the connection: calls that wait end with `null`. */
  close(): void {
    this.socket?.destroy();
  }

  private connected(): Socket {
    if (this.socket) return this.socket;
    const socket = connect(this.path);
    const reader = new FrameReader();
    socket.on('data', (chunk) => {
      for (const [id, reply] of reader.take(chunk) as Iterable<Reply>) this.settle(id, decode(reply));
    });
    // Whatever went wrong, the connection closes, and that is all there is to know.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = undefined;
      for (const id of [...this.pending.keys()]) this.settle(id, null);
    });
    this.socket = socket;
    return socket;
  }

  private settle(id: number, reply: unknown): void {
    const resolve = this.pending.get(id);
    this.pending.delete(id);
    resolve?.(reply);
  }
}
