import { createServer, type Server, type Socket } from 'node:net';
import { decode } from '../encoding.ts';
import { FrameReader, frameOf } from './frames.ts';
import { encodeReply, type Reply, type Request } from './rpc-messages.ts';

type Handler = (args: unknown) => unknown;

/** Offers the methods of an object to every `SocketPeer` that connects. */
export class SocketServer {
  private readonly target: object;
  private readonly failed: (error: unknown) => void;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /**
   * `failed` is told what a handler threw, and must end the process: an exception never travels over the
   * network, and no reply is sent.
   */
  constructor(target: object, failed: (error: unknown) => void) {
    this.target = target;
    this.failed = failed;
    this.server = createServer((socket) => this.accept(socket));
  }

  /** Rejects if it cannot listen there. */
  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(path, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Cuts all connections; the socket's file goes too. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private accept(socket: Socket): void {
    const reader = new FrameReader();
    this.sockets.add(socket);
    socket.on('data', (chunk) => {
      for (const request of reader.take(chunk) as Iterable<Request>) void this.answer(socket, request);
    });
    // A caller that was killed; what it asked for is done all the same.
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }

  private async answer(socket: Socket, [id, method, args]: Request): Promise<void> {
    try {
      const result = await this.handler(method).call(this.target, decode(args));
      const reply: Reply = [id, encodeReply(result, method)];
      socket.write(frameOf(reply));
    } catch (error) {
      this.failed(error);
    }
  }

  private handler(method: string): Handler {
    const handler = (this.target as Readonly<Record<string, unknown>>)[method];
    if (typeof handler === 'function') return handler as Handler;
    throw new TypeError(`a peer called ${method}, but there is no such method on this server`);
  }
}
