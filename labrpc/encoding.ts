/** Values as bytes, for the network and for the persister. `encoding/format.ts` describes the format. */
export { DecodeError, decode } from './encoding/decode.ts';
export { encode, encodeShared } from './encoding/encode.ts';
export { EncodeError } from './encoding/encode-error.ts';
