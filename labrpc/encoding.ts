import { deserialize, serialize } from 'node:v8';
export class DecodeError extends Error {}
export class EncodeError extends TypeError {}
export function encode(value: unknown): Uint8Array {
  return Uint8Array.from(serialize(value));
}
export function decode<Value>(bytes: Uint8Array): Value {
  return deserialize(bytes) as Value;
}
