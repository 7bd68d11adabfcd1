import { encode } from '../encoding.ts';

/** What travels on a socket. `id` is the caller's number for the call; arguments and reply are encoded. */
export type Request = readonly [id: number, method: string, args: Uint8Array];
export type Reply = readonly [id: number, reply: Uint8Array];

/** `where` names the call in errors. Throws if `args` is no object, or has no encoding. */
export function encodeArguments(args: unknown, where: string): Uint8Array {
  if (typeof args !== 'object' || args === null) {
    throw new TypeError(`${where}: an RPC takes one argument object, and got ${String(args)}`);
  }
  return encodeNamed(args, where);
}

/** Throws if `reply` is no object, or has no encoding. */
export function encodeReply(reply: unknown, method: string): Uint8Array {
  if (typeof reply !== 'object' || reply === null) {
    throw new TypeError(`RPC handler ${method} must return an object, and returned ${String(reply)}`);
  }
  return encodeNamed(reply, `reply of ${method}`);
}

function encodeNamed(value: object, where: string): Uint8Array {
  try {
    return encode(value);
  } catch (error) {
    if (error instanceof Error) error.message = `${where}: ${error.message}`;
    throw error;
  }
}
