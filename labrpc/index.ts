/**
 * Everything lab code may import from the simulated world, one name per line.
 * The same names serve a run in the simulation and a run over real sockets and files.
 */
export { DecodeError, decode, encode } from './encoding.ts';
export { Channel } from './kit/channel.ts';
export { Condition } from './kit/condition.ts';
export { Mutex } from './kit/mutex.ts';
export { sleep } from './kit/sleep.ts';
export type { Links } from './links.ts';
export { NotImplemented } from './not-implemented.ts';
export type { Peer, RpcArgs, RpcName, RpcReply } from './peer.ts';
export type { Persister } from './persister.ts';
