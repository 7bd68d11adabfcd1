import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as v from 'valibot';

/** More than any result or bundle comes to: what claims to be larger is not unpacked. */
const MOST_BYTES = 512 * 2 ** 20;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Some other program has put it there, or another version of this one. */
export class BadPayload extends Error {}

/** A value as the Redis keeps it: JSON, a tenth of the size. */
export async function packed(value: unknown): Promise<Buffer> {
  return pack(JSON.stringify(value));
}

/** Throws `BadPayload` if it is not what `schema` says. `what` it should be is for the message. */
export async function unpacked<Value>(
  bytes: Buffer,
  schema: v.GenericSchema<unknown, Value>,
  what: string,
): Promise<Value> {
  let value: unknown;
  try {
    value = JSON.parse((await unpack(bytes, { maxOutputLength: MOST_BYTES })).toString());
  } catch {
    throw new BadPayload(`${what} on the queue cannot be read`);
  }
  return checked(value, schema, what);
}

/** Throws `BadPayload` if it is not what `schema` says. */
export function checked<Value>(value: unknown, schema: v.GenericSchema<unknown, Value>, what: string): Value {
  const { success, issues } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return value as Value;
  const place = v.getDotPath(issues[0]) ?? 'all of it';
  throw new BadPayload(`${what} on the queue is not of the right form (${place})`);
}
