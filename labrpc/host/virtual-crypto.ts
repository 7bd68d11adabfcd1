/**
 * The part of Web Crypto that gives random values, from the incarnation's own stream. Not secret, but
 * reproducible.
 */
export function virtualCrypto(random: () => number): object {
  const getRandomValues = <View extends NodeJS.TypedArray>(view: View): View => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random() * 256);
    return view;
  };
  const randomUUID = () => {
    const bytes = getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (byte, index) => {
      // RFC 9562 §5.4: version 4 in the seventh byte, variant in the ninth.
      const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
      return marked.toString(16).padStart(2, '0');
    }).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  return { getRandomValues, randomUUID };
}
