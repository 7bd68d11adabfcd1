import { encode } from '../../labrpc/encoding.ts';
import type { Happening } from '../../labrpc/sim/recent.ts';

/** Something that happened at server 0, in a turn of its own unless told otherwise. */
export function happening(
  atMs: number,
  kind: Happening['kind'],
  more: Partial<Happening> = {},
  who: string = 'server 0',
): Happening {
  return { atMs, turn: atMs * 10, kind, who, whom: undefined, name: undefined, value: undefined, ...more };
}

export function gets(
  atMs: number,
  from: number,
  to: number,
  args: unknown,
  name: string = 'beat',
): Happening {
  const more = { whom: `server ${from}`, name, value: encode(args) };
  return happening(atMs, 'gets', more, `server ${to}`);
}

export function answer(atMs: number, from: number, to: number, reply: unknown): Happening {
  const more = { whom: `server ${from}`, name: 'beat', value: encode(reply) };
  return happening(atMs, 'answer', more, `server ${to}`);
}

export function lost(atMs: number, from: number, to: number, why: string): Happening {
  return happening(atMs, 'lost', { whom: `server ${to}`, name: 'beat', value: why }, `server ${from}`);
}

export function state(atMs: number, server: number, value: unknown, cause: string = 'request'): Happening {
  return happening(atMs, 'state', { name: cause, value }, `server ${server}`);
}
