/** The names of `Rpcs` that can be called over the network: one argument object in, one reply object out. */
export type RpcName<Rpcs> = {
  [M in keyof Rpcs]: Rpcs[M] extends (args: infer Args) => infer Reply
    ? Args extends object
      ? Awaited<Reply> extends object
        ? M
        : never
      : never
    : never;
}[keyof Rpcs] &
  string;

export type RpcArgs<Rpcs, M extends keyof Rpcs> = Rpcs[M] extends (args: infer Args) => unknown
  ? Args
  : never;
export type RpcReply<Rpcs, M extends keyof Rpcs> = Rpcs[M] extends (args: never) => infer Reply
  ? Awaited<Reply>
  : never;

/** One server, as seen from here. */
export interface Peer<Rpcs> {
  /** Unique in the network, for log lines. */
  readonly name: string;
  /**
   * Calls `method` on that server and resolves to its reply, or to `null` if none arrived: the request or the
   * reply was lost, the server is down or cut off, or crashed while it worked. `null` comes at once or after
   * as much as 7 s, and says nothing about whether the handler ran; the network may also run it twice. Never
   * rejects. A call waits as long as its handler does. Calls may overtake each other.
   * Throws at once if `args` cannot be encoded (see `encode`).
   */
  call<M extends RpcName<Rpcs>>(method: M, args: RpcArgs<Rpcs, M>): Promise<RpcReply<Rpcs, M> | null>;
}
